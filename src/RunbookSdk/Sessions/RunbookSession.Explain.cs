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
}

internal sealed partial class Evaluator
{
    /// <summary>The facts that rules read, as they are between evaluations.</summary>
    public SourceNetwork Sources => sources;

    /// <summary>What is due, in the order in which it rings.</summary>
    public IReadOnlyList<(DateTimeOffset Due, string What)> Timers() =>
        [.. timers.Alarms.Where(a => !a.IsMoot).OrderBy(a => a.Due).ThenBy(a => a.Order).Select(a => (a.Due!.Value, a.What))];
}
