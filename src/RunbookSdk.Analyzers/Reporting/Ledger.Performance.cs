using Microsoft.CodeAnalysis;

namespace RunbookSdk.Analyzers.Reporting;

/// <summary>What costs more with many facts: RBK3xxx.</summary>
internal static partial class Ledger
{
    private const string Performance = "Performance";

    public static readonly DiagnosticDescriptor EachWithEach = Make(
        "RBK3001",
        Performance,
        DiagnosticSeverity.Info,
        "A condition between facts that no index serves",
        "'{0}' is asked of each fact with each other one; {1}",
        []);

    public static readonly DiagnosticDescriptor SearchedQuestion = Make(
        "RBK3002",
        Performance,
        DiagnosticSeverity.Info,
        "A question that facts are searched for",
        "for each match, '{0}' is asked {1}; only '==' between something of the other fact and something of one matched fact is looked up",
        []);

    public static readonly DiagnosticDescriptor AskedOfEveryFact = Make(
        "RBK3003",
        Performance,
        DiagnosticSeverity.Info,
        "A condition that no lookup serves",
        "'{0}' is asked whenever any such fact changes, for nothing leads from a changed fact to this rule; {1}",
        []);
}
