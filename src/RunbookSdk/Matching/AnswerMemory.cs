using RunbookSdk.Facts;

namespace RunbookSdk.Matching;

/// <summary>
/// The answers to one question, for each key that ties its facts to matches: kept up to date by what enters and leaves, shared by all
/// rules that ask the same. Where conditions remain that no key can express, the facts of a key are kept instead and searched.
/// </summary>
internal sealed class AnswerMemory(QuestionPlan plan, MatcherWork work) : AlphaConsumer
{
    private readonly Dictionary<int, AnswerBucket> buckets = [];
    private readonly List<Question> askers = [];
    private readonly List<AnswerBucket> touched = [];
    private readonly double answerOfNothing = new Aggregate(plan.Model.Kind, plan.Model.Parameter).Value;

    public override ulong Interest => plan.Reads;

    public bool IsUsed => askers.Count > 0;

    public bool IsSearched => plan.IsSearched;

    public void Add(Question asker) => askers.Add(asker);

    public void Remove(Question asker) => askers.Remove(asker);

    public override void Take(Membership member, AlphaChange change, ulong changed)
    {
        if (member.Kept(Place) is AnswerMember known) Remove(member, known);
        if (change != AlphaChange.Left) Add(member);
    }

    public override void Fault(int condition, Exception exception, KnownFact fact)
    {
        foreach (var asker in askers) asker.Fault(exception, fact);
    }

    /// <summary>Tells those who ask of every key whose answer changed since the last call.</summary>
    public void Spread()
    {
        foreach (var bucket in touched)
        {
            bucket.IsTouched = false;
            if (IsSearched || !bucket.Answer!.Value.Equals(bucket.Before))
            {
                foreach (var asker in askers) asker.Changed(bucket.Hash);
            }

            if (bucket.Count == 0) Drop(bucket);
        }

        touched.Clear();
    }

    /// <summary>The first bucket with a hash; further ones follow it.</summary>
    public AnswerBucket? Find(int hash) => buckets.GetValueOrDefault(hash);

    public double AnswerOf(AnswerBucket? bucket) => bucket?.Answer!.Value ?? answerOfNothing;

    private void Add(Membership member)
    {
        var fact = member.Fact;
        try
        {
            var bucket = BucketOf(fact.Value);
            Touch(bucket);
            var known = new AnswerMember(member, bucket, plan.Number?.Invoke(fact.Value) ?? 0) { Place = bucket.Count };
            bucket.Count++;
            bucket.Members?.Add(known);
            bucket.Answer?.Add(known.Number, fact);
            member.Keep(Place, known);
        }
#pragma warning disable CA1031 // A rule may throw anything; what cannot be asked does not count.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Fault(0, exception, fact);
        }
    }

    private void Remove(Membership member, AnswerMember known)
    {
        var bucket = known.Bucket;
        Touch(bucket);
        member.Forget(Place);
        bucket.Count--;
        bucket.Answer?.Remove(known.Number, known.Fact);
        if (bucket.Members is not { } members) return;
        var last = members[^1];
        members[known.Place] = last;
        last.Place = known.Place;
        members.RemoveAt(members.Count - 1);
    }

    private void Touch(AnswerBucket bucket)
    {
        if (bucket.IsTouched) return;
        if (touched.Count == 0) work.TouchedAnswers.Add(this);
        (bucket.IsTouched, bucket.Before) = (true, bucket.Answer?.Value ?? 0);
        touched.Add(bucket);
    }

    private AnswerBucket BucketOf(object value)
    {
        var hash = plan.Inner?.Hash(value) ?? 0;
        var first = buckets.GetValueOrDefault(hash);
        for (var bucket = first; bucket is not null; bucket = bucket.Next)
        {
            if (plan.Inner is null || plan.Inner.IsSame(bucket.Representative, value)) return bucket;
        }

        return buckets[hash] = new AnswerBucket(hash, value, IsSearched ? null : new Aggregate(plan.Model.Kind, plan.Model.Parameter)) { Next = first };
    }

    private void Drop(AnswerBucket bucket)
    {
        var first = buckets[bucket.Hash];
        if (first == bucket)
        {
            if (bucket.Next is null) buckets.Remove(bucket.Hash);
            else buckets[bucket.Hash] = bucket.Next;
            return;
        }

        while (first.Next != bucket) first = first.Next!;
        first.Next = bucket.Next;
    }
}

/// <summary>The facts with one key and what they answer together.</summary>
/// <param name="hash">Hash of the key.</param>
/// <param name="representative">The value of a fact with the key; immutable, so it keeps the key.</param>
/// <param name="answer">The answer; null when the facts are searched.</param>
internal sealed class AnswerBucket(int hash, object representative, Aggregate? answer)
{
    public int Hash { get; } = hash;

    public object Representative { get; } = representative;

    public Aggregate? Answer { get; } = answer;

    /// <summary>The facts, when they are searched.</summary>
    public List<AnswerMember>? Members { get; } = answer is null ? [] : null;

    public int Count { get; set; }

    /// <summary>The next one with the same hash.</summary>
    public AnswerBucket? Next { get; set; }

    public bool IsTouched { get; set; }

    /// <summary>The answer before it was touched.</summary>
    public double Before { get; set; }
}

/// <summary>A fact that counts, and what it gave when it was counted.</summary>
internal sealed class AnswerMember(Membership member, AnswerBucket bucket, double number)
{
    public KnownFact Fact { get; } = member.Fact;

    public AnswerBucket Bucket { get; } = bucket;

    public double Number { get; } = number;

    public int Place { get; set; }
}
