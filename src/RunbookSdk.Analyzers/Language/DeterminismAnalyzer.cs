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
            if (DescriptorOf(found.Item) is not { } descriptor || IsOnlyNamed(found.Item) || !RunbookScope.Contains(found, symbols)) return;
            found.Report(Diagnostic.Create(descriptor, found.Item.Syntax.GetLocation(), found.Item.Syntax.ToString()));
        },
        OperationKind.PropertyReference,
        OperationKind.Invocation,
        OperationKind.MethodReference,
        OperationKind.ObjectCreation);

    /// <summary><c>nameof</c> asks for nothing.</summary>
    private static bool IsOnlyNamed(IOperation operation)
    {
        while (operation.Parent is IMemberReferenceOperation parent) operation = parent;
        return operation.Parent is INameOfOperation;
    }

    private static DiagnosticDescriptor? DescriptorOf(IOperation operation)
    {
        var name = operation switch
        {
            IPropertyReferenceOperation property => NameOf(property.Property),
            IInvocationOperation { TargetMethod: { Name: "GetHashCode", Parameters.IsEmpty: true } } hash => IsHashOfText(hash.Instance?.Type) ? "System.String.GetHashCode" : null,
            IInvocationOperation call => NameOf(call.TargetMethod),
            IMethodReferenceOperation reference => NameOf(reference.Method),
            IObjectCreationOperation { Type: { Name: "Random" } type } when type.ContainingNamespace.ToDisplayString() == "System" => "System.Random.Shared",
            _ => null,
        };
        if (name is null) return null;
        return Clocks.Contains(name) ? Ledger.WallClock : Chances.Contains(name) ? Ledger.Chance : null;
    }

    /// <summary>The hash code of a text is another one in each process, and so is that of a record that holds one, or an object.</summary>
    private static bool IsHashOfText(ITypeSymbol? type) => type is { SpecialType: SpecialType.System_String or SpecialType.System_Object }
        || (type is { IsRecord: true } && type.GetMembers().OfType<IPropertySymbol>().Any(p => p is { IsStatic: false, DeclaredAccessibility: Accessibility.Public, Type.IsReferenceType: true }));

    private static string? NameOf(ISymbol symbol) =>
        symbol.ContainingType is { } type ? $"{type.ContainingNamespace.ToDisplayString()}.{type.Name}.{symbol.Name}" : null;
}
