using System.Linq.Expressions;
using System.Reflection;
using NRules.RuleModel;
using NRules.RuleModel.Builders;
using RunbookSdk.Matching;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.NRules;

/// <summary>Writes a query as a rule of NRules: a pattern for each slot, then one element for each question, then what to tell.</summary>
internal sealed class Translation
{
    private const BindingFlags Members = BindingFlags.Instance | BindingFlags.Public;
    private readonly TranslatedQuery query;
    private readonly Func<SourceModel, int, Feed> feedOf;
    private readonly ParameterExpression[] slots;
    private readonly IReadOnlyList<JoinTie> ties;
    private readonly List<RuleElement> elements = [];
    private readonly List<ParameterExpression> answers = [];

    private Translation(TranslatedQuery query, Func<SourceModel, int, Feed> feedOf)
    {
        (this.query, this.feedOf) = (query, feedOf);
        ties = JoinTie.Of(query.Model);
        slots = [.. query.Model.Slots.Select(s => Expression.Parameter(FeedOf(s).FactType, $"slot{s.Index}"))];
    }

    /// <param name="query">The query.</param>
    /// <param name="name">What NRules calls the rule.</param>
    /// <param name="feedOf">The feed of a source for a stratum.</param>
    public static IRuleDefinition Of(TranslatedQuery query, string name, Func<SourceModel, int, Feed> feedOf)
    {
        var translation = new Translation(query, feedOf);
        translation.AddSlots();
        for (var i = 0; i < query.Questions.Count; i++) translation.AddQuestion(query.Questions[i], i);
        return Element.RuleDefinition(
            name, "", 0, RuleRepeatability.Repeatable, [], [], Element.DependencyGroup(), Element.AndGroup(translation.elements),
            Element.FilterGroup(), translation.Actions());
    }

    private Feed FeedOf(SlotModel slot) => query.GroupFeeds[slot.Index] ?? feedOf(slot.Source, query.Stratum);

    private void AddSlots()
    {
        var bound = 0UL;
        foreach (var slot in JoinOrder.Of(query.Model))
        {
            var before = bound;
            bound |= 1UL << slot.Index;
            var now = query.Model.Conditions
                .Where(c => c.Subqueries == 0 && !c.ReadsNow && (c.Slots & ~bound) == 0 && (before == 0 || (c.Slots & ~before) != 0))
                .ToList();
            var own = now.Where(c => (c.Slots & ~(1UL << slot.Index)) == 0).ToList();
            var parameter = slots[slot.Index];
            var conditions = new List<LambdaExpression> { FeedIs(parameter, FeedOf(slot)) };
            List<Guard.Check> checks = [.. own.Select(CheckOf), .. KeyChecks(slot.Index)];
            if (checks.Count > 0) conditions.Add(Holds(checks, 1UL << slot.Index, null));
            if (before != 0) conditions.Add(Holds([.. now.Except(own).Select(CheckOf)], bound, query.Meter));
            elements.Add(Pattern(parameter, conditions));
        }
    }

    /// <summary>One condition of NRules for several of the rule, asked in the order in which they were written.</summary>
    private LambdaExpression Holds(IReadOnlyList<Guard.Check> checks, ulong bound, LimitWatch.Meter? meter)
    {
        var places = PlacesOf(bound);
        var guard = new Guard(query.Context, new SlotBinding(slots.Length, places), checks, meter);
        var parameters = places.Select(i => slots[i]).ToList();
        return Expression.Lambda(Call(guard, nameof(Guard.Holds), FactsOf(parameters)), parameters);
    }

    private Guard.Check CheckOf(ConditionModel condition) => new(
        Compilation.Compile<bool>(condition.Body, query.Model),
        condition.Location,
        ties.Any(t => ReferenceEquals(query.Model.Conditions[t.Condition], condition)));

