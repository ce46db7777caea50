using RunbookSdk.Clients;
using RunbookSdk.Components;
using RunbookSdk.Diagnostics;
using RunbookSdk.Incidents;
using RunbookSdk.Instances;
using RunbookSdk.Lifecycles;

namespace RunbookSdk.Cli.Graph;

/// <summary>One run of <c>runbook graph lifecycle</c>.</summary>
internal sealed class LifecycleGraph(CommandConsole console)
{
    /// <returns>See <see cref="ExitCode"/>.</returns>
    public int Run(string name, IReadOnlyList<string> paths, string format, string? file, bool usesCache)
    {
        try
        {
            return RunUnguarded(name, paths, format, file, usesCache);
        }
        catch (RunbookException exception)
        {
            foreach (var problem in exception.Diagnostics) console.Error.WriteLine(problem);
            return ExitCode.CouldNotRun;
        }
    }

    private int RunUnguarded(string name, IReadOnlyList<string> paths, string format, string? file, bool usesCache)
    {
        var known = new SortedDictionary<string, Func<string, string>>(StringComparer.Ordinal);
        Add(known, IncidentLifecycle.Definition);
        Add(known, ComponentLifecycle.Definition);
        Add(known, ClientPolicyLifecycle.Definition);
        Add(known, MaintenanceLifecycle.Definition);
        using var runbooks = paths.Count == 0 ? null : console.Runbooks.Load(paths, usesCache);
        foreach (var problem in runbooks?.Diagnostics ?? []) console.Error.WriteLine(problem);
        if (runbooks is { Rules: null }) return ExitCode.CouldNotRun;
        foreach (var declared in runbooks?.Rules?.Lifecycles() ?? []) Add(known, declared.Definition!);
        if (!known.TryGetValue(name, out var draw))
        {
            throw CommandCodes.Refuse(
                CommandCodes.NoSuchLifecycle,
                $"There is no lifecycle '{name}'; there are {string.Join(", ", known.Keys)}.{(paths.Count == 0 ? " Those of runbooks are known with --runbooks." : "")}");
        }

        PictureFile.Write(console, draw(format), file);
        return ExitCode.Fine;
    }

    private static void Add<TState, TTrigger>(SortedDictionary<string, Func<string, string>> known, Lifecycle<TState, TTrigger> lifecycle)
        where TState : notnull
        where TTrigger : notnull =>
        known[RuleResults.NameOf(lifecycle)] = format => format switch
        {
            "dot" => lifecycle.ToDot(),
            "json" => lifecycle.ToJson(),
            _ => lifecycle.ToMermaid(),
        };
}
