namespace RunbookSdk.Analyzers.Tests;

/// <summary>Irreversible actions without an approval, standing ones without a lease, and those that are asked for at every crossing of a level.</summary>
public sealed class RuleLimitAnalyzerTests
{
    private const string FailOver = "from s in Facts<Service>() from other in Facts<Site>() where other.Name != s.Site select ACTION(s, other, because: \"x\")";
    private const string Suspend = "from c in Facts<Component>() select ACTION(c, because: \"x\")";
    private const string Run = "select ACTION(\"job\", new[] { \"now\" }, because: \"x\")";
    private const string Booster = "public sealed record Boost(string Name, bool Undo) : StandingAction(\"boost\", Target.Of(\"x\", Name), \"y\");\n"
        + "public sealed record Wipe(string Name) : OneShotAction(\"wipe\", Target.Of(\"x\", Name), \"y\") { public override bool IsIrreversible => true; }\n"
        + "public sealed record Mark(string Name) : OneShotAction(\"mark\", Target.Of(\"x\", Name), \"y\") { public override bool IsIrreversible => false; }\n";

    [Theory]
    [InlineData(".Mode(Act)")]
    [InlineData(".Mode(Mode.Act).Cooldown(Hours(1))")]
    [InlineData(".Mode(Observe).Mode(Act)")]
    public void Irreversible_action_without_an_approval_is_found(string settings) =>
        Script.Finds("RBK2001", Rule(FailOver, "[|FailOver|]", settings));

    [Fact]
    public void Irreversible_action_of_a_host_is_found_and_one_that_says_otherwise_is_not() => Script.Finds(
        "RBK2001",
        Booster + Rule("from s in Facts<Service>() select new ACTION(s.Name)", "[|Wipe|]", ".Mode(Act)") + Rule("from s in Facts<Service>() select new ACTION(s.Name)", "Mark", ".Mode(Act)", "other"));

    [Theory]
    [InlineData("")]
    [InlineData(".Mode(Observe)")]
    [InlineData(".Mode(Propose)")]
    [InlineData(".Mode(Act).RequireApproval()")]
    [InlineData(".RequireApproval(2, within: Hours(1)).Mode(Act)")]
    public void Irreversible_action_with_an_approval_or_that_is_not_done_is_fine(string settings) =>
        Script.IsFine(Rule(FailOver, "FailOver", settings));

    [Theory]
    [InlineData(".Mode(Act)")]
    [InlineData(".Mode(Propose)")]
    [InlineData(".Mode(Act).RequireApproval().Cooldown(Hours(1))")]
    public void Standing_action_without_a_lease_is_found(string settings) =>
        Script.Finds("RBK2002", Rule(Suspend, "[|Suspend|]", settings));

    [Fact]
    public void Standing_action_of_a_host_is_found() =>
        Script.Finds("RBK2002", Booster + Rule("from s in Facts<Service>() select new ACTION(s.Name, false)", "[|Boost|]", ".Mode(Act)"));

    [Theory]
    [InlineData("")]
    [InlineData(".Mode(Observe)")]
    [InlineData(".Mode(Act).Lease(Hours(24))")]
    [InlineData(".Lease(Days(1)).Mode(Act)")]
    public void Standing_action_with_a_lease_or_that_is_not_done_is_fine(string settings) => Script.IsFine(Rule(Suspend, "Suspend", settings));

    [Theory]
    [InlineData("from c in Facts<Component>() select Degrade(c, ComponentStatus.PartialOutage, because: \"x\")")]
    [InlineData("from c in Facts<Component>() select Hold(\"all\", because: \"x\")")]
    [InlineData("from c in Facts<Client>() select Block(c, because: \"x\")")]
    [InlineData("from c in Facts<Client>() select RequireVersion(c.Product, c.Version, Enforcement.Warn, because: \"x\")")]
    public void Standing_action_that_switches_nothing_off_needs_no_lease(string query) => Script.IsFine(Rule(query, "", ".Mode(Act)"));

    [Theory]
    [InlineData("from l in Facts<ClusterLoad>() where l.Percent > 80")]
    [InlineData("from l in Facts<ClusterLoad>() where 80 <= l.Percent && l.Cluster == \"a\"")]
    [InlineData("from p in Facts<Probe>() where !p.Up")]
    [InlineData("from l in Facts<ClusterLoad>() let percent = l.Percent where percent > 80")]
    [InlineData("from l in Facts<ClusterLoad>() let hot = l.Percent > 80 let id = l.Cluster where id == \"a\" && hot")]
    [InlineData("from s in Facts<Site>() where s.Healthy")]
    [InlineData("from s in Facts<Service>() join l in Facts<ClusterLoad>().Where(l => l.Percent > 80) on s.Site equals l.Cluster")]
    [InlineData("from s in Facts<Service>() join l in Facts<ClusterLoad>() on s.Site equals l.Cluster where l.Cluster.StartsWith(\"a\") && (l.Cluster == \"ab\" || l.Percent > 80)")]
    public void Action_that_is_asked_for_at_every_crossing_is_found(string query) =>
        Script.Finds("RBK2005", Rule($"{query} {Run}", "[|RunJob|]", ".Mode(Act)"));

