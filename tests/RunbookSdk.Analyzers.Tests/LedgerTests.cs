using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using RunbookSdk.Analyzers.Reporting;
using RunbookSdk.Tests.Conventions;

namespace RunbookSdk.Analyzers.Tests;

/// <summary>The ledger, the analyzers, the pages under docs/rules and the list in docs/diagnostics.md say the same.</summary>
public sealed partial class LedgerTests
{
    public static TheoryData<string> Ids() => [.. Ledger.All.Select(d => d.Id)];

    [Fact]
    public void Every_descriptor_is_some_analyzers_and_every_analyzer_reports_only_those()
    {
        var supported = AnalyzerSet.Create().SelectMany(a => a.SupportedDiagnostics).ToList();

        Assert.Equal(Ledger.All.Select(d => d.Id), supported.Select(d => d.Id).Order(StringComparer.Ordinal));
        Assert.All(supported, d => Assert.Contains(Ledger.All, l => ReferenceEquals(l, d)));
    }

    [Fact]
    public void Every_analyzer_of_the_assembly_is_in_the_set_and_is_found_by_a_compiler()
    {
        var types = typeof(AnalyzerSet).Assembly.GetTypes().Where(t => !t.IsAbstract && t.IsSubclassOf(typeof(DiagnosticAnalyzer)));

        Assert.Equal(types.OrderBy(t => t.Name, StringComparer.Ordinal), AnalyzerSet.Create().Select(a => a.GetType()).OrderBy(t => t.Name, StringComparer.Ordinal));
        Assert.All(types, t => Assert.NotNull(t.GetCustomAttribute<DiagnosticAnalyzerAttribute>()));
    }

    [Fact]
    public void Every_page_is_of_a_descriptor()
    {
        var pages = Directory.GetFiles(Repository.PathOf("docs", "rules"), "*.md").Select(f => Path.GetFileNameWithoutExtension(f)!);

        Assert.Equal(Ledger.All.Select(d => d.Id), pages.Where(p => p != "README").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_index_of_the_pages_lists_each_with_its_title_and_severity()
    {
        var index = File.ReadAllText(Repository.PathOf("docs", "rules", "README.md"));
        var rows = RowPattern().Matches(index).Select(m => (m.Groups["id"].Value, m.Groups["severity"].Value, m.Groups["title"].Value));

        Assert.Equal(Ledger.All.Select(d => (d.Id, Word(d.DefaultSeverity), d.Title.ToString(null))), rows);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_page_has_the_title_why_an_example_and_its_fix(string id)
    {
        var page = RulePage.Read(id);

        Assert.Equal($"# {id}: {Ledger.All.Single(d => d.Id == id).Title.ToString(null)}", page.Title);
        Assert.True(page.Why.Length > 60, "say why");
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_example_of_a_page_has_the_diagnostic_and_the_fixed_one_has_none(string id)
    {
        var page = RulePage.Read(id);

        Assert.Equal([id], Script.FindAll(page.Example, page.Config).Where(d => Script.IsAbout(id, d)).Select(d => d.Id));
        Assert.DoesNotContain(Script.FindAll(page.Fixed, page.Config), d => Script.IsAbout(id, d));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_page_says_that_it_is_mended_by_fix_when_it_is(string id)
    {
        var page = RulePage.Read(id);
        var once = Script.Fix(page.Example);

        Assert.Equal(once != page.Example, page.Text.Contains("`runbook check --fix`", StringComparison.Ordinal));
        if (once != page.Example) Assert.DoesNotContain(id, Script.FindAll(once).Select(d => d.Id));
    }

    [Fact]
    public void The_list_of_diagnostics_has_every_descriptor()
    {
        var list = File.ReadAllText(Repository.PathOf("docs", "diagnostics.md"));

        Assert.All(Ledger.All, d => Assert.Contains($"\n| {d.Id} |", list, StringComparison.Ordinal));
    }

    private static string Word(DiagnosticSeverity severity) => severity == DiagnosticSeverity.Info ? "suggestion" : severity.ToString().ToLowerInvariant();

    [GeneratedRegex(@"^\| \[(?<id>RBK\d{4})\]\(\k<id>\.md\) \| (?<severity>\w+) \| (?<title>[^|]*) \|", RegexOptions.Multiline)]
    private static partial Regex RowPattern();
}
