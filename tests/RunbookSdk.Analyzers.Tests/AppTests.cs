using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using RunbookSdk.Analyzers.Fixes;
using RunbookSdk.Analyzers.Reporting;
using RunbookSdk.Tests.Conventions;

namespace RunbookSdk.Analyzers.Tests;

/// <summary>
/// A runbook that is an app of one file is told in an editor, and by <c>dotnet build</c>, what <c>runbook check</c> tells of the same text as a script.
/// </summary>
public sealed class AppTests
{
    private const string Head = "#!/usr/bin/env dotnet\n#:package RunbookSdk@0.1.0\n#:property PublishAot=false\n";

    /// <summary>The compiler wants them last in an app, and an editor says so beside what the analyzers find.</summary>
    private const string TypeBeforeRules = "CS8803";

    private static readonly CSharpParseOptions ParseOptions = new CSharpParseOptions(LanguageVersion.CSharp14).WithFeatures([new("FileBasedProgram", "true")]);

    private static readonly CSharpCompilation Basis = CSharpCompilation.Create(
        "app",
        [CSharpSyntaxTree.ParseText(PackageTexts.Words, ParseOptions, "RunbookWords.cs"), CSharpSyntaxTree.ParseText(PackageTexts.GlobalUsings, ParseOptions, "GlobalUsings.g.cs")],
        [.. Project.References, MetadataReference.CreateFromFile(typeof(Console).Assembly.Location)],
        new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));

    public static TheoryData<string> Ids() => [.. Ledger.All.Select(d => d.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void An_app_has_the_diagnostics_of_the_script_at_the_same_places(string id)
    {
        var page = RulePage.Read(id);

        foreach (var text in new[] { page.Example, page.Fixed }) AssertSame(text, page.Config);
    }

    [Fact]
    public void What_the_package_adds_to_an_app_has_no_diagnostics() =>
        Assert.Empty(Script.Analyze(App("Rule(\"a\", from l in Facts<ClusterLoad>() where l.Percent > 90 select Page(\"ops\", because: \"load\"));")));

    private static void AssertSame(string text, (string Key, string Value)[] config)
    {
        var (app, script) = (App(text), Script.Compile(("test.csx", WithHead(text))));
        var limits = FixSet.TreeLimits.SelectMany(f => f.Ids);

        Assert.Empty(app.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error && d.Id != TypeBeforeRules && !limits.Contains(d.Id)));
        Assert.Equal(Told(Script.Analyze(script, config)), Told(Script.Analyze(app, config)));
    }

    private static IEnumerable<string> Told(IEnumerable<Diagnostic> found) => found
        .Where(d => d.Id != Ledger.OnlyInScripts.Id) // in an app the compiler itself says so
        .Select(d => $"{d.Location.SourceSpan} {d.Id} {d.GetMessage(null)}").Order(StringComparer.Ordinal);

    private static CSharpCompilation App(string text) => Basis.AddSyntaxTrees(CSharpSyntaxTree.ParseText(WithHead(text), ParseOptions, "test.csx"));

    private static string WithHead(string text) => text.StartsWith("#!", StringComparison.Ordinal) ? text : Head + text;
}
