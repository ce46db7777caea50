using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using RunbookSdk.Matching;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.NRules;

/// <summary>One question of a query as NRules asks it: which facts count for which match, and with which number.</summary>
internal sealed class Question
{
    private readonly RuleContext context;
    private readonly SubqueryModel model;
    private readonly FactTest[] tests;
    private readonly BucketKey key;
    private readonly CompiledWithFact<bool>[] residual;
    private readonly Func<object, double>? number;
    private readonly CompiledWithFact<double>? numberOfBoth;
    private readonly LimitWatch.Meter meter;

    public Question(RuleContext context, QueryModel query, SubqueryModel model, LimitWatch.Meter meter)
    {
        (this.context, this.model, this.meter) = (context, model, meter);
        var single = model.Conditions.Where(c => Equality.SlotsOf(c, query) == 0).ToList();
        tests = [.. single.Select(c => new FactTest(context, Compilation.CompileOnFact<bool>(c, model.Fact), model.Location))];
        key = new BucketKey(query, model, model.Conditions.Except(single));
        residual = [.. model.Conditions.Except(single).Except(key.Conditions).Select(c => Compilation.CompileWithFact<bool>(c, query, model.Fact))];
        Binding = new SlotBinding(query.Slots.Count, [.. query.Slots.Select(s => s.Index).Where(i => (model.Slots & (1UL << i)) != 0)]);
        if (model.Selector is null) return;
        if (Equality.SlotsOf(model.Selector, query) == 0) number = Compilation.CompileOnFact<double>(model.Selector, model.Fact);
        else numberOfBoth = Compilation.CompileWithFact<double>(model.Selector, query, model.Fact);
    }

    public SubqueryModel Model => model;

    public SlotBinding Binding { get; }

    /// <summary>
    /// True when the <c>not</c> and <c>exists</c> of NRules mean the same as the question: whether there are any, tied to the match by
    /// nothing but members that cannot throw.
    /// </summary>
    public bool IsExistence => model.Kind == AggregateKind.Any && residual.Length == 0 && key.Outer.All(IsPlainMember);

    /// <summary>Whether a fact counts for anybody.</summary>
    public bool Counts(SourceFact fact)
    {
        foreach (var test in tests)
        {
            if (!test.Holds(fact.Fact)) return false;
        }

        try
        {
            key.HashOfFact?.Invoke(fact.Fact.Value);
            number?.Invoke(fact.Fact.Value);
            return true;
        }
#pragma warning disable CA1031 // A rule may throw anything; what cannot be asked does not count.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            context.Fault(model.Location, exception, fact.Fact);
            return false;
        }
    }

    /// <summary>Whether a fact that counts does so for these facts of a match.</summary>
    public bool CountsFor(SourceFact[] slots, SourceFact fact) => NumberFor(slots, fact) is not null;

    /// <summary>The number of a fact that counts, a <see cref="double"/>; null when it does not count for these facts of a match.</summary>
    public object? NumberFor(SourceFact[] slots, SourceFact fact)
    {
        Binding.Bind(slots);
        if (!IsTied(fact.Fact.Value) || !meter.Count()) return null;
        try
        {
            if (!residual.All(r => r(Binding.Values, fact.Fact.Value))) return null;
            return numberOfBoth?.Invoke(Binding.Values, fact.Fact.Value) ?? number?.Invoke(fact.Fact.Value) ?? 0d;
        }
#pragma warning disable CA1031 // A rule may throw anything; what cannot be asked does not count.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            context.Fault(model.Location, exception, [.. Binding.Facts, fact.Fact]);
            return null;
        }
    }

    /// <summary>Why the question cannot be asked for a match; null when it can.</summary>
    public Exception? Unasked(object?[] values)
    {
        try
        {
            key.HashOfMatch?.Invoke(values, [], default);
            return null;
        }
#pragma warning disable CA1031 // A rule may throw anything; it is told when a condition reads the answer.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return exception;
        }
    }

    /// <summary>A match whose own side of the key throws asks for nothing; <see cref="Unasked"/> says so.</summary>
    private bool IsTied(object fact)
    {
        if (key.Slot is null) return true;
        try
        {
            return key.Ties(Binding.Values, fact);
        }
#pragma warning disable CA1031 // A rule may throw anything.
        catch (Exception)
#pragma warning restore CA1031
        {
            return false;
        }
    }

    private static bool IsPlainMember(Expression part) =>
        part is MemberExpression { Member: PropertyInfo { GetMethod: { } getter }, Expression: ParameterExpression }
        && getter.IsDefined(typeof(CompilerGeneratedAttribute));
}
