using RunbookSdk.Diagnostics;
using RunbookSdk.Sessions;

namespace RunbookSdk.Cli;

/// <summary>A fault of a rule as it is told on standard error.</summary>
internal static class FaultLine
{
    public static string Of(RuleFault fault)
    {
        var facts = string.Join(", ", fault.Facts.Select(f => $"{f.Type}({f.Key})"));
        return new Diagnostic(
            "RBK5002", Severity.Error, OneLine.Of($"Rule '{fault.Rule}' failed for {facts}: {fault.Message}"), fault.Location).ToString();
    }
}