    [Fact]
    public void What_crosses_is_told()
    {
        var found = Script.Finds("RBK2005", Rule($"from l in Facts<ClusterLoad>() where l.Cluster == \"a\" && l.Percent > 80 {Run}", "[|RunJob|]", ".Mode(Act)"));

        Assert.Contains("each time that 'l.Percent > 80' begins to hold", found[0].GetMessage(null), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("from l in Facts<ClusterLoad>().RaisedWhen(l => l.Percent > 80).ClearedWhen(l => l.Percent < 60)")]
    [InlineData("from s in Facts<Service>() join l in Facts<ClusterLoad>() on s.Site equals l.Cluster")]
    [InlineData("from l in Facts<ClusterLoad>() where l.Percent > 80")]
    public void Action_that_is_asked_for_with_every_measurement_is_found(string query) =>
        Script.Finds("RBK2006", Rule($"{query} {Run}", "[|RunJob|]", ".AgainOnChange().Mode(Act)"));

    [Theory]
    [InlineData("from l in Facts<ClusterLoad>() where l.Cluster == \"a\"", ".AgainOnChange().Mode(Act).Cooldown(Minutes(1))")]
    [InlineData("from l in Facts<ClusterLoad>() where l.Cluster == \"a\"", ".AgainOnChange()")]
    [InlineData("from s in Facts<Service>() where s.Name == \"a\"", ".AgainOnChange().Mode(Act)")]
    public void Action_that_is_asked_for_again_when_something_is_decided_is_fine(string query, string settings) =>
        Script.IsFine(Rule($"{query} {Run}", "RunJob", settings));

    [Theory]
    [InlineData("from l in Facts<ClusterLoad>() where l.Percent > 80", ".Mode(Act).Cooldown(Minutes(1))")]
    [InlineData("from l in Facts<ClusterLoad>() where l.Percent > 80", ".Mode(Act).AtMost(1, per: Hours(1))")]
    [InlineData("from l in Facts<ClusterLoad>() where l.Percent > 80", "")]
    [InlineData("from l in Facts<ClusterLoad>() where l.Percent > 80", ".Mode(Propose)")]
    [InlineData("from l in Facts<ClusterLoad>() where l.Cluster == \"a\"", ".Mode(Act)")]
    [InlineData("from i in Facts<Incident>() where i.Status == IncidentStatus.Resolved", ".Mode(Act)")]
    [InlineData("from c in Facts<Client>() where c.Product == \"x\" && c.Version < Version(\"11.5\")", ".Mode(Act)")]
    [InlineData("from l in Facts<ClusterLoad>().RaisedWhen(l => l.Percent > 80, lasting: Minutes(1)).ClearedWhen(l => l.Percent < 70)", ".Mode(Act)")]
    public void Action_that_is_not_asked_for_at_every_crossing_is_fine(string query, string settings) =>
        Script.IsFine(Rule($"{query} {Run}", "RunJob", settings));

    [Fact]
    public void Event_happens_once_whatever_its_numbers_are() => Script.IsFine(
        "public sealed record Spike(double Height);\n" + Rule($"from s in Facts<Spike>() where s.Height > 80 {Run}", "RunJob", ".Mode(Act)"));

    [Theory]
    [InlineData("EveryRule(r => r.Mode(Act));\n", "", true)]
    [InlineData("EveryRule(r => r.Mode(Act));\n", ".Mode(Observe)", false)]
    [InlineData("EveryRule(r => r.Lease(Hours(24)).Mode(Act));\n", "", false)]
    [InlineData("EveryRule(r => r.Lease(Hours(24)));\n", ".Mode(Act)", false)]
    public void What_is_said_of_every_rule_counts(string every, string settings, bool isFound) =>
        Script.Finds("RBK2002", every + Rule(Suspend, isFound ? "[|Suspend|]" : "Suspend", settings));

    [Theory]
    [InlineData("\nEveryRule(r => r.Lease(Hours(24)));\nRule(\"last\", from s in Facts<Site>() select Page(\"ops\", because: s.Name));", true)]
    [InlineData("\nvoid Later() => EveryRule(r => r.Lease(Hours(24)));\n", false)]
    public void What_is_said_after_a_rule_does_not_count(string after, bool isFound) =>
        Script.Finds("RBK2002", Rule(Suspend, isFound ? "[|Suspend|]" : "Suspend", ".Mode(Act)") + after);

    [Theory]
    [InlineData("Rule(\"a\", Q);\n[|EveryRule|](r => r.RequireApproval());")]
    [InlineData("[|EveryRule|](r => r.RequireApproval());")]
    [InlineData("EveryRule(r => r.RequireApproval());\nRule(\"a\", Q);\n[|EveryRule|](r => r.Escalate(\"sre\"));")]
    [InlineData("void Watch(string id) { Rule(id, Q); }\nEveryRule(r => r.Escalate(\"sre\"));\nWatch(\"a\");")]
    public void What_is_said_of_no_rule_is_found(string script) =>
        Script.Finds("RBK2007", script.Replace("Q", "from s in Facts<Site>() select Page(\"ops\", because: s.Name)", StringComparison.Ordinal));

    [Fact]
    public void What_a_loaded_text_says_counts_for_what_loads_it() => Assert.Empty(Script.Analyze(Script.Compile(
        ("a.csx", "#load \"b.csx\"\n" + Rule(Suspend, "Suspend", ".Mode(Act)")), ("b.csx", "EveryRule(r => r.Lease(Hours(24)));"))));

    [Fact]
    public void Rule_of_which_more_may_be_said_elsewhere_is_fine() => Script.IsFine(
        "var rule = " + Rule(Suspend, "Suspend", ".Mode(Act)") + "\nrule.Lease(Hours(1));\n"
        + "RuleBuilder Careful(RuleBuilder r) => r.Lease(Hours(1));\nCareful(" + Rule(Suspend, "Suspend", ".Mode(Act)", "other").TrimEnd(';') + ");");

    [Fact]
    public void Word_of_a_host_may_say_what_is_needed() => Script.IsFine(
        "static RuleBuilder Careful(this RuleBuilder r) => r.Lease(Hours(1));\n" + Rule(Suspend, "Suspend", ".Mode(Act).Careful()"));

    [Fact]
    public void Rule_of_a_class_is_looked_at_as_well() => Assert.Equal(["RBK2002"], Project.Analyze(
        "public sealed class A : Runbook { protected override void Define() { " + Rule(Suspend, "Suspend", ".Mode(Act)") + " } }").Select(d => d.Id));

    [Theory]
    [InlineData(".Mode(Act)", ".Mode(Act).Lease(Hours(24))")]
    [InlineData("\r\n  .Describe(\"x\")\r\n  .Mode(Act)", "\r\n  .Describe(\"x\")\r\n  .Mode(Act)\r\n  .Lease(Hours(24))")]
    [InlineData("\n\t.Describe(\"x\") // why\n\t.Mode(Act) /* act */", "\n\t.Describe(\"x\") // why\n\t.Mode(Act)\n\t.Lease(Hours(24)) /* act */")]
    public void Fix_adds_the_lease_as_the_other_settings_are_laid_out(string before, string after) =>
        Assert.Equal(Rule(Suspend, "Suspend", after), Script.Fix(Rule(Suspend, "Suspend", before)));

    [Fact]
    public void Fix_of_a_rule_without_settings_of_its_own_indents_them()
    {
        const string Query = "\n  Rule(\"x\",\n      from c in Facts<Component>()\n      select Suspend(c, because: \"x\"))";

        Assert.Equal($"EveryRule(r => r.Mode(Act));{Query}\n    .Lease(Hours(24));", Script.Fix($"EveryRule(r => r.Mode(Act));{Query};"));
    }

    [Fact]
    public void Fixes_add_an_approval_and_a_cool_down() => Assert.Equal(
        Rule(FailOver, "FailOver", ".Mode(Act).RequireApproval(1, within: Hours(24))")
            + Rule($"from l in Facts<ClusterLoad>() where l.Percent > 80 {Run}", "RunJob", ".Mode(Act).Cooldown(Minutes(30))", "other"),
        Script.Fix(Rule(FailOver, "FailOver", ".Mode(Act)") + Rule($"from l in Facts<ClusterLoad>() where l.Percent > 80 {Run}", "RunJob", ".Mode(Act)", "other")));

    private static string Rule(string query, string action, string settings, string id = "a-rule") =>
        $"Rule(\"{id}\", {query.Replace("ACTION", action, StringComparison.Ordinal)}){settings};";
}
