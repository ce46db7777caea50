using RunbookSdk.Components;
using RunbookSdk.Rules;
using RunbookSdk.Rules.Model;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Tests.Rules;

/// <summary>Rules as people read them.</summary>
public sealed class RuleTextTests
{
    private static readonly double[] Limits = [50, 85];
    private static readonly Dictionary<string, double> ByName = new(StringComparer.Ordinal) { ["high"] = 85 };
    private static readonly string? Nothing = Environment.GetEnvironmentVariable("no such variable");

    private static readonly Dictionary<string, Query<Sample>> Texts = new()
    {
        ["s.Value > 85"] = from s in Facts<Sample>() where s.Value > Limits[1] select s,
        ["s.Value <= 85"] = from s in Facts<Sample>() where s.Value <= ByName["high"] select s,
        ["s.Value + 1 > 2.5"] = from s in Facts<Sample>() where s.Value + 1 > 2.5 select s,
        ["s.Value - (s.Value - 1) > 0"] = from s in Facts<Sample>() where s.Value - (s.Value - 1) > 0 select s,
        ["s.Value - s.Value - 1 > 0"] = from s in Facts<Sample>() where s.Value - s.Value - 1 > 0 select s,
        ["s.Value / (s.Value / 2) > 0"] = from s in Facts<Sample>() where s.Value / (s.Value / 2) > 0 select s,
        ["(s.Value + 1) * 2 > 0"] = from s in Facts<Sample>() where (s.Value + 1) * 2 > 0 select s,
        ["-s.Value > 3"] = from s in Facts<Sample>() where -s.Value > 3 select s,
        ["!(s.Value > 3)"] = from s in Facts<Sample>() where !(s.Value > 3) select s,
        ["s.Metric == \"a\" || s.Value != 3"] = from s in Facts<Sample>() where s.Metric == "a" || s.Value != 3 select s,
        ["s.Metric == null"] = from s in Facts<Sample>() where s.Metric == Nothing select s,
        ["s.Metric.StartsWith(\"ab\", StringComparison.Ordinal)"] =
            from s in Facts<Sample>() where s.Metric.StartsWith("ab", StringComparison.Ordinal) select s,
        ["s.Metric.StartsWith(\"cd\", StringComparison.Ordinal) || s.Subject.EndsWith(\"ef\", StringComparison.Ordinal)"] =
            from s in Facts<Sample>() where s.Metric.StartsWith("cd") || s.Subject.EndsWith("ef") select s,
        ["s.Metric[0] == s.Subject[1]"] = from s in Facts<Sample>() where s.Metric[0] == s.Subject[1] select s,
        ["(s.Value > 3 ? s.Metric : s.Subject) == \"a\""] =
            from s in Facts<Sample>() where (s.Value > 3 ? s.Metric : s.Subject) == "a" select s,
        ["(s.Metric ?? s.Subject) == \"a\""] = from s in Facts<Sample>() where (s.Metric ?? s.Subject) == "a" select s,
        ["new List { \"a\", s.Subject }.Contains(s.Metric)"] =
            from s in Facts<Sample>() where new List<string> { "a", s.Subject }.Contains(s.Metric) select s,
        ["new Marked(s.Metric) { Note = s.Subject, Size = 3 }.Note == \"a\""] =
            from s in Facts<Sample>() where new Marked(s.Metric) { Note = s.Subject, Size = 3 }.Note == "a" select s,
        ["new Marked(\"x\") { Note = s.Subject }.Note == \"a\""] =
            from s in Facts<Sample>() where new Marked("x") { Note = s.Subject }.Note == "a" select s,
        ["Now >= 2019-09-19T00:00:00+02:00"] = from s in Facts<Sample>() where Now >= Date("2019-09-19 Europe/Oslo") select s,
        ["Facts<Probe>().Any()"] = from s in Facts<Sample>() where Facts<Probe>().Any() select s,
        ["!Facts<Probe>().Where(p => p.Subject == s.Subject).Any()"] =
            from s in Facts<Sample>() where !Facts<Probe>().Any(p => p.Subject == s.Subject) select s,
    };

