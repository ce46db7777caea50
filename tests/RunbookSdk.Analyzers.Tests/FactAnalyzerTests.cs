namespace RunbookSdk.Analyzers.Tests;

public sealed class FactAnalyzerTests
{
    [Theory]
    [InlineData("from s in Facts<[|Suspend|]>() select Page(\"ops\", because: s.Because)")]
    [InlineData("from p in Facts<Probe>() where Facts<[|Page|]>().Any() select Page(\"ops\", because: p.Subject)")]
    [InlineData("from p in Facts<Probe>() where Facts<[|string|]>().Any() select Page(\"ops\", because: p.Subject)")]
    [InlineData("from p in Facts<Probe>() where Facts<[|IDisposable|]>().Any() select Page(\"ops\", because: p.Subject)")]
    [InlineData("from p in Facts<[|Machine|]>() select Page(\"ops\", because: p.Name)")]
    public void What_is_never_a_fact_is_found(string query) =>
        Script.Finds("RBK1060", $"Rule(\"page\", {query});\npublic abstract record Machine(string Name);");

    [Fact]
    public void Facts_of_the_domain_and_of_the_script_are_fine() => Script.IsFine(
        "Rule(\"page\", from d in Facts<Disk>() where Facts<ActionOutcome>().Any() select Page(\"ops\", because: d.Host));\npublic sealed record Disk(string Host);");

    [Theory]
    [InlineData("Probe", "Rule(\"page\", from d in Facts<[|Disk|]>() select Page(\"ops\", because: d.Host));")]
    [InlineData("", "Rule(\"page\", from p in Facts<[|Probe|]>() select Page(\"ops\", because: p.Subject));")]
    public void With_the_facts_from_outside_named_one_that_nobody_makes_is_found(string outside, string script) =>
        Script.Finds("RBK1061", script + "\npublic sealed record Disk(string Host);", ("runbook_facts", outside));

    [Theory]
    [InlineData("Probe, Disk", "Rule(\"page\", from d in Facts<Disk>() select Page(\"ops\", because: d.Host));")]
    [InlineData("Probe", "Rule(\"d\", from p in Facts<Probe>() select new Disk(p.Subject)); Rule(\"page\", from d in Facts<Disk>() select Page(\"ops\", because: d.Host));")]
    [InlineData("Probe", "Rule(\"d\", from p in Facts<Probe>() select Assert(new Disk(p.Subject))); Rule(\"page\", from d in Facts<Disk>() select Page(\"ops\", because: d.Host));")]
    [InlineData("Probe", "Rule(\"d\", from d in Facts<Probe>() select Worn(d.Subject)); Disk Worn(string host) => none with { Host = host }; Disk none = null!; Rule(\"page\", from d in Facts<Disk>() select Page(\"ops\", because: d.Host));")]
    [InlineData("Probe", "Rule(\"page\", from p in Facts<Pause>() where Facts<Approval>().Any() && Facts<Silence>().Any() select Page(\"ops\", because: p.Scope));")]
    [InlineData("Probe", "Rule(\"page\", from c in Facts<Component>() where c.Status == ComponentStatus.Suspended select Page(\"ops\", because: c.Name));")]
    public void One_from_outside_of_a_rule_or_of_the_session_is_fine(string outside, string script) =>
        Script.Finds("RBK", script + "\npublic sealed record Disk(string Host);", ("runbook_facts", outside));
}
