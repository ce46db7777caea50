using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using RunbookSdk.Analyzers.Model;
using RunbookSdk.Analyzers.Reporting;

namespace RunbookSdk.Analyzers.Language;

/// <summary>Looks for what differs from run to run: the clock and the zone of the machine, and chance.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class DeterminismAnalyzer : RunbookAnalyzer
{
    private static readonly ImmutableHashSet<string> Clocks =
    [
        "System.DateTime.Now", "System.DateTime.UtcNow", "System.DateTime.Today", "System.DateTime.ToLocalTime", "System.DateTimeOffset.Now",
        "System.DateTimeOffset.UtcNow", "System.DateTimeOffset.ToLocalTime", "System.DateTimeOffset.LocalDateTime", "System.TimeProvider.System", "System.TimeZoneInfo.Local", "System.Diagnostics.Stopwatch.GetTimestamp",
        "System.Diagnostics.Stopwatch.StartNew",
    ];

    /// <summary>Hash codes of texts differ from process to process.</summary>
    private static readonly ImmutableHashSet<string> Chances =
    [
        "System.Guid.NewGuid", "System.Guid.CreateVersion7", "System.Random.Shared", "System.String.GetHashCode", "System.HashCode.Combine",
        "System.HashCode.ToHashCode",
    ];

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Ledger.WallClock, Ledger.Chance];

    protected override void Register(CompilationStartAnalysisContext context, RunbookSymbols symbols) => OnOperations(
        context,
        found =>
        {
            if (DescriptorOf(found.Item) is not { } descriptor || !RunbookScope.Contains(found, symbols)) return;
            found.Report(Diagnostic.Create(descriptor, found.Item.Syntax.GetLocation(), found.Item.Syntax.ToString()));
        },
        OperationKind.PropertyReference,
        OperationKind.Invocation,
        OperationKind.ObjectCreation);

    private static DiagnosticDescriptor? DescriptorOf(IOperation operation)
    {
        var name = operation switch
        {
            IPropertyReferenceOperation property => NameOf(property.Property),
            IInvocationOperation call => NameOf(call.TargetMethod),
            IObjectCreationOperation { Type: { Name: "Random" } type } when type.ContainingNamespace.ToDisplayString() == "System" => "System.Random.Shared",
            _ => null,
        };
        if (name is null) return null;
        return Clocks.Contains(name) ? Ledger.WallClock : Chances.Contains(name) ? Ledger.Chance : null;
    }

    private static string? NameOf(ISymbol symbol) =>
        symbol.ContainingType is { } type ? $"{type.ContainingNamespace.ToDisplayString()}.{type.Name}.{symbol.Name}" : null;
}
