using Microsoft.CodeAnalysis;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.Analyzers.Reporting;

/// <summary>What is wrong with the language: RBK1xxx.</summary>
internal static partial class Ledger
{
    public static readonly DiagnosticDescriptor IdNotKebabCase = Error(
        RuleCodes.IdNotKebabCase, Language, "The id of a rule is not kebab-case", RuleCodes.IdNotKebabCaseMessage);

    public static readonly DiagnosticDescriptor IdTwice = Error(
        RuleCodes.IdTwice, Language, "Two rules have one id", RuleCodes.IdTwiceMessage, WellKnownDiagnosticTags.CompilationEnd);
}
