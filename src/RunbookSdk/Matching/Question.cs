using RunbookSdk.Facts;

namespace RunbookSdk.Matching;

/// <summary>A question of one rule: where its answers are kept, and whose matches ask it.</summary>
internal sealed class Question(QueryMatcher query, RuleContext context, QuestionPlan plan, AnswerMemory answers)
{
    private KeyIndex? index;

    public AnswerMemory Answers { get; } = answers;

    /// <summary>An answer changed: the facts whose matches ask for it are looked at again.</summary>
    public void Changed(int hash)
    {
        if (plan.Slot is not { } slot)
        {
            foreach (var member in query.MemoryOf(0).Members) query.Touch(0, member, 0);
            return;
        }

        index ??= query.MemoryOf(slot).Index(plan.Outer!, p => new KeyIndex(p));
        for (var bucket = index.Find(hash); bucket is not null; bucket = bucket.Next)
        {
            for (var i = 0; i < bucket.Count; i++) query.Touch(slot, bucket[i], 0);
        }
    }

    /// <summary>The answer for a match.</summary>
    public double Answer(object?[] facts, ReadOnlySpan<Membership?> tuple)
    {
        var bucket = plan.Slot is null ? Answers.Find(0) : Find(facts);
        return plan.IsSearched ? Search(bucket, facts, tuple) : Answers.AnswerOf(bucket);
    }

    private AnswerBucket? Find(object?[] facts)
    {
        var bucket = Answers.Find(plan.HashOfMatch!(facts, [], default));
        while (bucket is not null && !plan.Ties(facts, bucket.Representative)) bucket = bucket.Next;
        return bucket;
    }

    public void Fault(Exception exception, KnownFact fact) => context.Fault(plan.Model.Location, exception, fact);

    private double Search(AnswerBucket? bucket, object?[] facts, ReadOnlySpan<Membership?> tuple)
    {
        var answer = new Aggregate(plan.Model.Kind, plan.Model.Parameter);
        foreach (var member in bucket?.Members ?? [])
        {
            try
            {
                if (Counts(facts, member.Fact.Value))
                    answer.Add(plan.NumberForMatch?.Invoke(facts, member.Fact.Value) ?? member.Number, member.Fact);
            }
#pragma warning disable CA1031 // A rule may throw anything; what cannot be asked does not count.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                context.Fault(plan.Model.Location, exception, [.. RuleHead.FactsOf(tuple), member.Fact]);
            }
        }

        return answer.Value;
    }

    private bool Counts(object?[] facts, object value)
    {
        for (var i = 0; i < plan.Searched.Count; i++)
        {
            if (!plan.Searched[i](facts, value)) return false;
        }

        return true;
    }
}
