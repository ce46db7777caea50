using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Completion;
using Microsoft.CodeAnalysis.Host.Mef;
using Microsoft.CodeAnalysis.Tags;
using Microsoft.CodeAnalysis.Text;
using RunbookSdk.Scripting.Compiling;
using RunbookSdk.Scripting.Querying;

namespace RunbookSdk.Querying;

/// <summary>What may stand at a place of a question, as the compiler knows it: members, fact records, words of the query, what earlier questions declared.</summary>
/// <param name="compiler">What questions are compiled with.</param>
/// <param name="factTypes">The names of the records that facts can be asked of.</param>
/// <param name="sources">Words that give the facts of the record that stands behind them in angle brackets.</param>
internal sealed class Completions(QueryCompiler compiler, IReadOnlyList<string> factTypes, params IReadOnlyList<string> sources) : IDisposable
{
    /// <summary>What every object has, which nobody asks a fact for.</summary>
    private static readonly string[] OfEveryObject = ["Deconstruct", "Equals", "GetHashCode", "GetType", "MemberwiseClone", "ReferenceEquals", "ToString"];

    private static readonly string[] Near =
    [
        WellKnownTags.Local, WellKnownTags.Parameter, WellKnownTags.RangeVariable, WellKnownTags.Field, WellKnownTags.Property, WellKnownTags.Constant,
        WellKnownTags.EnumMember,
    ];

    private readonly HashSet<string> ownWords = [.. compiler.WordsType.GetMembers().Select(m => m.Name)];

    /// <summary>Looked up once, for it takes a second.</summary>
    private static readonly Lazy<MefHostServices> Host = new(() => MefHostServices.Create(MefHostServices.DefaultAssemblies));

    private static readonly string[] Unwanted = ["Snippet", "Operator", "Conversion"];

    private readonly List<string> questions = [];
    private AdhocWorkspace? workspace;
    private Solution? solution;
    private ProjectId? previous;
    private int followed;

    /// <summary>Takes a question that was answered: the next ones see what it declares.</summary>
    public void Follow(string question) => questions.Add(question);

    /// <summary>The words that may stand at the end of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<Completion> FindAsync(string text, CancellationToken cancellation)
    {
        var document = Add(Followed(), ProjectId.CreateNewId(), text, out var id).GetDocument(id)!;
        if (CompletionService.GetService(document) is not { } service) return new(text.Length, []);
        var found = await service.GetCompletionsAsync(document, text.Length, cancellationToken: cancellation).ConfigureAwait(false);
        if (found.ItemsList.Count == 0) return new(text.Length, []);
        var written = text[found.Span.Start..];
        return new(found.Span.Start, [.. Matching(AsksForFacts(text[..found.Span.Start]) ? factTypes : Words(found.ItemsList, written), written)]);
    }

    private bool AsksForFacts(string before) => sources.Any(s => before.EndsWith($"{s}<", StringComparison.Ordinal));

    private IEnumerable<string> Words(IEnumerable<CompletionItem> items, string written) => items
        .Where(i => !i.Tags.Any(Unwanted.Contains) && (written.Length > 0 || !OfEveryObject.Contains(i.FilterText)))
        .OrderBy(Distance).ThenBy(i => i.SortText, StringComparer.Ordinal)
        .Select(i => i.FilterText);

    /// <summary>What belongs to the question or to its subject is likelier than what belongs to the language, and that than the rest of the runtime.</summary>
    private int Distance(CompletionItem item)
    {
        if (item.Tags.Any(Near.Contains) || ownWords.Contains(item.FilterText) || factTypes.Contains(item.FilterText)) return 0;
        if (item.Tags.Contains(WellKnownTags.Keyword) || item.Tags.Contains(WellKnownTags.Method)) return 1;
        return item.Tags.Contains(WellKnownTags.ExtensionMethod) ? 2 : 3;
    }

    private static IEnumerable<string> Matching(IEnumerable<string> words, string written) => words
        .Where(w => w.StartsWith(written, StringComparison.OrdinalIgnoreCase))
        .OrderBy(w => w.StartsWith(written, StringComparison.Ordinal) ? 0 : 1)
        .Distinct(StringComparer.Ordinal);

    public void Dispose() => workspace?.Dispose();

    /// <summary>Everything that was answered; it is worked out when somebody asks, which at a pipe nobody does.</summary>
    private Solution Followed()
    {
        workspace ??= new(Host.Value);
        solution ??= workspace.CurrentSolution;
        for (; followed < questions.Count; followed++)
        {
            var project = ProjectId.CreateNewId();
            solution = Add(solution, project, questions[followed], out _);
            previous = project;
        }

        return solution;
    }

    private Solution Add(Solution solution, ProjectId project, string text, out DocumentId document)
    {
        document = DocumentId.CreateNewId(project);
        var name = QueryNames.AssemblyOf(followed);
        var info = ProjectInfo.Create(
            project, VersionStamp.Default, name, name, LanguageNames.CSharp,
            compilationOptions: compiler.Options.WithScriptClassName(QueryNames.ClassOf(followed)), parseOptions: QueryCompiler.ParseOptions,
            projectReferences: previous is null ? [] : [new(previous)], metadataReferences: compiler.AllReferences,
            isSubmission: true, hostObjectType: compiler.WordsType);
        var content = TextLoader.From(TextAndVersion.Create(SourceText.From(text), VersionStamp.Default));
        return solution.AddProject(info).AddDocument(DocumentInfo.Create(document, QueryNames.File, sourceCodeKind: SourceCodeKind.Script, loader: content));
    }
}

/// <summary>The words that may stand at a place.</summary>
/// <param name="Start">Where in the text the word begins that each of them would replace.</param>
/// <param name="Words">The words, the likeliest first.</param>
internal sealed record Completion(int Start, IReadOnlyList<string> Words)
{
    /// <summary>What all of them begin with.</summary>
    public string Common => Words.Count == 0 ? "" : Words.Aggregate((common, word) => common[..common.Zip(word).TakeWhile(p => p.First == p.Second).Count()]);
}
