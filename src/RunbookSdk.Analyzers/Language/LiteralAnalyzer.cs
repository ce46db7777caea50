using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using RunbookSdk.Analyzers.Model;
using RunbookSdk.Analyzers.Reporting;

namespace RunbookSdk.Analyzers.Language;

/// <summary>Looks at dates and versions that are written into a runbook.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class LiteralAnalyzer : RunbookAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [Ledger.DateWithoutZone, Ledger.NoDate, Ledger.NoVersion];

    protected override void Register(CompilationStartAnalysisContext context, RunbookSymbols symbols)
    {
        OnOperations(context, found => CheckCall(found, (IInvocationOperation)found.Item, symbols), OperationKind.Invocation);
        OnOperations(context, found => CheckDateTime(found, symbols), OperationKind.Conversion, OperationKind.ObjectCreation);
    }

    private static void CheckCall(Found<IOperation> found, IInvocationOperation call, RunbookSymbols symbols)
    {
        if (RunbookSymbols.IsMember(call.TargetMethod, symbols.RuleBook, "Date")) CheckDate(found, call.Arguments[0].Value);
        else if (RunbookSymbols.IsMember(call.TargetMethod, symbols.RuleBook, "Version")) CheckVersion(found, call.Arguments[0].Value);
    }

    private static void CheckDate(Found<IOperation> found, IOperation argument)
    {
        if (Operations.TextOf(argument) is not { } text) return;
        var place = argument.Syntax.GetLocation();
        switch (InstantTexts.Read(text))
        {
            case InstantText.WithoutZone: found.Report(Diagnostic.Create(Ledger.DateWithoutZone, place, text, $"'{text} Europe/Oslo' or '{text} UTC'")); break;
            case InstantText.NoDate: found.Report(Diagnostic.Create(Ledger.NoDate, place, text)); break;
            case InstantText.Instant: break;
        }
    }

    private static void CheckVersion(Found<IOperation> found, IOperation argument)
    {
        if (Operations.TextOf(argument) is { } text && !VersionText.IsVersion(text))
            found.Report(Diagnostic.Create(Ledger.NoVersion, argument.Syntax.GetLocation(), text));
    }

    /// <summary>A <c>DateTime</c> that becomes an instant takes the zone of the machine.</summary>
    private static void CheckDateTime(Found<IOperation> found, RunbookSymbols symbols)
    {
        var operand = found.Item switch
        {
            IConversionOperation { OperatorMethod.Name: WellKnownMemberNames.ImplicitConversionName } conversion when IsInstant(conversion.Type) => conversion.Operand,
            IObjectCreationOperation { Arguments.Length: 1 } creation when IsInstant(creation.Type) => creation.Arguments[0].Value,
            _ => null,
        };
        if (operand is not { Type.SpecialType: SpecialType.System_DateTime } || !RunbookScope.Contains(found, symbols)) return;
        // A clock of the machine is told as such.
        if (operand is IPropertyReferenceOperation { Instance: null }) return;
        found.Report(Diagnostic.Create(Ledger.DateWithoutZone, operand.Syntax.GetLocation(), operand.Syntax.ToString(), "Date(\"2019-09-19 Europe/Oslo\")"));
    }

    private static bool IsInstant(ITypeSymbol? type) => type is { Name: nameof(DateTimeOffset), ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };
}
