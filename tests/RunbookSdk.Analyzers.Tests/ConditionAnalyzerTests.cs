namespace RunbookSdk.Analyzers.Tests;

public sealed class ConditionAnalyzerTests
{
    [Theory]
    [InlineData("[|l.Percent < 50|]", "where l.Percent > 90 && Q")]
    [InlineData("[|l.Percent < 50|]", "where l.Percent > 90\n where Q")]
    [InlineData("[|l.Percent <= High|]", "where l.Percent > High && Q")]
    [InlineData("[|50 > l.Percent|]", "where 90 < l.Percent && Q")]
    [InlineData("[|l.Cluster == \"b\"|]", "where l.Cluster == \"a\" where l.Percent > 3 && Q")]
    [InlineData("[|l.Cluster != \"a\"|]", "where l.Cluster == \"a\" && Q")]
    [InlineData("[|!(l.Percent > 3)|]", "where l.Percent > 5 && Q")]
    [InlineData("([|l.Percent < 50 || l.Percent < 60|])", "where l.Percent > 90 && Q")]
    [InlineData("[|l.Percent < 50|]", "where l.Percent > 90 && (Q || l.Cluster == \"a\")")]
    [InlineData("[|false|]", "where Q")]
    [InlineData("[|c.Status < ComponentStatus.PartialOutage|]", "join c in Facts<Component>() on l.Cluster equals c.Cluster where c.Status == ComponentStatus.Suspended where Q")]
    [InlineData("[|c.Name == \"b\"|]", "join c in Facts<Component>().Where(x => x.Name == \"a\") on l.Cluster equals c.Cluster where Q")]
    [InlineData("[|c.Name == \"b\"|]", "from c in Facts<Component>() where c.Name == \"a\" && l.Percent > 3 where Q")]
    [InlineData("[|Facts<Site>().Any(s => s.Name == l.Cluster)|]", "where !Facts<Site>().Any(s => s.Name == l.Cluster) where Q")]
    [InlineData("[|Now - l.At > Hours(2)|]", "where Now - l.At < Hours(1) && Q", "from l in Facts<Beat>()")]
    [InlineData("[|l.Count < 4|]", "where l.Count > 3 && Q", "from l in Facts<Beat>()")]
    [InlineData("[|l.Count < l.Limit|]", "where l.Limit < l.Count && Q", "from l in Facts<Beat>()")]
    [InlineData("[|l.Gone == null|]", "where l.Gone > 3 && Q", "from l in Facts<Beat>()")]
    [InlineData("[|l.IsUp|]", "where !l.IsUp && Q", "from l in Facts<Beat>()")]
    [InlineData("[|l.IsUp == false|]", "where l.IsUp && Q", "from l in Facts<Beat>()")]
    [InlineData("[|l.Percent < 50|]", "where Q", "from l in Facts<ClusterLoad>().Where(x => x.Percent > 90)")]
    [InlineData("[|l.Percent < 50|]", "where l.Percent is > 90 && Q")]
    [InlineData("[|l.Percent is 3 or < 2|]", "where l.Percent > 90 && Q")]
    [InlineData("[|l.Cluster is not \"a\"|]", "where l.Cluster is \"a\" && Q")]
    [InlineData("[|l.Gone is null|]", "where l.Gone is not null && Q", "from l in Facts<Beat>()")]
    public void A_condition_that_nothing_satisfies_is_found_where_it_stands(string marked, string clauses, string source = "from l in Facts<ClusterLoad>()") =>
        Script.Finds("RBK1050", Rule(source, clauses, marked));

    [Theory]
    [InlineData("Facts<ClusterLoad>().Any(l => l.Percent > 90 && [|l.Percent < 50|])")]
    [InlineData("Facts<ClusterLoad>().Where(l => l.Percent > 90).Any(x => [|x.Percent < 50|])")]
    [InlineData("Facts<ClusterLoad>().Where(l => l.Percent > 90).Where(x => [|x.Percent < 50|]).Count() > 3")]
    public void A_question_is_looked_at_too(string question) =>
        Script.Finds("RBK1050", Rule("from p in Facts<Probe>()", "where Q", question));

    [Fact]
    public void A_source_that_never_raises_is_found() => Script.Finds(
        "RBK1050",
        Rule("from l in Facts<ClusterLoad>().RaisedWhen(l => l.Percent > 90 && [|l.Percent < 50|]).ClearedWhen(l => l.Percent < 40)", "", ""));

