namespace RunbookSdk.Analyzers.Tests;

public sealed class OutsideOfRulesAnalyzerTests
{
    [Theory]
    [InlineData("bool IsOld(Heartbeat h) => [|Now|] - h.At > Minutes(3);")]
    [InlineData("bool IsQuiet(string s) { return ![|Facts<Heartbeat>().Any(h => h.Subject == s)|]; }")]
    [InlineData("bool IsHot(ClusterLoad l) => [|Over(l, Minutes(5))|].Average(x => x.Percent) > 80;")]
    [InlineData("bool IsGone(Site s) => [|Missing<Heartbeat>(h => h.Subject == s.Name)|];")]
    [InlineData("Func<Heartbeat, bool> isOld = h => [|Now|] > h.At;")]
    [InlineData("var begin = [|Now|];")]
    [InlineData("if ([|Facts<Probe>().Count()|] > 3) Rule(\"a\", from p in Facts<Probe>() select Page(\"ops\", because: p.Subject));")]
    [InlineData("public sealed record Old(DateTimeOffset At) { public TimeSpan Age => [|Now|] - At; }")]
    public void Question_that_is_run_is_found(string script) => Script.Finds("RBK1065", script);

    [Theory]
    [InlineData("Rule(\"a\", from h in Facts<Heartbeat>() where Now - h.At > Minutes(3) && Missing<Probe>(p => p.Subject == h.Subject) select Page(\"ops\", because: h.Subject));")]
    [InlineData("Rule(\"a\", Facts<Site>().Where(s => !Facts<Probe>().Any(p => p.Subject == s.Name)).Select(s => Page(\"ops\", $\"{s.Name} {Now:yyyy}\")));")]
    [InlineData("Rule(\"a\", from l in Facts<ClusterLoad>() let p = Over(l, Minutes(5)).Average(x => x.Percent) where p > 80 select Page(\"ops\", because: l.Cluster));")]
    [InlineData("Query<Heartbeat> Old(TimeSpan age) => from h in Facts<Heartbeat>() where Now - h.At > age select h;\nRule(\"a\", from h in Old(Minutes(3)) select Page(\"ops\", because: h.Subject));")]
    [InlineData("Rule(\"a\", from l in Facts<ClusterLoad>() group l by l.Cluster into g where g.Any(x => x.Percent > 80) select Page(\"ops\", because: g.Key));")]
    [InlineData("bool IsHot(double percent) => percent > 80; var name = nameof(Now);\nRule(\"a\", from l in Facts<ClusterLoad>() where IsHot(l.Percent) select Page(\"ops\", because: l.Cluster));")]
    public void Question_that_is_read_is_fine(string script) => Script.IsFine(script);

    [Fact]
    public void A_method_of_a_class_is_looked_at_as_well() => Assert.Equal(["RBK1065", "RBK3003"], Project.Analyze("""
        public sealed class A : Runbook {
            protected override void Define() => Rule("page", from h in Facts<Heartbeat>() where IsOld(h) select Page("ops", because: h.Subject));
            private static bool IsOld(Heartbeat h) => Now - h.At > Minutes(3); }
        public sealed class Clock { public static DateTimeOffset Now => default; public DateTimeOffset Later => Now; }
        """).Select(d => d.Id).Order(StringComparer.Ordinal));

    [Fact]
    public void Question_in_a_rule_that_does_not_compile_is_left_to_the_compiler()
    {
        var compilation = Script.Compile(("test.csx", "Rule(\"a\", from l in Facts<ClusterLoad>() where Now > 2019-09-19 select Page(\"ops\", because: l.Cluster));"));

        Assert.DoesNotContain(Script.Analyze(compilation), d => d.Id == "RBK1065");
    }
}
