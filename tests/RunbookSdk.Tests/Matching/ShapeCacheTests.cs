using System.Linq.Expressions;
using RunbookSdk.Matching;
using RunbookSdk.Rules;
using RunbookSdk.Rules.Model;
using RunbookSdk.Tests.Oracle;
using RunbookSdk.Tests.Sessions;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Tests.Matching;

/// <summary>Which parts of rules share code.</summary>
public sealed class ShapeCacheTests
{
    private static readonly ParameterExpression Value = Expression.Parameter(typeof(object));

    [Fact]
    public void Conditions_that_differ_in_their_constants_share_code_and_keep_their_constants()
    {
        var cache = new ShapeCache();
        var (low, high) = (Code(cache, g => g.Percent > 1 && g.Cluster == "a"), Code(cache, g => g.Percent > 3 && g.Cluster == "b"));

        Assert.Same(low.Run, high.Run);
        Assert.True(low.Run(low.Constants, new Gauge("a", 2)));
        Assert.False(high.Run(high.Constants, new Gauge("b", 2)));
        Assert.True(high.Run(high.Constants, new Gauge("b", 4)));
    }

    [Fact]
    public void Conditions_that_differ_in_more_than_constants_do_not_share_code()
    {
        var cache = new ShapeCache();
        var codes = new[]
        {
            Code(cache, g => g.Percent > 1), Code(cache, g => g.Percent >= 1), Code(cache, g => 1 > g.Percent), Code(cache, g => g.Percent > (float)g.Percent),
            Code(cache, g => g.Cluster == "a"), Code(cache, g => g.Cluster.Length == 1), Code(cache, g => g.Cluster != null),
        };

        Assert.Equal(codes.Length, codes.Select(c => c.Run).Distinct().Count());
    }

    [Fact]
    public void Rules_with_other_numbers_of_facts_and_questions_do_not_share_code()
    {
        var desk = new Desk(b =>
        {
            b.Rule("one", from g in Facts<Gauge>() where Facts<Note>().Count() == 1 select new Hold(g.Cluster, Facts<Note>().Count() > 1 ? "many" : "one", "")).Mode(Mode.Act);
            b.Rule("two", from g in Facts<Gauge>() from p in Facts<Part>() where Facts<Note>().Count() == 1 select new Hold(p.Name, g.Cluster, "")).Mode(Mode.Act);
            b.Rule("second", from p in Facts<Part>() from g in Facts<Gauge>() where g.Percent > p.State && Facts<Note>().Count() == 1 select new Hold("s" + g.Cluster, "", "")).Mode(Mode.Act);
            b.Rule("asks-twice", from g in Facts<Gauge>() where Facts<Part>().Count() == 2 && Facts<Note>().Count() == 1 select new Hold("t" + g.Cluster, "", "")).Mode(Mode.Act);
        });

        desk.At(0, new Gauge("a", 3), new Part("a", "x", 1), new Part("a", "y", 5), new Note("n", 1));

        Assert.Equal(
            ["one a one", "two x a", "two y a", "second sa ", "asks-twice ta "],
            desk.Decisions.Select(d => $"{d.Rule} {d.Target.Name} {d.Action.Details[0].Value}"));
    }

    [Fact]
    public void Rules_that_say_the_same_have_equal_patterns_whatever_they_call_their_facts()
    {
        var (left, right) = (Pattern(g => g.Percent > 1 && g.Cluster == "a"), Pattern(gauge => gauge.Percent > 1 && gauge.Cluster == "a"));

        Assert.Equal(left.Key, right.Key);
        Assert.NotEqual(left.Key, Pattern(g => g.Percent > 2 && g.Cluster == "a").Key);
        Assert.NotEqual(left.Key, Pattern(g => g.Percent > 1).Key);
    }

    private static AlphaPattern Pattern(Expression<Func<Gauge, bool>> condition)
    {
        var query = Tests.Rules.Book.ReadQuery(Facts<Gauge>().Where(condition));
        return new AlphaPattern(
            [.. query.Conditions.Select(c => new FactCondition(c.Body, query.Slots[0].Parameter, c.Location, query.Shapes))], query.Slots[0].Parameter, query.Shapes);
    }

    private static Code<Func<object?[], object, bool>> Code(ShapeCache cache, Expression<Func<Gauge, bool>> condition) =>
        cache.Compile<Func<object?[], object, bool>>(
            ConstantFolder.Fold(condition.Body),
            condition.Parameters,
            1,
            [Value],
            body => new Bound(condition.Parameters[0]).Visit(body));

    private sealed class Bound(ParameterExpression fact) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == fact ? Expression.Convert(Value, fact.Type) : node;
    }
}