    [Theory]
    [InlineData("where l.Percent > 50 && l.Percent < 90")]
    [InlineData("where l.Percent > 90 || l.Percent < 50")]
    [InlineData("where l.Percent >= 90 && l.Percent <= 90")]
    [InlineData("where l.Percent > 3 && l.Percent < 4")]
    [InlineData("where l.Percent is > 50 and < 90 or 95")]
    [InlineData("where l.Cluster != \"a\" && l.Cluster != \"b\"")]
    [InlineData("from m in Facts<ClusterLoad>() where l.Percent > 90 && m.Percent < 50")]
    [InlineData("from m in Facts<ClusterLoad>().Where(l => l.Percent < 50) where l.Percent > 90 && m.Cluster != \"c\"")]
    [InlineData("where l.Percent > 90 where !Facts<ClusterLoad>().Any(x => x.Percent < 50)")]
    [InlineData("where l.Percent > 90 group l by l.Cluster into l where l.Count() < 50")]
    [InlineData("where l.Percent > 90 select new { Percent = 1.0 } into l where l.Percent < 50")]
    [InlineData("where Over(l, Minutes(5)).Max(x => x.Percent) > 90 && Over(l, Minutes(5)).Min(x => x.Percent) < 50")]
    public void A_condition_that_something_satisfies_is_fine(string clauses) =>
        Script.IsFine(Rule("from l in Facts<ClusterLoad>()", clauses + " Q", "").Replace("l.Cluster)", "\"l\")", StringComparison.Ordinal));

    [Theory]
    [InlineData("[|l.Percent > 50 || l.Percent < 90|]", "where Q")]
    [InlineData("[|l.Cluster != \"a\" || l.Cluster != \"b\"|]", "where l.Percent > 3 && (Q)")]
    [InlineData("[|true|]", "where l.Percent > 3 && Q")]
    [InlineData("[|1 < 2|]", "where Q")]
    [InlineData("[|!(l.Percent > 90 && l.Percent < 50)|]", "where Q")]
    public void A_condition_that_everything_satisfies_is_found(string marked, string clauses) =>
        Script.Finds("RBK1051", Rule("from l in Facts<ClusterLoad>()", clauses, marked));

    [Theory]
    [InlineData("var high = 90.0; var low = 50.0;", "where b.Percent > high && [|b.Percent < low|]")]
    [InlineData("var high = 90.0;", "where b.Percent > high && [|b.Percent < high - 10|]")]
    [InlineData("static readonly double Top = 90;", "where b.Percent > Top && [|b.Percent < 50|]")]
    [InlineData("static readonly TimeSpan Old = Hours(2);", "where Now - b.At > Old && [|Now - b.At < TimeSpan.FromMinutes(5)|]")]
    [InlineData("", "let p = b.Percent where p > 90 && [|p < 50|]")]
    [InlineData("", "let p = b.Percent where p > 90 where [|b.Percent < 50|]")]
    [InlineData("", "let high = 90.0 where b.Percent > high && [|b.Percent < 50|]")]
    [InlineData("", "let hot = b.Percent > 90 where hot where [|b.Percent < 50|]")]
    [InlineData("", "where b.Version < Version(\"11.5\") && [|b.Version >= Version(\"11.10.1\")|]")]
    [InlineData("", "where Now >= Date(\"2019-09-19 Europe/Oslo\") && [|Now < Date(\"2019-09-18 12:00 Europe/Oslo\")|]")]
    [InlineData("", "where b.At > Date(\"2019-09-19T00:00:00+02:00\") && [|b.At < Date(\"2019-09-18 21:59 UTC\")|]")]
    [InlineData("", "where b.Free < 5m && [|b.Free > 10m|]")]
    [InlineData("", "where b.Id.Equals(\"a\") && [|b.Id == \"b\"|]")]
    [InlineData("", "where [|Facts<Probe>().Count(p => p.Up) < 0|]")]
    [InlineData("", "where b.Tags.Length > 3 && [|b.Tags.Length == -1|]")]
    public void A_level_may_be_a_variable_that_nothing_changes_a_time_a_version_or_a_date(string before, string clauses) =>
        Script.Finds("RBK1050", Fleet(before, clauses));

