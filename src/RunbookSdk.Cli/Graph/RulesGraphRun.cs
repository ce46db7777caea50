using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;

namespace RunbookSdk.Cli.Graph;

/// <summary>One run of <c>runbook graph rules</c>.</summary>
internal sealed class RulesGraphRun(CommandConsole console)
{
    /// <returns>See <see cref="ExitCode"/>.</returns>
    public int Run(string path, string? rule, string format, string? file, bool usesCache)
    {
        try
        {
            using var runbooks = console.Runbooks.Load([path], usesCache);
            foreach (var problem in runbooks.Diagnostics) console.Error.WriteLine(problem);
            if (runbooks.Rules is not { } rules) return ExitCode.CouldNotRun;
            var graph = RuleGraph.Of(rules, Directory.Exists(path) ? path : Path.GetDirectoryName(Path.GetFullPath(path))!);
            if (rule is not null) graph = graph.Around(Find(graph, rule));
            PictureFile.Write(console, format == "dot" ? RuleDot.Draw(graph) : RuleMermaid.Draw(graph), file);
            return ExitCode.Fine;
        }
        catch (RunbookException exception)
        {
            foreach (var problem in exception.Diagnostics) console.Error.WriteLine(problem);
            return ExitCode.CouldNotRun;
        }
    }

    private static string Find(RuleGraph graph, string rule)
    {
        if (graph.Rules.Any(r => r.Id == rule)) return rule;
        var near = graph.Rules.Select(r => r.Id).OrderBy(id => Spelling.Distance(rule, id)).FirstOrDefault();
        var known = near is null ? "" : Spelling.Distance(rule, near) <= Math.Max(2, rule.Length / 3)
            ? $" Did you mean '{near}'?"
            : $" The rules are {string.Join(", ", graph.Rules.Select(r => r.Id))}.";
        throw CommandCodes.Refuse(CommandCodes.NoSuchRule, $"There is no rule '{rule}'.{known}");
    }
}
