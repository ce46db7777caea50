using Microsoft.CodeAnalysis;

namespace RunbookSdk.Analyzers.Reporting;

/// <summary>Something that an analyzer looks at, and how it says what is wrong with it.</summary>
/// <param name="Item">What was found.</param>
/// <param name="Model">Answers questions about the text around it.</param>
/// <param name="Report">Takes what is wrong.</param>
/// <param name="CancellationToken">Ends the analysis.</param>
internal sealed record Found<T>(T Item, SemanticModel Model, Action<Diagnostic> Report, CancellationToken CancellationToken)
{
    public Found<TOther> With<TOther>(TOther item) => new(item, Model, Report, CancellationToken);
}
