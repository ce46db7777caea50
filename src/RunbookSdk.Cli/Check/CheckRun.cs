using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using RunbookSdk.Diagnostics;
using RunbookSdk.Instances;

namespace RunbookSdk.Cli.Check;

/// <summary>One run of <c>runbook check</c>.</summary>
internal sealed class CheckRun(CommandConsole console)
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <returns>See <see cref="ExitCode"/>.</returns>
    public int Run(IReadOnlyList<string> paths, bool isJson, bool usesCache)
    {
        using var runbooks = console.Runbooks.Load(paths, usesCache);
        foreach (var problem in runbooks.Diagnostics) console.Output.WriteLine(isJson ? Line(problem) : problem.ToString());
        console.Error.WriteLine(Summary(runbooks));
        if (runbooks.Rules is not null) return ExitCode.Fine;
        return runbooks.Diagnostics.Any(IsOfCommand) ? ExitCode.CouldNotRun : ExitCode.Findings;
    }

    /// <summary>Something is wrong with what was given, not with what stands in it.</summary>
    private static bool IsOfCommand(Diagnostic problem) =>
        problem.Severity == Severity.Error && problem.Code.StartsWith("RBK0", StringComparison.Ordinal);

    private static string Line(Diagnostic problem) => JsonSerializer.Serialize(
        new
        {
            code = problem.Code,
            severity = problem.Severity.ToString().ToLowerInvariant(),
            message = problem.Message,
            file = problem.Location.File,
            line = problem.Location.Line,
            column = problem.Location.Column,
        },
        Json);

    private static string Summary(LoadedRunbooks runbooks)
    {
        var (errors, warnings) = (Count(runbooks, Severity.Error), Count(runbooks, Severity.Warning));
        var found = $"{Counted(errors, "error")}, {Counted(warnings, "warning")}";
        return runbooks.Rules is { } rules
            ? $"{Counted(rules.Rules.Count(r => !r.IsImplied), "rule")}, {Counted(rules.Lifecycles().Count, "lifecycle")}: {found}"
            : found;
    }

    private static int Count(LoadedRunbooks runbooks, Severity severity) => runbooks.Diagnostics.Count(d => d.Severity == severity);

    private static string Counted(int count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");
}
