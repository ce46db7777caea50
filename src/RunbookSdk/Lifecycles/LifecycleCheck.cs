using RunbookSdk.Diagnostics;

namespace RunbookSdk.Lifecycles;

/// <summary>Finds everything that is wrong with a definition, so that its author mends it in one go.</summary>
internal static class LifecycleCheck
{
    /// <summary>All problems, in the order of their places.</summary>
    public static IReadOnlyList<Diagnostic> FindProblems<TState, TTrigger>(
        LifecycleDeclaration<TState, TTrigger> declaration, LifecycleLayout<TState, TTrigger> layout)
        where TState : notnull
        where TTrigger : notnull
    {
        var problems = new LifecycleProblems(declaration.Name);
        new StateCheck<TState, TTrigger>(declaration, layout, problems).Run();
        new LineCheck<TState, TTrigger>(declaration, layout, problems).Run();
        new WayCheck<TState, TTrigger>(layout, problems).Run();
        return problems.InOrder();
    }
}

/// <summary>Collects what is wrong with a definition.</summary>
internal sealed class LifecycleProblems(string name)
{
    private readonly List<Diagnostic> problems = [];

    public void Report(string code, SourceLocation location, string message) =>
        problems.Add(new(code, Severity.Error, $"Lifecycle '{name}': {message}.", location));

    public IReadOnlyList<Diagnostic> InOrder() =>
        [.. problems.OrderBy(p => p.Location.File, StringComparer.Ordinal).ThenBy(p => p.Location.Line).ThenBy(p => p.Code, StringComparer.Ordinal)];
}