    private sealed record Marked(string Name)
    {
        public string Note { get; init; } = "";

        public int Size { get; init; }
    }

    public static TheoryData<string> Conditions => [.. Texts.Keys];

    [Theory]
    [MemberData(nameof(Conditions))]
    public void A_condition_reads_as_it_was_written(string text)
    {
        var query = Book.ReadQuery(Texts[text]);

        Assert.Equal(text, ExpressionText.Of(Assert.Single(query.Conditions).Body, query));
    }

    [Fact]
    public void An_enum_reads_by_its_name()
    {
        var rule = Book.Read(from c in Facts<Component>() select Runbook.Degrade(c, ComponentStatus.PartialOutage, "slow"));

        Assert.Equal("rule: from c in Facts<Component>() select Degrade(c, ComponentStatus.PartialOutage, \"slow\")", rule.ToString());
    }

    [Fact]
    public void A_lasting_condition_reads_with_its_times()
    {
        var query = Book.ReadQuery(
            from s in Facts<Sample>()
                .Where(s => s.Metric == "load").RaisedWhen(s => s.Value > 85, Minutes(10)).ClearedWhen(s => s.Value < 60)
            select s);

        Assert.Equal(
            "from s in Facts<Sample>().Where(s => s.Metric == \"load\").RaisedWhen(s => s.Value > 85, lasting: 00:10:00).ClearedWhen(s => s.Value < 60, lasting: 00:00:00)",
            query.ToString());
    }

    [Fact]
    public void An_age_a_quantile_and_what_is_missing_read_as_what_they_are()
    {
        var query = Book.ReadQuery(
            from s in Facts<Sample>().MaxAge(Minutes(5))
            where Over(s, Minutes(1)).Quantile(0.95, x => x.Value) > 1
            where Missing<Probe>(p => p.Subject == s.Subject, Minutes(3))
            select s);

        Assert.Equal(
            "from s in Facts<Sample>().MaxAge(00:05:00) where Facts<Sample>().Over(00:01:00).Where(x => x.Metric == s.Metric).Where(x => x.Subject == s.Subject).Quantile(0.95, x => x.Value) > 1 where !Facts<Probe>().Over(00:03:00).Where(p => p.Subject == s.Subject).Any() && SessionHasRun(00:03:00).Any()",
            query.ToString());
    }

    [Fact]
    public void A_group_reads_by_its_key()
    {
        var query = Book.ReadQuery(
            from s in Facts<Sample>() where s.Value > 1 group s by s.Subject into g where g.Count() > 1 select Runbook.Page("sre", g.Key));

        Assert.Equal(
            "from group0 in (from s in Facts<Sample>() where s.Value > 1 group by s.Subject) where group0.Count > 1", query.ToString());
    }

    [Fact]
    public void A_rule_tells_its_settings()
    {
        var rule = Assert.Single(RuleSet.Create(new Book(b => b.Rule("rule", Facts<Sample>().Select(s => Runbook.Page("sre", s.Metric)))
            .Describe("Why.").Mode(Mode.Propose).Priority(3).Cooldown(Hours(1)).Lease(Days(1)).RequireApproval(2).AgainOnChange())).Rules);

        Assert.Equal(("rule", "Why.", Mode.Propose, 3), (rule.Id, rule.Description, rule.Mode, rule.Priority));
        var settings = rule.Model.Settings;
        Assert.Equal(
            (Hours(1), Days(1), 2, Hours(24), true),
            (settings.Cooldown, settings.Lease, settings.Approvals, settings.ApprovalWithin, settings.AgainOnChange));
        Assert.EndsWith("RuleTextTests.cs", rule.Location.File, StringComparison.Ordinal);
    }
}
