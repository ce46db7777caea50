using System.Globalization;
using System.Runtime.CompilerServices;
using RunbookSdk.Diagnostics;
using RunbookSdk.Scripting;

namespace RunbookSdk.Cli.Check;

/// <summary>One run of <c>runbook check</c>.</summary>
internal sealed class CheckRun(CheckRequest request, CommandConsole console)
{
    /// <returns>See <see cref="ExitCode"/>.</returns>
    public int Run()
    {
        var findings = request.Fixes ? CheckMended() : console.Runbooks.Check(request.Paths, request.UsesCache);
        Output().Write(findings.Diagnostics);
        console.Error.WriteLine(Summary(findings));
        if (findings.AreUsable) return request.IsStrict && Count(findings, Severity.Warning) > 0 ? ExitCode.Findings : ExitCode.Fine;
        return findings.Diagnostics.Any(IsOfCommand) ? ExitCode.CouldNotRun : ExitCode.Findings;
    }

    /// <summary>Mends what can be mended, and checks what is in the files then. What was to be mended and was not is an error.</summary>
    private ScriptFindings CheckMended()
    {
        var problems = FixRun.Mend(console.Runbooks.Fix(request.Paths), console.Error);
        var findings = console.Runbooks.Check(request.Paths, request.UsesCache);
        return problems.Count == 0 ? findings : new([.. problems, .. findings.Diagnostics], -1, -1);
    }

    /// <summary>Something is wrong with what was given, not with what stands in it.</summary>
    public static bool IsOfCommand(Diagnostic problem) =>
        problem.Severity == Severity.Error && problem.Code.StartsWith("RBK0", StringComparison.Ordinal);

    private CheckOutput Output() => request.Format == "text" ? new TextCheckOutput(console.Output) : OutputForPrograms();

    /// <summary>Apart, so that a check for people loads no JSON.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private CheckOutput OutputForPrograms() => request.Format switch
    {
        "json" => new JsonCheckOutput(console.Output),
        "sarif" => new SarifCheckOutput(console.Output, console.Folder),
        _ => new GithubCheckOutput(console.Output, console.Folder),
    };

    private string Summary(ScriptFindings findings)
    {
        var (errors, warnings) = (Count(findings, Severity.Error), Count(findings, Severity.Warning));
        var found = $"{Counted(errors, "error")}, {Counted(warnings, "warning")}";
        if (request.IsStrict && warnings > 0) found += " (which fail: --strict)";
        return findings.AreUsable ? $"{Counted(findings.Rules, "rule")}, {Counted(findings.Lifecycles, "lifecycle")}: {found}" : found;
    }

    private static int Count(ScriptFindings findings, Severity severity)
    {
        var count = 0;
        foreach (var problem in findings.Diagnostics)
            if (problem.Severity == severity) count++;
        return count;
    }

    private static string Counted(int count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");
}
