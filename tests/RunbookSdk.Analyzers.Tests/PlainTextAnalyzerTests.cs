namespace RunbookSdk.Analyzers.Tests;

public sealed class PlainTextAnalyzerTests
{
    [Theory]
    [InlineData("[|\"{load.Cluster} is high\"|]")]
    [InlineData("[|\"above {High}% for {load.Percent:0.0}\"|]")]
    [InlineData("[|@\"c:\\{load.Cluster}\"|]")]
    [InlineData("[|\"{load}\"|]")]
    [InlineData("[|\"{ load.Cluster }\"|]")]
    public void A_text_that_names_a_value_in_braces_is_found(string text) => Script.Finds("RBK1070", Rule(text));

    [Fact]
    public void So_is_a_part_of_a_text() => Script.Finds("RBK1070", Rule("\"in \" + load.Cluster + [|\" above {High}\"|]"));

    [Theory]
    [InlineData("$\"{load.Cluster} is high\"")]
    [InlineData("\"{0} is high\"")]
    [InlineData("\"{cluster} is high\"")]
    [InlineData("\"{Page}\"")]
    [InlineData("$\"{{load.Cluster}} is {load.Percent}\"")]
    [InlineData("\"high: load.Cluster\"")]
    public void Another_text_is_fine(string text) => Script.IsFine(Rule(text));

    [Theory]
    [InlineData("\"{load.Cluster} is high\"", "$\"{load.Cluster} is high\"")]
    [InlineData("@\"{load.Cluster}\"", "$@\"{load.Cluster}\"")]
    public void The_dollar_is_put_in_front(string text, string mended) => Assert.Equal(Rule(mended), Script.Fix(Rule(text)));

    [Fact]
    public void A_text_with_other_braces_is_left_to_its_author()
    {
        const string Text = "\"{load.Cluster} {\"";
        Script.Finds("RBK1070", Rule($"[|{Text}|]"));
        Assert.Equal(Rule(Text), Script.Fix(Rule(Text)));
    }

    private static string Rule(string because) =>
        $"const double High = 85; Rule(\"page\", from load in Facts<ClusterLoad>() where load.Percent > High select Page(\"ops\", because: {because})).Cooldown(Hours(1));";
}
