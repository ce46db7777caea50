using System.Linq.Expressions;
using RunbookSdk.Facts;

namespace RunbookSdk.Rules.Model;

/// <summary>Where the facts of a query come from. A source is a set of facts that changes; all but <see cref="Group"/> change one by one.</summary>
internal abstract record SourceModel(Type ElementType)
{
    /// <summary>All known facts of a type.</summary>
    internal sealed record All(FactType Type) : SourceModel(Type.ClrType)
    {
        public override string ToString() => $"Facts<{Type.Name}>()";
    }

    /// <summary>Those of another source for which a condition holds.</summary>
    internal sealed record Filtered(SourceModel Source, ConditionOnFact Condition) : SourceModel(Source.ElementType)
    {
        public override string ToString() => $"{Source}.Where({Condition})";
    }

    /// <summary>Those for which a condition that compares with <c>Now</c> holds.</summary>
    internal sealed record FilteredByTime(SourceModel Source, ConditionOnFact Condition) : SourceModel(Source.ElementType)
    {
        public override string ToString() => $"{Source}.Where({Condition})";
    }

    /// <summary>Those that a lasting condition has raised and none has cleared.</summary>
    internal sealed record Raised(
        SourceModel Source, ConditionOnFact Raise, TimeSpan RaiseLasting, ConditionOnFact? Clear, TimeSpan ClearLasting)
        : SourceModel(Source.ElementType)
    {
        /// <summary>
        /// How old the last observation of a fact may be; an older fact is neither raised nor cleared, and its time begins anew.
        /// </summary>
        public TimeSpan? MaxAge { get; init; }

        public override string ToString()
        {
            var raised = $"{Source}.RaisedWhen({Raise}, lasting: {RaiseLasting:c})";
            return Clear is null ? raised : $"{raised}.ClearedWhen({Clear}, lasting: {ClearLasting:c})";
        }
    }

    /// <summary>Those whose last observation is younger than an age.</summary>
    internal sealed record Fresh(SourceModel Source, TimeSpan MaxAge) : SourceModel(Source.ElementType)
    {
        public override string ToString() => $"{Source}.MaxAge({MaxAge:c})";
    }

    /// <summary>Nothing at first; one <see cref="SessionHasRun"/> from when the session has run for a time.</summary>
    internal sealed record SinceStart(TimeSpan Time) : SourceModel(typeof(SessionHasRun))
    {
        public override string ToString() => $"SessionHasRun({Time:c})";
    }

    /// <summary>Each observation of the time before now, as an event.</summary>
    internal sealed record History(SourceModel Source, TimeSpan Window) : SourceModel(Source.ElementType)
    {
        public override string ToString() => $"{Source}.Over({Window:c})";
    }

    /// <summary>One <see cref="GroupValue"/> for each key of an inner query.</summary>
    internal sealed record Group(QueryModel Query, Expression Key, IReadOnlyList<AggregateModel> Aggregates)
        : SourceModel(typeof(GroupValue))
    {
        /// <summary>Which members come first; the places of <see cref="GroupValue.Firsts"/>.</summary>
        public IReadOnlyList<FirstModel> Firsts { get; init; } = [];

        public override string ToString() => $"({Query} group by {ExpressionText.Of(Key)})";
    }
}

/// <summary>That the session has run for a time, so that what it has not seen in that time is missing.</summary>
internal sealed record SessionHasRun(TimeSpan Time);

/// <summary>A condition about one fact, and perhaps <c>Now</c>. Two that say the same are equal, wherever they stand.</summary>
internal sealed record ConditionOnFact(ParameterExpression Fact, Expression Body, Diagnostics.SourceLocation Location, ShapeCache Shapes)
{
    private ExpressionTokens? tokens;
    private Func<object, bool>? holds;

    /// <summary>The condition as a function of the fact; not for one that compares with now.</summary>
    public Func<object, bool> Holds => holds ??= Compilation.CompileOnFact<bool>(Body, Fact, Shapes);

    private ExpressionTokens Tokens => tokens ??= ExpressionTokens.Of(Body, Fact, QueryModel.Now);

    public bool Equals(ConditionOnFact? other) =>
        ReferenceEquals(this, other) || (other is not null && Fact.Type == other.Fact.Type && Tokens.Equals(other.Tokens));

    public override int GetHashCode() => Tokens.GetHashCode();

    public override string ToString() => $"{Fact.Name} => {ExpressionText.Of(Body)}";
}
