using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace RunbookSdk.Analyzers.Reporting;

/// <summary>Every diagnostic of the analyzers, in the order of their ids: one line each, and a page under docs/rules.</summary>
internal static partial class Ledger
{
    private const string Language = "Language";

    /// <summary>Tag of an error for which a script is not run at all, not even to find out what else is wrong with its rules.</summary>
    internal const string MustNotRun = nameof(MustNotRun);

    /// <summary>All descriptors of all parts.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All =>
        [.. typeof(Ledger).GetFields().Select(f => f.GetValue(null)).OfType<DiagnosticDescriptor>().OrderBy(d => d.Id, StringComparer.Ordinal)];

    /// <summary>Where the page of a diagnostic lies in the repository, and in the package.</summary>
    public static string PageOf(string id) => $"docs/rules/{id}.md";

    private static DiagnosticDescriptor Error(string id, string category, string title, string message, params string[] tags) =>
        Make(id, category, DiagnosticSeverity.Error, title, message, tags);

    private static DiagnosticDescriptor Warning(string id, string category, string title, string message, params string[] tags) =>
        Make(id, category, DiagnosticSeverity.Warning, title, message, tags);

    private static DiagnosticDescriptor Suggestion(string id, string category, string title, string message, params string[] tags) =>
        Make(id, category, DiagnosticSeverity.Info, title, message, tags);

    private static DiagnosticDescriptor Make(
        string id, string category, DiagnosticSeverity severity, string title, string message, string[] tags) =>
        new(id, title, message, category, severity, isEnabledByDefault: true, description: null, helpLinkUri: PageOf(id), customTags: tags);
}
