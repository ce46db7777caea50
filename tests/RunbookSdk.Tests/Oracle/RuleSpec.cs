using System.Linq.Expressions;
using RunbookSdk.Rules;

namespace RunbookSdk.Tests.Oracle;

/// <summary>What a rule of the palette results in.</summary>
internal enum ResultKind
{
    Hold,
    HoldWithDetail,
    Tell,
    Hot,
    Alarm,
    Assert,
    Retract,
}

/// <summary>One rule of a random set: a shape of the palette and its constants.</summary>
/// <param name="Shape">Index in <see cref="Palette.Shapes"/>.</param>
/// <param name="A">A small number.</param>
/// <param name="B">Another one.</param>
/// <param name="Minutes">A time, 1 to 5.</param>
/// <param name="Cluster">A key.</param>
/// <param name="Result">What it results in; a shape that reads derived facts takes the nearest that cannot go round in a circle.</param>
/// <param name="Priority">Its priority.</param>
/// <param name="Cooldown">Minutes of its cool-down; 0: none.</param>
/// <param name="Again">Whether it asks again on change.</param>
internal sealed record RuleSpec(
    int Shape, int A, int B, int Minutes, string Cluster, ResultKind Result, int Priority, int Cooldown, bool Again)
{
    public TimeSpan Time => TimeSpan.FromMinutes(Minutes);

    /// <summary>Another time, also 1 to 5 minutes.</summary>
    public TimeSpan OtherTime => TimeSpan.FromMinutes(1 + B);
}

/// <summary>Which facts a shape reads, so that results never lead back to it.</summary>
internal enum Layer
{
    Observed,
    Hot,
    Top,
}

/// <summary>A hand-written form of rule.</summary>
/// <param name="Name">What it tries.</param>
/// <param name="Layer">What it reads.</param>
/// <param name="Throws">True when its conditions throw for some facts.</param>
/// <param name="Declare">Declares it.</param>
internal sealed record Shape(string Name, Layer Layer, bool Throws, Func<Declaration, RuleBuilder> Declare);

/// <summary>A rule that is about to be declared: takes the query, and gives it the result that its spec names.</summary>
internal sealed record Declaration(RuleBook Book, string Id, RuleSpec Spec, Layer Layer)
{
    /// <summary>True: results say the same whatever the level is, so that two causes of one fact never differ.</summary>
    public bool IsFlat { get; init; }

    public RuleBuilder As<T>(Query<T> query, Expression<Func<T, string>> name, Expression<Func<T, double>> level)
    {
        var rule = Result() switch
        {
            ResultKind.Hold => Select(query, name, level, (n, _) => new Hold(n, "", "held " + n)),
            ResultKind.HoldWithDetail => Select(query, name, level, (n, l) => new Hold(n, l > 1 ? "high" : "low", "held " + n)),
            ResultKind.Tell => Select(query, name, level, (n, l) => new Tell(n, l > 1 ? "much" : "little")),
            ResultKind.Hot => Select(query, name, level, (n, l) => new Hot(n, l)),
            ResultKind.Alarm => Select(query, name, level, (n, l) => new Alarm(n, l)),
            ResultKind.Assert => Select(query, name, level, (n, l) => Runbook.Assert(new Note(n, l), "noted")),
            _ => Select(query, name, level, (n, l) => Runbook.Retract(new Note(n, l), "forgotten")),
        };
        rule = rule.Mode(Mode.Act).Priority(Spec.Priority);
        if (Spec.Again) rule = rule.AgainOnChange();
        return Spec.Cooldown > 0 && Result() is ResultKind.Tell or ResultKind.Assert or ResultKind.Retract
            ? rule.Cooldown(TimeSpan.FromMinutes(Math.Max(1, Spec.Cooldown)))
            : rule;
    }

    private ResultKind Result() => (Layer, Spec.Result) switch
    {
        (Layer.Hot, ResultKind.Hot) => ResultKind.Alarm,
        (Layer.Top, ResultKind.Hot or ResultKind.Alarm) => ResultKind.HoldWithDetail,
        (Layer.Top, ResultKind.Assert or ResultKind.Retract) => ResultKind.Tell,
        var (_, result) => result,
    };

    private RuleBuilder Select<T, TResult>(
        Query<T> query,
        Expression<Func<T, string>> name,
        Expression<Func<T, double>> level,
        Expression<Func<string, double, TResult>> result)
    {
        var match = name.Parameters[0];
        var number = IsFlat ? Expression.Constant(1d) : new Replace(level.Parameters[0], match).Visit(level.Body);
        var body = new Replace(result.Parameters[1], number).Visit(new Replace(result.Parameters[0], name.Body).Visit(result.Body));
        return Book.Rule(Id, query.Select(Expression.Lambda<Func<T, TResult>>(body, match)));
    }

    private sealed class Replace(ParameterExpression parameter, Expression by) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == parameter ? by : node;
    }
}

/// <summary>The rules of a random set.</summary>
internal sealed class Palette(IReadOnlyList<RuleSpec> specs) : Runbook
{
    public static readonly IReadOnlyList<Shape> Shapes =
        [.. JoinShapes.All, .. GroupShapes.All, .. QuestionShapes.All, .. LastingShapes.All, .. NowShapes.All, .. DerivedShapes.All,
            .. NumberShapes.All, .. AbsenceShapes.All, .. AgeShapes.All, .. FirstShapes.All];

    protected override void Define()
    {
        for (var i = 0; i < specs.Count; i++)
        {
            var shape = Shapes[specs[i].Shape];
            shape.Declare(new Declaration(this, $"r{i + 1}-{shape.Name}", specs[i], shape.Layer));
        }
    }
}
