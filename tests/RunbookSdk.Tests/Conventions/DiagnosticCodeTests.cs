using System.Text.RegularExpressions;

namespace RunbookSdk.Tests.Conventions;

/// <summary>A code means one thing: one place in the source makes it, one line of the page explains it.</summary>
public sealed partial class DiagnosticCodeTests
{
    [Fact]
    public void Code_is_written_in_one_place_of_the_source_only() => Findings.None(
        Written().GroupBy(w => w.Code, w => w.Place, StringComparer.Ordinal)
            .Where(g => g.Count() > 1)
            .Select(g => $"{g.Key} is written in {string.Join(" and ", g)}; give each meaning a code, or make the diagnostic in one place"));

    [Fact]
    public void Code_of_the_source_is_explained_on_the_page_and_the_other_way_round()
    {
        var written = Written().Select(w => w.Code).ToHashSet(StringComparer.Ordinal);
        var explained = Explained().ToHashSet(StringComparer.Ordinal);

        Assert.NotEmpty(written);
        Findings.None(written.Except(explained).Select(c => $"docs/diagnostics.md does not explain {c}")
            .Concat(explained.Except(written).Select(c => $"docs/diagnostics.md explains {c}, which is nowhere in src/")));
    }

    [Fact]
    public void Codes_stand_on_the_page_once_each_and_in_order()
    {
        var explained = Explained().ToList();

        Assert.Equal(explained.Distinct().Order(StringComparer.Ordinal), explained);
    }

    [Theory]
    [InlineData("""/// <exception>RBK0001: in a comment.</exception>""", 0)]
    [InlineData("""Error("RBK0001", "text")""", 1)]
    [InlineData("""$"error RBK0001: text {x}";""", 1)]
    public void Code_in_a_string_counts_and_one_in_a_comment_does_not(string line, int count) => Assert.Equal(count, In(line).Count());

    private static IEnumerable<(string Code, string Place)> Written() =>
        from file in Repository.Files("src", ".cs")
        from code in In(File.ReadAllText(file))
        select (code, Repository.Relative(file));

    private static IEnumerable<string> In(string source) =>
        source.Split('\n').Where(l => !l.TrimStart().StartsWith("//", StringComparison.Ordinal)).SelectMany(l => CodePattern().Matches(l)).Select(m => m.Value);

    private static IEnumerable<string> Explained() =>
        RowPattern().Matches(File.ReadAllText(Repository.PathOf("docs", "diagnostics.md"))).Select(m => m.Groups["code"].Value);

    [GeneratedRegex(@"\bRBK\d{4}\b")]
    private static partial Regex CodePattern();

    [GeneratedRegex(@"^\| (?<code>RBK\d{4}) \|", RegexOptions.Multiline)]
    private static partial Regex RowPattern();
}
