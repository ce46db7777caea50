using System.Reflection;
using RunbookSdk.Components;
using RunbookSdk.Rules;
using RunbookSdk.Rules.Model;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Tests.Rules;

public sealed class RuleComparisonTests
{
    /// <summary>Rules, each of which differs from every other in one thing.</summary>
    private static readonly Action<Book>[] Different =
    [
        b => b.Rule("r", from l in Facts<ClusterLoad>() where l.Percent > 85 select Runbook.Page("sre", "x")),
        b => b.Rule("q", from l in Facts<ClusterLoad>() where l.Percent > 85 select Runbook.Page("sre", "x")),
        b => b.Rule("r", from l in Facts<ClusterLoad>() where l.Percent > 86 select Runbook.Page("sre", "x")),
        b => b.Rule("r", from l in Facts<ClusterLoad>() where l.Percent >= 85 select Runbook.Page("sre", "x")),
        b => b.Rule("r", from l in Facts<ClusterLoad>() where l.Percent > 85 select Runbook.Page("sre", "y")),
        b => b.Rule("r", from l in Facts<ClusterLoad>() where l.Percent > 85 where l.Cluster == "a" select Runbook.Page("sre", "x")),
        b => b.Rule("r", from l in Facts<ClusterLoad>() where l.Percent > 85 select Runbook.Page("sre", "x")).Mode(Mode.Act),
        b => b.Rule("r", from l in Facts<ClusterLoad>() where l.Percent > 85 select Runbook.Page("sre", "x")).Lease(Hours(1)),
        b => b.Rule("r", from l in Facts<ClusterLoad>() where l.Percent > 85 select Runbook.Page("sre", "x")).Priority(1),
        b => b.Rule("r", from l in Facts<ClusterLoad>().MaxAge(Hours(1)) where l.Percent > 85 select Runbook.Page("sre", "x")),
        b => b.Rule("r", from l in Facts<ClusterLoad>().RaisedWhen(l => l.Percent > 85) select Runbook.Page("sre", "x")),
        b => b.Rule("r", from l in Facts<ClusterLoad>().RaisedWhen(l => l.Percent > 85, lasting: Hours(1)) select Runbook.Page("sre", "x")),
        b => b.Rule("r", from l in Facts<ClusterLoad>().RaisedWhen(l => l.Percent > 85).ClearedWhen(l => l.Percent < 9) select Runbook.Page("sre", "x")),
        b => b.Rule("r", from l in Facts<ClusterLoad>() where Over(l, Hours(1)).Count() > 85 select Runbook.Page("sre", "x")),
        b => b.Rule("r", from l in Facts<ClusterLoad>() where Over(l, Hours(2)).Count() > 85 select Runbook.Page("sre", "x")),
        b => b.Rule("r", from l in Facts<ClusterLoad>() where Over(l, Hours(1)).Sum(x => x.Percent) > 85 select Runbook.Page("sre", "x")),
        b => b.Rule("r", from l in Facts<ClusterLoad>() where Over(l, Hours(1)).Quantile(0.5, x => x.Percent) > 85 select Runbook.Page("sre", "x")),
        b => b.Rule("r", from l in Facts<ClusterLoad>() where Over(l, Hours(1)).Quantile(0.9, x => x.Percent) > 85 select Runbook.Page("sre", "x")),
        b => b.Rule("r", from l in Facts<ClusterLoad>() group l by l.Cluster into g where g.Count() > 85 select Runbook.Page("sre", "x")),
        b => b.Rule("r", from l in Facts<ClusterLoad>() group l by l.Cluster into g where g.Count(l => l.Percent > 1) > 85 select Runbook.Page("sre", "x")),
        b => b.Rule("r", from l in Facts<ClusterLoad>() group l by l.Percent into g where g.Count() > 85 select Runbook.Page("sre", "x")),
        b => b.Rule("r", from l in Facts<ClusterLoad>() group l by l.Percent into g select Runbook.Page(g.OrderBy(l => l.Cluster).First().Cluster, "x")),
        b => b.Rule("r", from l in Facts<ClusterLoad>() group l by l.Percent into g select Runbook.Page(g.OrderByDescending(l => l.Cluster).First().Cluster, "x")),
        b => b.Rule("r", from l in Facts<Cluster>() where l.CustomerShare > 85 select Runbook.Page("sre", "x")),
    ];

    [Fact]
    public void A_rule_that_is_read_again_is_the_same_and_no_other_is()
    {
        var (first, second) = (Different.Select(Read).ToList(), Different.Select(Read).ToList());

        for (var i = 0; i < first.Count; i++)
        {
            for (var j = 0; j < second.Count; j++)
                Assert.True((i == j) == RuleComparison.AreSame(first[i], second[j]), $"{first[i]} and {second[j]}");
        }
    }

    [Fact]
    public void Names_of_variables_places_and_descriptions_do_not_matter() => Assert.True(RuleComparison.AreSame(
        Read(b => b.Rule("r", from load in Facts<ClusterLoad>() where load.Percent > 85 select Runbook.Page("sre", load.Cluster)).Describe("a")),
        Read(b => b.Rule("r", from l in Facts<ClusterLoad>() where l.Percent > 85 select Runbook.Page("sre", l.Cluster)).Describe("b"))));

    /// <summary>Whoever adds a part to a model decides whether it makes two rules different; see <see cref="RuleComparison"/>.</summary>
    [Fact]
    public void Every_part_of_a_rule_is_compared_or_left_out_on_purpose() => Assert.Equal(
        [
            "AggregateModel: Condition Kind Location Parameter Selector",
            "All: ElementType Type",
            "ConditionModel: Body Location ReadsNow Slots Subqueries",
            "ConditionOnFact: Body Fact Location Shapes",
            "Filtered: Condition ElementType Source",
            "FilteredByTime: Condition ElementType Source",
            "FirstModel: Element IsDescending Key Location",
            "Fresh: ElementType MaxAge Source",
            "Group: Aggregates ElementType Firsts Key Query",
            "History: ElementType Source Window",
            "QueryModel: Conditions Shapes Slots Subqueries",
            "Raised: Clear ClearLasting ElementType MaxAge Raise RaiseLasting Source",
            "RuleModel: Id IsImplied Location Order Projection ProjectionLocation Query Selections Settings Verification",
            "SinceStart: ElementType Time",
            "SlotModel: Index MaxAge Parameter Source",
            "SubqueryModel: Answer Conditions Fact Kind Location Parameter Selector Slots Source",
        ],
        new[] { typeof(RuleModel), typeof(QueryModel), typeof(SlotModel), typeof(ConditionModel), typeof(SubqueryModel), typeof(AggregateModel), typeof(FirstModel), typeof(ConditionOnFact) }
            .Concat(typeof(SourceModel).GetNestedTypes(BindingFlags.NonPublic))
            .Select(t => $"{t.Name}: {string.Join(' ', Parts(t).Order(StringComparer.Ordinal))}")
            .Order(StringComparer.Ordinal));

    private static IEnumerable<string> Parts(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite).Select(p => p.Name);

    private static RuleModel Read(Action<Book> define) => RuleSet.Create(new Book(define)).Rules[0].Model;
}
