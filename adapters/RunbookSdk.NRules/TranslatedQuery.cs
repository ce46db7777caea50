using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;
using RunbookSdk.Matching;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.NRules;

/// <summary>
/// A query of a rule as NRules answers it: NRules finds the facts that go together and counts for the questions; whether the conditions
/// on the answers hold is asked when it has come to rest, so that no answer on its way from one value to another is ever looked at.
/// </summary>
internal sealed class TranslatedQuery
{
    private readonly ulong[] told;
    private readonly TranslatedQuestion[] questions;
    private readonly bool?[] existence;
    private readonly AnswerCondition[] conditions;
    private readonly Dictionary<KnownFact[], Combination> combinations = new(SameFacts.Instance);
    private readonly List<Combination> touched = [];

    /// <param name="context">The rule.</param>
    /// <param name="model">The query.</param>
    /// <param name="plan">Its compiled parts.</param>
    /// <param name="meter">Counts what the rule asks of the machine.</param>
    /// <param name="groupFeeds">For each slot that holds groups, the feed that brings them; null for the other slots.</param>
    /// <param name="isOnlyAsked">True for an answer that nothing reads but one condition.</param>
    public TranslatedQuery(
        RuleContext context,
        QueryModel model,
        QueryPlan plan,
        LimitWatch.Meter meter,
        IReadOnlyList<Feed?> groupFeeds,
        Func<SubqueryModel, bool> isOnlyAsked)
    {
        (Context, Model, Meter, GroupFeeds) = (context, model, meter, groupFeeds);
        Stratum = groupFeeds.Max(f => f?.Stratum) ?? 0;
        told = [.. plan.Slots.Select(s => s.Told)];
        questions = [.. plan.Questions.Select(q => new TranslatedQuestion(context, model, q, meter))];
        existence = [.. questions.Select(q => q.IsExistence && isOnlyAsked(q.Model) ? Existence.Expected(model, q.Model) : null)];
        conditions = [.. model.Conditions
            .Where(c => c.Subqueries != 0 && !c.ReadsNow && !IsExistence(c))
            .Select(c => new AnswerCondition(Compilation.Compile<bool>(c.Body, model), c.Subqueries, c.Location))];
    }

    public RuleContext Context { get; }

    public QueryModel Model { get; }

    public LimitWatch.Meter Meter { get; }

    public IReadOnlyList<Feed?> GroupFeeds { get; }

    /// <summary>How deep groups are nested in it; what it matches is settled after what it stands on.</summary>
    public int Stratum { get; }

    /// <summary>Takes the matches, when the query is inside of a group.</summary>
    public GroupMemory? Group { get; init; }

    public IReadOnlyList<TranslatedQuestion> Questions => questions;

    /// <summary>For a question that is a <c>not</c> or <c>exists</c> of NRules, whether there have to be any.</summary>
    public IReadOnlyList<bool?> Existences => existence;

    /// <summary>How many matches stand.</summary>
    public int Count { get; private set; }

    public IEnumerable<Match> Matches => combinations.Values.Select(c => c.Match).OfType<Match>();

    /// <summary>NRules has found facts that go together.</summary>
    /// <param name="facts">One for each slot.</param>
    /// <param name="answers">One for each question that is not an existence.</param>
    public void Activate(SourceFact[] facts, Answer[] answers)
    {
        var combination = Touch(facts);
        combination.Activations++;
        combination.Answers = answers;
    }

    /// <summary>An answer for them has changed.</summary>
    public void Reactivate(SourceFact[] facts) => Touch(facts);

    /// <summary>They do not go together any more.</summary>
    public void Deactivate(SourceFact[] facts) => Touch(facts).Activations--;

    /// <summary>Forgets what NRules has said; matches stay until <see cref="Settle"/> finds that NRules has not said them again.</summary>
    public void Restart()
    {
        touched.Clear();
        foreach (var combination in combinations.Values)
        {
            combination.Activations = 0;
            combination.IsTouched = true;
            touched.Add(combination);
        }
    }

    /// <summary>Adds what became of the matches, now that NRules has come to rest.</summary>
    /// <param name="changed">For each fact whose value changed, which members of it did.</param>
    /// <param name="result">Takes the changes.</param>
    public void Settle(IReadOnlyDictionary<KnownFact, ulong> changed, List<MatchChange> result)
    {
        foreach (var combination in touched)
        {
            combination.IsTouched = false;
            if (combination.Activations == 0) combinations.Remove(combination.Facts);
            if (combination.Activations > 0 && TryAnswer(combination.Facts, combination.Answers, out var answers, out var unasked))
                Stand(combination, answers, unasked, changed, result);
            else if (combination.Match is { } ended)
            {
                combination.Match = null;
                Count--;
                result.Add(new(ended, MatchChangeKind.Ended));
            }
        }

        touched.Clear();
    }

    private void Stand(Combination combination, double[] answers, Exception?[]? unasked, IReadOnlyDictionary<KnownFact, ulong> changed, List<MatchChange> result)
    {
        if (combination.Match is not { } match)
        {
            combination.Match = new Match(Context.Rule, combination.Facts, answers) { Unasked = unasked };
            Count++;
            result.Add(new(combination.Match, MatchChangeKind.Began));
            return;
        }

        var isSame = answers.AsSpan().SequenceEqual(match.Answers) && !IsTold(combination.Facts, changed);
        answers.CopyTo(match.Answers, 0);
        match.Unasked = unasked;
        if (!isSame) result.Add(new(match, MatchChangeKind.Changed));
    }

    /// <summary>Whether something changed on which what follows from the match rests.</summary>
    private bool IsTold(KnownFact[] facts, IReadOnlyDictionary<KnownFact, ulong> changed)
    {
        for (var slot = 0; slot < facts.Length; slot++)
        {
            if (changed.TryGetValue(facts[slot], out var members) && (members & told[slot]) != 0) return true;
        }

        return false;
    }

    /// <summary>Answers the questions, each when a condition first asks it; false when a condition does not hold.</summary>
    private bool TryAnswer(KnownFact[] facts, Answer[] found, out double[] answers, out Exception?[]? unasked)
    {
        var asking = new Asking(facts, found, questions, existence);
        (answers, unasked) = (asking.Answers, null);
        foreach (var condition in conditions)
        {
            if (!Holds(condition, asking)) return false;
        }

        asking.Ask(ulong.MaxValue);
        unasked = asking.Unasked;
        return true;
    }

    private bool Holds(AnswerCondition condition, Asking asking)
    {
        try
        {
            asking.Ask(condition.Subqueries);
            return condition.Holds(asking.Values, asking.Answers, default);
        }
#pragma warning disable CA1031 // A rule may throw anything; what throws does not hold.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Context.Fault(condition.Location, Unanswered.CauseOf(exception, asking.Unasked), asking.Facts);
            return false;
        }
    }

    private bool IsExistence(ConditionModel condition) =>
        Enumerable.Range(0, questions.Length).Any(i => existence[i] is not null && condition.Subqueries == 1UL << i);

    private Combination Touch(SourceFact[] facts)
    {
        var tuple = Array.ConvertAll(facts, f => f.Fact);
        if (!combinations.TryGetValue(tuple, out var combination)) combinations[tuple] = combination = new Combination(tuple);
        if (combination.IsTouched) return combination;
        combination.IsTouched = true;
        touched.Add(combination);
        return combination;
    }

    private sealed record AnswerCondition(Compiled<bool> Holds, ulong Subqueries, SourceLocation Location);
}