    /// <summary>
    /// The keys by which a fact is joined: one that throws ties it to nothing. That is a fault of this fact, once, and not of each that it
    /// might have been tied to.
    /// </summary>
    private IEnumerable<Guard.Check> KeyChecks(int slot)
    {
        var keys = ties.Where(t => t.TheirSlots == 1UL << slot).ToList();
        if (keys.Exists(t => t.IsEqual)) keys.RemoveAll(t => !t.IsEqual);
        foreach (var tie in keys)
        {
            var hash = Compilation.Compile<int>(IndexPattern.HashOf([tie.Theirs]), query.Model);
            yield return new(
                (facts, answers, now) =>
                {
                    hash(facts, answers, now);
                    return true;
                },
                query.Model.Conditions[tie.Condition].Location,
                IsTie: false);
        }
    }

    private void AddQuestion(TranslatedQuestion question, int index)
    {
        var feed = feedOf(question.Model.Source, query.Stratum);
        var fact = Expression.Parameter(feed.FactType, $"other{index}");
        var counts = Expression.Lambda(Call(question, nameof(TranslatedQuestion.Counts), fact), fact);
        var read = question.Binding.Places.Select(i => slots[i]).ToList();
        var both = (Expression[])[FactsOf(read), fact];
        if (query.Existences[index] is { } expected)
        {
            var tied = Expression.Lambda(Call(question, nameof(TranslatedQuestion.CountsFor), both), [.. read, fact]);
            var pattern = Pattern(fact, read.Count == 0 ? [FeedIs(fact, feed), counts] : [FeedIs(fact, feed), counts, tied]);
            elements.Add(expected ? Element.Exists(pattern) : Element.Not(pattern));
            return;
        }

        var number = Expression.Lambda(Call(question, nameof(TranslatedQuestion.NumberFor), both), [.. read, fact]);
        var answer = Expression.Parameter(typeof(Answer), $"answer{index}");
        var aggregate = Element.Aggregate(
            typeof(Answer), nameof(Answer), [new KeyValuePair<string, LambdaExpression>(AnswerAggregatorFactory.Number, number)],
            Pattern(fact, [FeedIs(fact, feed), counts]), typeof(AnswerAggregatorFactory));
        elements.Add(Pattern(answer, [], aggregate));
        answers.Add(answer);
    }

    private ActionGroupElement Actions()
    {
        var facts = FactsOf(slots);
        var found = Expression.NewArrayInit(typeof(Answer), answers);
        return Element.ActionGroup(
            Action(ActionTrigger.Activated, Call(query, nameof(TranslatedQuery.Activate), facts, found), [.. slots, .. answers]),
            Action(ActionTrigger.Reactivated, Call(query, nameof(TranslatedQuery.Reactivate), facts), slots),
            Action(ActionTrigger.Deactivated, Call(query, nameof(TranslatedQuery.Deactivate), facts), slots));
    }

    private static ActionElement Action(ActionTrigger trigger, Expression body, IEnumerable<ParameterExpression> parameters) =>
        Element.Action(Expression.Lambda(body, [Expression.Parameter(typeof(IContext), "context"), .. parameters]), trigger);

    private static LambdaExpression FeedIs(ParameterExpression fact, Feed feed) =>
        Expression.Lambda(Expression.Equal(Expression.Property(fact, nameof(SourceFact.Feed)), Expression.Constant(feed.Number)), fact);

    private static NewArrayExpression FactsOf(IEnumerable<ParameterExpression> facts) => Expression.NewArrayInit(typeof(SourceFact), facts);

    private static MethodCallExpression Call(object target, string method, params Expression[] arguments) =>
        Expression.Call(Expression.Constant(target), target.GetType().GetMethod(method, Members)!, arguments);

    private static PatternElement Pattern(
        ParameterExpression fact, IEnumerable<LambdaExpression> conditions, RuleElement? source = null) => Element.Pattern(
        fact.Type, fact.Name!, conditions.Select(c => new KeyValuePair<string, LambdaExpression>(PatternElement.ConditionName, c)), source);

    private static List<int> PlacesOf(ulong bits) => [.. Enumerable.Range(0, 64).Where(i => (bits & (1UL << i)) != 0)];
}
