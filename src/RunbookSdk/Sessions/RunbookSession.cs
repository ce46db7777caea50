using RunbookSdk.Facts;
using RunbookSdk.Rules;

namespace RunbookSdk.Sessions;

/// <summary>
/// What is known, what matches and what is in force at one time, for one set of rules. Facts go in, decisions come out; nothing else
/// happens in between. For one thread at a time; a second one that enters is refused.
/// </summary>
public sealed class RunbookSession
{
    /// <summary>Makes a session that knows nothing yet.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="start">The instant at which its clock begins.</param>
    /// <param name="options">How it behaves; default: see <see cref="SessionOptions"/>.</param>
    public RunbookSession(RuleSet rules, DateTimeOffset start, SessionOptions? options = null)
    {
        _ = (rules, options);
        Now = start;
    }

    /// <summary>The session's clock: the instant of the last evaluation.</summary>
    public DateTimeOffset Now { get; private set; }

    /// <summary>The next instant at which something can change although no fact arrives; null when there is none.</summary>
    public DateTimeOffset? NextDue => throw new NotImplementedException();

    /// <summary>Takes a fact into the next evaluation.</summary>
    /// <param name="observation">The fact and when it was seen.</param>
    public void Observe(in Observation observation) => throw new NotImplementedException();

    /// <summary>
    /// Lets time pass until an instant, stopping at each one at which something can change, and takes what was observed at that instant.
    /// </summary>
    /// <param name="now">The instant; one before <see cref="Now"/> counts as <see cref="Now"/>.</param>
    /// <exception cref="RunbookSdk.Diagnostics.RunbookException">
    /// RBK5001: the rules did not come to rest; nothing of the refused instant has happened.
    /// </exception>
    public Evaluation Evaluate(DateTimeOffset now) => throw new NotImplementedException();
}
