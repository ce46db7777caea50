using RunbookSdk.Rules;
using RunbookSdk.Time;

namespace RunbookSdk.Sessions;

public sealed partial class RunbookSession
{
    /// <summary>Looks at what the sources of the rules have now, between evaluations.</summary>
    /// <exception cref="InvalidOperationException">Another thread is inside.</exception>
    internal T Look<T>(Func<SourceNetwork, T> look) => Inside(session => look(session.evaluator.Sources));

    /// <summary>What can change although no fact arrives, and when; in the order in which it would.</summary>
    /// <exception cref="InvalidOperationException">Another thread is inside.</exception>
    internal IReadOnlyList<(DateTimeOffset Due, string What)> Timers() => Inside(static session => session.evaluator.Timers());

    /// <summary>What became of what the matches of a rule ask for, in the order in which these began.</summary>
    /// <param name="rule">Id of the rule.</param>
    /// <exception cref="InvalidOperationException">Another thread is inside.</exception>
    internal IReadOnlyList<MatchRequest> Requests(string rule) => Inside(session => session.evaluator.Requests(rule, session.Now));

    /// <summary>How far any rule of the session may go.</summary>
    internal Mode ModeOfAll => evaluator.Policy.Mode;

    /// <summary>The state of the session without its journal, for <see cref="CopyOf"/>.</summary>
    /// <exception cref="Facts.Saving.SavingException">Something of it cannot be saved.</exception>
    internal byte[] SavedAlone() => Inside(static session => SessionState.Save(session.start, session.Now, null, session.evaluator));

    /// <summary>A session of the same rules that goes on from a state by itself: it tells nobody, and writes nothing.</summary>
    /// <param name="state">What <see cref="SavedAlone"/> gave.</param>
    /// <exception cref="Facts.Saving.SavingException">It cannot.</exception>
    internal RunbookSession CopyOf(byte[] state) => Restored(Rules, evaluator.AloneOptions, state);
}

internal sealed partial class Evaluator
{
    /// <summary>The facts that rules read, as they are between evaluations.</summary>
    public SourceNetwork Sources => sources;

    /// <summary>What is due, in the order in which it rings.</summary>
    public IReadOnlyList<(DateTimeOffset Due, string What)> Timers() =>
        [.. timers.Alarms.Where(a => !a.IsMoot).OrderBy(a => a.Due).ThenBy(a => a.Order).Select(a => (a.Due!.Value, a.What))];

    /// <summary>What became of what the matches of a rule ask for.</summary>
    public IReadOnlyList<MatchRequest> Requests(string rule, DateTimeOffset now) => [.. new MatchRequests(agenda, gate, now).Of(rule)];

    /// <summary>The options of a session that behaves like this one, and that nobody knows of.</summary>
    public SessionOptions AloneOptions => new()
    {
        Mode = options.Mode,
        Budget = options.Budget,
        EscalatesTo = options.EscalatesTo,
        MaxRounds = options.MaxRounds,
        MaxCombinations = options.MaxCombinations,
        MaxMatches = options.MaxMatches,
        FaultsUntilQuarantine = options.FaultsUntilQuarantine,
        DeliveryMemory = options.DeliveryMemory,
        Matcher = options.Matcher,
    };
}
