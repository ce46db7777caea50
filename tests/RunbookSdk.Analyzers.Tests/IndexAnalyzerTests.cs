namespace RunbookSdk.Analyzers.Tests;

/// <summary>Conditions that no index serves. That what is said is what the matcher does is held by <see cref="MatcherAgreementTests"/>.</summary>
public sealed class IndexAnalyzerTests
{
    private const string Pair = "from a in Facts<Sample>() from b in Facts<Probe>() where ";
    private const string One = "from a in Facts<Sample>() where ";

    [Theory]
    [InlineData("[|a.Subject.Equals(b.Subject)|]", "write '==' instead of Equals")]
    [InlineData("[|a.Subject == b.Subject || a.Metric == b.Subject|]", "write a rule for each side")]
    [InlineData("a.Value > 3 && [|a.Subject.StartsWith(b.Subject)|]", "join the facts by '=='")]
    [InlineData("[|a.Subject.Length - b.Subject.Length > 3|]", "bring each fact to a side of its own")]
    [InlineData("[|(decimal)a.Value < (decimal)b.Subject.Length|]", "only numbers (not decimal), instants and times")]
    public void Condition_between_facts_that_no_index_serves_is_found_with_what_would(string condition, string remedy)
    {
        var found = Script.Finds("RBK3001", Rule(Pair + condition));

        Assert.Contains(remedy, found[0].GetMessage(null), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a.Subject == b.Subject")]
    [InlineData("a.Subject == b.Subject && a.Metric.StartsWith(b.VantagePoint)")]
    [InlineData("a.Subject.ToLowerInvariant() == b.Subject.ToLowerInvariant()")]
    [InlineData("a.Value > b.Subject.Length + 3")]
    [InlineData("a.Subject != b.Subject")]
    [InlineData("!(a.Subject == b.Subject)")]
    [InlineData("!b.Up")]
    public void Condition_that_an_index_serves_or_that_keeps_nearly_all_is_fine(string condition) => Script.Finds("RBK3", Rule(Pair + condition));

    [Fact]
    public void Each_with_each_is_fine_when_that_is_what_is_asked_for() =>
        Script.Finds("RBK3", Rule("from a in Facts<Sample>() from b in Facts<Probe>()").Replace("\"x\"", "a.Subject + b.Subject", StringComparison.Ordinal));

    [Fact]
    public void Third_fact_that_is_found_by_none_is_found_and_the_joined_ones_are_not() => Script.Finds(
        "RBK3001", Rule("from a in Facts<Sample>() join b in Facts<Probe>() on a.Subject equals b.Subject from c in Facts<Site>() where [|c.Name.StartsWith(a.Metric)|]"));

    [Fact]
    public void Query_of_a_group_is_looked_at_as_well() => Script.Finds(
        "RBK3001", Rule(Pair + "[|a.Subject.StartsWith(b.Subject)|] group a by a.Metric into g where g.Count() > 3"));

    [Theory]
    [InlineData("Facts<Probe>().Any(p => [|p.Subject.StartsWith(a.Subject)|])", "of every such fact")]
    [InlineData("!Facts<Probe>().Where(p => p.Subject == a.Subject).Any(p => [|p.VantagePoint.StartsWith(a.Metric)|])", "of each fact that has the key")]
    [InlineData("!Facts<Probe>().All(p => [|p.Subject == a.Subject|])", "of every such fact")]
    [InlineData("Facts<Sample>().Where(s => s.Subject == a.Subject).Sum(s => [|s.Value * a.Value|]) > 3", "of each fact that has the key")]
    [InlineData("Missing<Heartbeat>(h => [|h.Subject != a.Subject|])", "of every such fact")]
    public void Question_that_facts_are_searched_for_is_found(string condition, string among)
    {
        var found = Script.Finds("RBK3002", Rule(One + condition));

        Assert.Contains(among, found[0].GetMessage(null), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Facts<Probe>().Any(p => p.Subject == a.Subject && !p.Up)")]
    [InlineData("Facts<Probe>().Where(p => p.Subject == a.Subject && p.VantagePoint == a.Metric).Any()")]
    [InlineData("Facts<Probe>().Any(p => p.Subject.StartsWith(\"web\"))")]
    [InlineData("Over(a, Minutes(10)).Max(s => s.Value) > 3")]
    [InlineData("!Facts<Probe>().Where(p => p.Subject == a.Subject).All(p => p.Up)")]
    public void Question_whose_facts_are_looked_up_is_fine(string condition) => Script.Finds("RBK3", Rule(One + condition));

    [Theory]
    [InlineData("[|a.Subject.Contains(\"web\")|]", "compare a member itself with a constant")]
    [InlineData("[|a.Metric == \"x\" || a.Metric == \"y\"|]", "write a rule for each side")]
    [InlineData("[|a.Value / 1.5 > 80|] && a.Metric != \"x\"", "leave the member alone on its side")]
    public void Condition_that_no_lookup_serves_is_found_with_what_would(string condition, string remedy)
    {
        var found = Script.Finds("RBK3003", Rule(One + condition));

        Assert.Contains(remedy, found[0].GetMessage(null), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a.Subject.Contains(\"web\") && a.Value > 80")]
    [InlineData("a.Metric == \"x\"")]
    [InlineData("a.Subject.StartsWith(\"web\")")]
    [InlineData("a.Metric != \"x\"")]
    public void Condition_beside_one_that_is_looked_up_and_one_that_keeps_nearly_all_are_fine(string condition) => Script.Finds("RBK3", Rule(One + condition));

    [Theory]
    [InlineData(One + "a.Value is > 80")]
    [InlineData(One + "a.Metric is \"x\" or \"y\"")]
    [InlineData(Pair + "(a.Subject, a.Metric) == (b.Subject, b.VantagePoint)")]
    [InlineData(One + "Facts<Probe>().Any(p => (p.Subject, p.VantagePoint) == (a.Subject, a.Metric))")]
    public void Short_form_is_written_out_before_the_matcher_sees_it_so_nothing_is_said(string query) =>
        Assert.DoesNotContain(Script.FindAll(Rule(query)), d => d.Id.StartsWith("RBK3", StringComparison.Ordinal));

    [Fact]
    public void Source_that_is_raised_has_a_memory_of_its_own() => Script.Finds("RBK3", Rule(
        "from a in Facts<Sample>().Where(s => s.Metric.Contains(\"x\")).RaisedWhen(s => s.Value > 3, lasting: Minutes(1)).ClearedWhen(s => s.Value < 1)"));

    [Theory]
    [InlineData(Pair + "a.Subject.Equals(b.Subject)", Pair + "a.Subject == b.Subject")]
    [InlineData(Pair + "string.Equals(a.Subject, b.Subject)", Pair + "a.Subject == b.Subject")]
    [InlineData(One + "Facts<Probe>().Any(p => p.Subject.Equals(a.Subject))", One + "Facts<Probe>().Any(p => p.Subject == a.Subject)")]
    [InlineData(One + "a.Metric.Equals(\"x\")", One + "a.Metric == \"x\"")]
    [InlineData(Pair + "a.Subject.Equals(b.Subject, StringComparison.OrdinalIgnoreCase)", Pair + "a.Subject.Equals(b.Subject, StringComparison.OrdinalIgnoreCase)")]
    public void Fix_compares_by_the_operator(string before, string after) => Assert.Equal(Rule(after), Script.Fix(Rule(before)));

    private static string Rule(string query) => $"Rule(\"a\", {query} select Page(\"ops\", because: \"x\"));";
}