    [Theory]
    [InlineData("var high = 90.0; high = 10;", "where b.Percent > high && b.Percent < 50")]
    [InlineData("var high = 90.0; void Lower() => high--;", "where b.Percent > high && b.Percent < 50")]
    [InlineData("", "where b.Ok != true && b.Ok == null")]
    [InlineData("", "where b.Ok == true || b.Ok == false")]
    [InlineData("", "where b.Ok != true where b.Ok != false")]
    [InlineData("", "where b.Free > 0.1m && b.Free < 0.1000000000000000001m")]
    [InlineData("", "where b.Serial > 9007199254740992 && b.Serial < 9007199254740994")]
    [InlineData("", "where b.Version > Version(\"11.5-beta\") && b.Version < Version(\"11.5\")")]
    [InlineData("", "where b.Version < Version(\"11.10\") && b.Version > Version(\"11.9\")")]
    [InlineData("", "where Now >= Date(\"2019-09-19 Europe/Oslo\") && Now < Date(\"2019-09-19 America/New_York\")")]
    [InlineData("", "let p = b.Percent let q = b.Serial where p > 90 && q < 50")]
    [InlineData("", "where b.Count < 0 || b.Count >= 0.5")]
    public void What_may_be_satisfied_and_may_be_not_is_fine(string before, string clauses)
    {
        var found = Script.Analyze(Script.Compile(("test.csx", Fleet(before, clauses))));

        Assert.DoesNotContain(found, d => d.Id is "RBK1050" or "RBK1051");
    }

    [Theory]
    [InlineData("const bool Paging = true;", "where Paging && b.Percent > 90")]
    [InlineData("const bool Paging = false;", "where Paging && b.Percent > 90")]
    [InlineData("const bool Quiet = true;", "where !Quiet where b.Percent > 90")]
    public void A_switch_that_has_a_name_is_meant(string before, string clauses) => Script.IsFine(Fleet(before, clauses));

    [Fact]
    public void What_is_never_below_zero_is_always_above() => Script.Finds("RBK1051", Fleet("", "where [|Facts<Probe>().Count(p => p.Up) >= 0|]"));

    [Fact]
    public void What_may_be_null_is_neither_above_a_level_nor_below_it() =>
        Script.IsFine(Rule("from l in Facts<Beat>()", "where l.Gone > 50 || l.Gone < 90 Q", ""));

    [Fact]
    public void The_message_names_what_it_contradicts()
    {
        var found = Script.Finds("RBK1050", Rule("from l in Facts<ClusterLoad>()", "where l.Percent > 90 && l.Cluster != \"a\" && Q", "[|l.Percent < 50|]"));

        Assert.Equal("'l.Percent < 50' is never true, for 'l.Percent > 90' is asked as well; the rule cannot match", found[0].GetMessage(null));
    }

    [Theory]
    [InlineData("where b.Percent > 90 && ([|b.Percent < 50|] || b.Id == \"a\")", "this alternative adds nothing")]
    [InlineData("where !Facts<Box>().Any(o => o.Percent > 90 && [|o.Percent < 50|])", "the question has one answer only")]
    [InlineData("where !Facts<Box>().Where(o => o.Percent > 90).All(o => [|o.Percent < 50|])", "the question has one answer only")]
    [InlineData("where b.Percent > 90 where [|b.Percent < 50|]", "the rule cannot match")]
    public void The_message_says_what_follows(string clauses, string consequence)
    {
        var found = Script.Analyze(Script.Compile(("test.csx", Script.Unmark(Fleet("", clauses)).Text))).Single(d => d.Id == "RBK1050");

        Assert.EndsWith("; " + consequence, found.GetMessage(null), StringComparison.Ordinal);
    }

    private static string Fleet(string before, string clauses) => $$"""
        {{before}}
        Rule("page", from b in Facts<Box>() {{clauses}} select Page("ops", because: b.Id));
        public sealed record Box([property: Key] string Id, double Percent, DateTimeOffset At, ProductVersion Version, bool? Ok, decimal Free, long Serial, string[] Tags, double Count);
        """;

    private static string Rule(string source, string clauses, string marked) => $$"""
        const double High = 85;
        Rule("page", {{source}} {{clauses.Replace("Q", marked, StringComparison.Ordinal)}} select Page("ops", because: "why"));
        public sealed record Beat([property: Key] string Id, DateTimeOffset At, int Count, int Limit, double? Gone, bool IsUp);
        """;
}
