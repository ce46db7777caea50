using RunbookSdk.Time;

namespace RunbookSdk.Sessions;

public sealed partial class RunbookSession
{
    /// <summary>Looks at what the sources of the rules have now, between evaluations.</summary>
    /// <exception cref="InvalidOperationException">Another thread is inside.</exception>
    internal T Look<T>(Func<SourceNetwork, T> look) => Inside(session => look(session.evaluator.Sources));
}

internal sealed partial class Evaluator
{
    /// <summary>The facts that rules read, as they are between evaluations.</summary>
    public SourceNetwork Sources => sources;
}
