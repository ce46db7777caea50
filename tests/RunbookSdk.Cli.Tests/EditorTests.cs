using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Completion;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Host.Mef;
using Microsoft.CodeAnalysis.Text;
using RunbookSdk.Tests.Conventions;

namespace RunbookSdk.Cli.Tests;

/// <summary>
/// A runbook's text as an editor sees it: an app of one file, compiled with what the package brings (<c>src/RunbookSdk/buildTransitive</c>), by the
/// service that the language server of C# answers from.
/// </summary>
public sealed class EditorTests
{
    private const string Header = "#!/usr/bin/env dotnet\n#:package RunbookSdk@0.1.0\n#:property PublishAot=false\n";

    private static readonly Lazy<MefHostServices> Host = new(() => MefHostServices.Create(MefHostServices.DefaultAssemblies));

    private static readonly MetadataReference[] References = [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
        .Where(p => Path.GetFileName(p) is "RunbookSdk.dll" or "System.Runtime.dll" or "System.Private.CoreLib.dll" or "System.Collections.dll" or "System.Linq.dll" or "System.Linq.Expressions.dll" or "System.Console.dll" or "System.Net.Http.dll")
        .Select(p => MetadataReference.CreateFromFile(p))];

    /// <summary>What makes a text a script only: a type before the last rule, a text that it loads, a short form that loading a script writes longer.</summary>
    private static readonly string[] OnlyInScripts = ["CS8803", "CS8097", "CS8122", "CS8072", "CS8514"];

    [Fact]
    public async Task Runbooks_of_the_repository_compile_as_apps_of_one_file_but_for_what_only_scripts_have()
    {
        var (wrong, fine) = (new List<string>(), 0);
        foreach (var file in Repository.Files("runbooks", ".csx").Concat(Repository.Files("examples", ".csx")))
        {
            var compilation = await DocumentOf(Header + await File.ReadAllTextAsync(file)).Project.GetCompilationAsync();
            var errors = compilation!.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).ToList();
            if (errors.Count == 0) fine++;
            var loads = errors.Exists(e => e.Id == "CS8097"); // then names of the loaded text are unknown too
            wrong.AddRange(errors.Where(e => !OnlyInScripts.Contains(e.Id) && !(loads && e.Id == "CS0103")).Select(e => $"{Repository.Relative(file)}: {e}"));
        }

        Assert.Empty(wrong);
        Assert.True(fine >= 7, $"only {fine} are apps as well");
    }

    [Theory]
    [InlineData("Rule(\"a\", from l in Facts<ClusterLoad>() where l.| select Page(\"ops\", because: \"\"))", "Cluster Percent")]
    [InlineData("Rule(\"a\", from l in Facts<ClusterLoad>() where l.P|)", "Cluster Percent")]
    [InlineData("Rule(\"a\", from l in Facts<ClusterLoad>() select Susp|", "Suspend")]
    [InlineData("Rule(\"a\", from l in Facts<ClusterLoad>() select Page(\"ops\", because: \"\")).Le|", "Lease")]
    [InlineData("Rule(\"a\", from d in Facts<Disk>() where d.| select Page(\"ops\", because: \"\"));\nrecord Disk([Key] string Host, double Free);", "Free Host")]
    [InlineData("Defi|", "DefineLifecycle")]
    [InlineData("Rule(\"a\", from l in Facts<ClusterLoad>() where l.Percent > 80 && Now >= Da|", "Date")]
    public async Task Editor_offers_the_words_of_runbooks(string text, string expected)
    {
        var at = text.IndexOf('|', StringComparison.Ordinal);
        var document = DocumentOf(Header + text.Remove(at, 1));
        var found = await CompletionService.GetService(document)!.GetCompletionsAsync(document, Header.Length + at);

        Assert.Subset(found.ItemsList.Select(i => i.FilterText).ToHashSet(StringComparer.Ordinal), expected.Split(' ').ToHashSet(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_word_of_a_script_is_a_word_of_the_app()
    {
        var compilation = await DocumentOf(Header + "Hold(\"all\", because: \"\").ToString();").Project.GetCompilationAsync();
        var words = compilation!.GetTypeByMetadataName("RunbookSdk.RunbookWords")!.GetMembers().Select(m => m.Name).ToHashSet(StringComparer.Ordinal);
        var declared = new[] { typeof(Runbook), typeof(Rules.RuleBook) }
            .SelectMany(t => t.GetMethods(System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.DeclaredOnly))
            .Where(m => !m.IsVirtual).Select(m => m.Name);

        Assert.Subset(words, declared.ToHashSet(StringComparer.Ordinal));
        Assert.Contains("Rule", words);
    }

    private static Document DocumentOf(string text)
    {
        var options = new CSharpParseOptions(LanguageVersion.CSharp14).WithFeatures([new("FileBasedProgram", "true")]);
        var project = ProjectInfo.Create(
            ProjectId.CreateNewId(), VersionStamp.Default, "app", "app", LanguageNames.CSharp,
            parseOptions: options,
            compilationOptions: new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable),
            metadataReferences: References);
        using var workspace = new AdhocWorkspace(Host.Value);
        var main = DocumentId.CreateNewId(project.Id);
        return workspace.CurrentSolution.AddProject(project)
            .AddDocument(DocumentId.CreateNewId(project.Id), "RunbookWords.cs", PackageTexts.Words)
            .AddDocument(DocumentId.CreateNewId(project.Id), "GlobalUsings.cs", PackageTexts.GlobalUsings)
            .AddDocument(main, "app.cs", SourceText.From(text, Encoding.UTF8))
            .GetDocument(main)!;
    }
}
