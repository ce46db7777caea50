using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using RunbookSdk.Analyzers.Fixes;

namespace RunbookSdk.Analyzers.CodeFixes;

/// <summary>
/// Offers the fixes of the analyzers in an editor. What they change is said by <see cref="FixSet"/>. It is not <c>[Shared]</c>: editors keep one all the same,
/// and those that have an older System.Composition than this was compiled against would not load it.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RunbookCodeFixProvider))]
internal sealed class RunbookCodeFixProvider : CodeFixProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [.. FixSet.All.SelectMany(f => f.Ids).Distinct()];

    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (model is null) return;
        foreach (var diagnostic in context.Diagnostics)
        {
            if (FixSet.For(diagnostic, model) is not { } mended) continue;
            var action = CodeAction.Create(mended.Title, token => Change(context.Document, mended.Changes, token), diagnostic.Id);
            context.RegisterCodeFix(action, diagnostic);
        }
    }

    private static async Task<Document> Change(Document document, IEnumerable<TextChange> changes, CancellationToken cancellationToken)
    {
        var text = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
        return document.WithText(text.WithChanges(changes));
    }
}
