using System.Globalization;
using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;
using RunbookSdk.Rules;

namespace RunbookSdk.Sessions;

/// <summary>
/// What is known, what matches and what is in force at one time, for one set of rules. Facts go in, decisions come out; nothing else
/// happens in between. For one thread at a time; a second one that enters is refused.
/// </summary>
public sealed class RunbookSession
{
    private readonly List<Observation> pending = [];
    private readonly Evaluator evaluator;
    private int entered;

    /// <summary>Makes a session that knows nothing yet.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="start">The instant at which its clock begins.</param>
    /// <param name="options">How it behaves; default: see <see cref="SessionOptions"/>.</param>
    public RunbookSession(RuleSet rules, DateTimeOffset start, SessionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(rules);
        evaluator = new Evaluator([.. rules.Rules.Select(r => r.Model)], options ?? new SessionOptions(), start);
        Now = start;
    }

    /// <summary>The session's clock: the instant of the last evaluation.</summary>
    public DateTimeOffset Now { get; private set; }

    /// <summary>The next instant at which something can change although no fact arrives; null when there is none.</summary>
    public DateTimeOffset? NextDue => evaluator.NextDue;

    /// <summary>Takes a fact into the next evaluation.</summary>
    /// <param name="fact">The fact, an instance of a fact record; seen at the instant of that evaluation.</param>
    /// <exception cref="InvalidOperationException">An evaluation is running.</exception>
    public void Observe(object fact) => Observe(new Observation(fact, default));

    /// <summary>Takes an observation into the next evaluation.</summary>
    /// <param name="observation">The fact, when it was seen, and the identity of its delivery.</param>
    /// <exception cref="InvalidOperationException">An evaluation is running.</exception>
    public void Observe(in Observation observation)
    {
        ArgumentNullException.ThrowIfNull(observation.Fact);
        if (Volatile.Read(ref entered) != 0) throw IsEntered();
        pending.Add(observation);
    }

    /// <summary>
    /// Lets time pass until an instant, stopping at each one at which something can change, and takes what was observed at that instant.
    /// </summary>
    /// <param name="now">The instant; one before <see cref="Now"/> counts as <see cref="Now"/>.</param>
    /// <returns>What came of it, over all the instants.</returns>
    /// <exception cref="RunbookException">
    /// RBK5001: the rules did not come to rest; nothing of the refused instant has happened, what was observed is dropped, and what was
    /// due then is due again in the next evaluation.
    /// </exception>
    /// <exception cref="InvalidOperationException">Another thread is inside.</exception>
    public Evaluation Evaluate(DateTimeOffset now)
    {
        if (Interlocked.Exchange(ref entered, 1) != 0)
            throw IsEntered();
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            return Pass(now < Now ? Now : now);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
            Volatile.Write(ref entered, 0);
        }
    }

    private static InvalidOperationException IsEntered() =>
        new("A session is for one thread at a time; give each thread a session of its own, they can share the rule set.");

    private Evaluation Pass(DateTimeOffset now)
    {
        try
        {
            // What is due at or before the clock was refused at its own instant; it comes again with the next evaluation.
            while (evaluator.NextDue is { } due && due > Now && due < now)
            {
                Now = due;
                evaluator.Step(due, []);
            }

            Now = now;
            if (pending.Count > 0 || evaluator.NextDue <= now) evaluator.Step(now, pending);
        }
        finally
        {
            pending.Clear();
        }

        return evaluator.Finish();
    }
}
