using System.Collections.Immutable;
using System.Text.RegularExpressions;
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
    private static readonly Regex ZoneAtEnd = new(@"(?:[Zz]|GMT|[:\s][0-9.]*\s*[+-][0-9]{1,2}(?::?[0-9]{2})?)$", RegexOptions.CultureInvariant);

    /// <summary>Minutes and seconds are the same in nearly all zones.</summary>
    private static readonly ImmutableHashSet<string> ClockParts = ["Year", "Month", "Day", "DayOfWeek", "DayOfYear", "Date", "DateTime", "Hour", "TimeOfDay"];

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [Ledger.DateWithoutZone, Ledger.NoDate, Ledger.NoVersion, Ledger.HourWithoutZone];

    protected override void Register(CompilationStartAnalysisContext context, RunbookSymbols symbols)
    {
        OnOperations(context, found => CheckCall(found, (IInvocationOperation)found.Item, symbols), OperationKind.Invocation);
        OnOperations(context, found => CheckDateTime(found, symbols), OperationKind.Conversion, OperationKind.ObjectCreation);
        OnOperations(context, found => CheckClock(found, (IPropertyReferenceOperation)found.Item, symbols), OperationKind.PropertyReference);
    }

    private static void CheckCall(Found<IOperation> found, IInvocationOperation call, RunbookSymbols symbols)
    {
        if (RunbookSymbols.IsMember(call.TargetMethod, symbols.RuleBook, "Date")) CheckDate(found, call.Arguments[0].Value);
        else if (RunbookSymbols.IsMember(call.TargetMethod, symbols.RuleBook, "Version")) CheckVersion(found, call.Arguments[0].Value);
        else if (call.TargetMethod.Name == "Parse" && IsOfSdk(call.TargetMethod.ContainingType, "Instant", symbols)) CheckDate(found, call.Arguments[0].Value);
        else if (call.TargetMethod.Name == "Parse" && IsOfSdk(call.TargetMethod.ContainingType, "ProductVersion", symbols)) CheckVersion(found, call.Arguments[0].Value);
        else if (call.TargetMethod.Name is "Parse" or "ParseExact" && IsInstant(call.TargetMethod.ContainingType)) CheckParsed(found, call, symbols);
    }

    /// <summary>.NET takes the zone of the machine for a text without one, unless it is told otherwise.</summary>
    private static void CheckParsed(Found<IOperation> found, IInvocationOperation call, RunbookSymbols symbols)
    {
        if (call.Arguments.Any(a => a.Parameter?.Type.Name == "DateTimeStyles" && a.ArgumentKind != ArgumentKind.DefaultValue)) return;
        if (Operations.TextOf(call.Arguments[0].Value) is not { } text || ZoneAtEnd.IsMatch(text) || !RunbookScope.Contains(found, symbols)) return;
        found.Report(Diagnostic.Create(Ledger.DateWithoutZone, call.Arguments[0].Value.Syntax.GetLocation(), text, "Date(\"2019-09-19 Europe/Oslo\")"));
    }

    /// <summary>What an instant's clock shows is a matter of its offset, which a fact has of its sender.</summary>
    private static void CheckClock(Found<IOperation> found, IPropertyReferenceOperation part, RunbookSymbols symbols)
    {
        if (!ClockParts.Contains(part.Property.Name) || !IsInstant(part.Property.ContainingType) || Operations.Unwrap(part.Instance) is not { } instant) return;
        if (instant is IPropertyReferenceOperation { Property: { Name: "Value", ContainingType.OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } } value) instant = value.Instance!;
        if (instant is not IPropertyReferenceOperation { Property: { IsStatic: false, ContainingType: { IsRecord: true, IsAnonymousType: false } } }) return;
        if (!IsOnlyTold(part) && RunbookScope.Contains(found, symbols))
            found.Report(Diagnostic.Create(Ledger.HourWithoutZone, part.Syntax.GetLocation(), part.Syntax, part.Instance!.Syntax, part.Property.Name));
    }

    private static bool IsOfSdk(ITypeSymbol type, string name, RunbookSymbols symbols) =>
        type.Name == name && SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, symbols.RuleBook.ContainingAssembly);

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

    /// <summary>What people read decides nothing.</summary>
    private static bool IsOnlyTold(IOperation operation)
    {
        for (var at = operation.Parent; at is not null; at = at.Parent)
            if (at is IArgumentOperation { Parameter.Name: "because" or "Because" or "body" or "Body" or "title" or "Title" }) return true;
        return false;
    }

    private static bool IsInstant(ITypeSymbol? type) => type is { Name: nameof(DateTimeOffset), ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };
}
