using System.Text.RegularExpressions;

namespace RunbookSdk.Tests.Conventions;

/// <summary>What the pages show is what is compiled and run.</summary>
public sealed partial class DocumentationTests
{
    private static readonly string[] CompiledFolders = ["tests", "examples", "runbooks"];

    private static IEnumerable<string> Pages => Repository.Files("docs", ".md")
        .Where(f => Path.GetDirectoryName(f) == Repository.PathOf("docs"))
        .Prepend(Repository.PathOf("README.md"));

    private static IEnumerable<string> Sources =>
        CompiledFolders.SelectMany(f => Repository.Files(f, ".cs", ".csx")).Where(f => !IsAboutSnippets(f));

    [Fact]
    public void Code_in_pages_is_a_region_of_compiled_code()
    {
        var regions = Snippets.Regions(Sources.Select(File.ReadAllText));
        if (ApprovedFile.IsAccepting)
            foreach (var page in Pages) File.WriteAllText(page, Snippets.Fill(File.ReadAllText(page), regions));
        var wrong = Pages.SelectMany(p => Snippets.In(File.ReadAllText(p)).Select(s => (Page: Repository.Relative(p), Code: s)))
            .Select(s => Problem(s.Code, regions) is { } problem ? $"{s.Page}({s.Code.Line}): {problem}" : null)
            .OfType<string>();

        Findings.None(wrong);
    }

    [Fact]
    public void Commands_of_the_readme_are_run_by_the_checks()
    {
        var checks = File.ReadAllText(Repository.PathOf(".ci", "run"));
        var commands = Commands(File.ReadAllText(Repository.PathOf("README.md"))).ToList();

        Assert.NotEmpty(commands);
        Findings.None(commands.Where(c => !checks.Contains(c, StringComparison.Ordinal)).Select(c => $".ci/run does not run '{c}'"));
    }

    [Fact]
    public void Excerpt_in_a_page_has_lines_of_its_file_in_their_order() => Findings.None(
        Pages.SelectMany(p => ExcerptPattern().Matches(File.ReadAllText(p).ReplaceLineEndings("\n"))).SelectMany(m =>
        {
            var file = m.Groups["file"].Value;
            return Strangers(m.Groups["text"].Value.Split('\n'), File.ReadAllLines(Repository.PathOf(file))).Select(l => $"{file} has no such line there: {l}");
        }));

    [Fact]
    public void Line_that_its_file_lacks_or_has_earlier_is_found() =>
        Assert.Equal(["x", "a"], Strangers(["b", "x", "c", "a"], ["a", "b", "c"]));

    [Fact]
    public void Links_between_pages_lead_somewhere()
    {
        var broken = Pages.Concat(Repository.Files("docs/decisions", ".md")).SelectMany(p => LinkPattern().Matches(File.ReadAllText(p))
            .Select(m => m.Groups["target"].Value)
            .Where(t => !t.Contains("://", StringComparison.Ordinal) && !Path.Exists(Path.Combine(Path.GetDirectoryName(p)!, t)))
            .Select(t => $"{Repository.Relative(p)}: {t}"));

        Findings.None(broken);
    }

    [Theory]
    [InlineData("<!-- snippet: one -->\n```csharp\nvar a = 1;\n```\n", null)]
    [InlineData("<!-- snippet: one -->\n```csharp\nvar a = 2;\n```\n", "'one' differs from its region; copy it, or run this test with RUNBOOK_ACCEPT=1")]
    [InlineData("<!-- snippet: two -->\n```csharp\nvar a = 1;\n```\n", "there is no region 'two' in tests/, examples/ or runbooks/")]
    [InlineData("```csharp\nvar a = 1;\n```\n", "the block names no snippet")]
    public void Shown_code_has_to_be_the_compiled_code(string page, string? problem)
    {
        var regions = Snippets.Regions(["  {\n    // snippet: one\n    var a = 1;\n    // end-snippet\n  }"]);

        Assert.Equal(problem, Problem(Assert.Single(Snippets.In(page)), regions));
    }

    [Fact]
    public void Page_is_filled_from_regions()
    {
        var regions = Snippets.Regions(["// snippet: one\nnew$1\n// end-snippet"]);

        var filled = Snippets.Fill("<!-- snippet: one -->\n```csharp\nold\n```\n```csharp\nother\n```\n", regions);

        Assert.Equal("<!-- snippet: one -->\n```csharp\nnew$1\n```\n```csharp\nother\n```\n", filled);
    }

    [Fact]
    public void Commands_are_the_lines_that_call_dotnet() => Assert.Equal(
        ["dotnet test A.sln", "dotnet run"],
        Commands("```console\n$ dotnet test A.sln\nok\n```\ntext\n```console\ndotnet run\n```\n```csharp\ndotnet no\n```"));

    private static string? Problem(ShownCode code, IReadOnlyDictionary<string, string> regions) => code.Name switch
    {
        null => "the block names no snippet",
        var name when !regions.TryGetValue(name, out _) => $"there is no region '{name}' in tests/, examples/ or runbooks/",
        var name when regions[name] != code.Text =>
            $"'{name}' differs from its region; copy it, or run this test with {ApprovedFile.Accept}=1",
        _ => null,
    };

    private static List<string> Strangers(IEnumerable<string> excerpt, string[] file)
    {
        var (strangers, next) = (new List<string>(), 0);
        foreach (var line in excerpt)
        {
            var found = Array.IndexOf(file, line, next);
            if (found < 0) strangers.Add(line);
            else next = found + 1;
        }

        return strangers;
    }

    private static IEnumerable<string> Commands(string page) => ConsolePattern().Matches(page.ReplaceLineEndings("\n"))
        .SelectMany(m => m.Groups["text"].Value.Split('\n'))
        .Select(l => l.StartsWith("$ ", StringComparison.Ordinal) ? l[2..] : l)
        .Where(l => l.StartsWith("dotnet ", StringComparison.Ordinal));

    private static bool IsAboutSnippets(string file) => Path.GetFileName(file) is "DocumentationTests.cs" or "Snippets.cs";

    [GeneratedRegex(@"^```console\n(?<text>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex ConsolePattern();

    [GeneratedRegex(@"^<!-- from: (?<file>\S+) -->\n```text\n(?<text>.*?)\n```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex ExcerptPattern();

    [GeneratedRegex(@"\]\((?<target>[^)#\s]+)(#[^)]*)?\)")]
    private static partial Regex LinkPattern();
}
