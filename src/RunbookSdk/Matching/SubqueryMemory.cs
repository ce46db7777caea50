using System.Linq.Expressions;
using RunbookSdk.Facts;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.Matching;

/// <summary>
/// The facts that one question of a query counts, in buckets by the key that ties them to the match. Each bucket keeps its answer,
/// unless the question has conditions that no key can express; then the bucket is searched for each match.
/// </summary>
internal sealed class SubqueryMemory : IFeed
{
    private readonly RuleContext context;
    private readonly SubqueryModel model;
    private readonly FactTest[] tests;
    private readonly Func<object, double>? number;
    private readonly BucketKey key;
    private readonly CompiledWithFact<bool>[] residual;
    private readonly CompiledWithFact<double>? residualNumber;
    private readonly Dictionary<KnownFact, Member> members = [];
    private readonly Dictionary<int, List<Bucket>> buckets = [];
    private readonly Dictionary<Bucket, double> touched = [];

    public SubqueryMemory(RuleContext context, QueryModel query, SubqueryModel model)
    {
        (this.context, this.model) = (context, model);
        var single = model.Conditions.Where(c => Equality.SlotsOf(c, query) == 0).ToList();
        tests = [.. single.Select(c => new FactTest(context, Compilation.CompileOnFact<bool>(c, model.Fact), model.Location))];
        key = new BucketKey(query, model, model.Conditions.Except(single));
        residual = [.. model.Conditions.Except(single).Except(key.Conditions)
            .Select(c => Compilation.CompileWithFact<bool>(c, query, model.Fact))];
        if (model.Selector is null) return;
        if (Equality.SlotsOf(model.Selector, query) == 0) number = Compilation.CompileOnFact<double>(model.Selector, model.Fact);
        else residualNumber = Compilation.CompileWithFact<double>(model.Selector, query, model.Fact);
    }

    /// <summary>The slot whose facts the key ties to; null when every match asks the same.</summary>
    public int? Slot => key.Slot;

    /// <summary>The parts of the key on the side of that slot.</summary>
    public IReadOnlyList<Expression> SlotKey => key.Outer;

    /// <summary>True when an answer may have changed since <see cref="TakeTouched"/>.</summary>
    public bool IsTouched => touched.Count > 0;

    private bool IsSearched => residual.Length > 0 || residualNumber is not null;

    public void Take(KnownFact fact, ChangeKind kind)
    {
        var known = members.GetValueOrDefault(fact);
        var isMember = kind != ChangeKind.Removed && Passes(fact);
        if (known is null && !isMember) return;
        if (known is not null) Remove(known);
        if (isMember) Add(fact);
    }

    /// <summary>Calls for the hash of every key whose answer changed since the last call.</summary>
    public void TakeTouched(Action<int> changed)
    {
        foreach (var (bucket, before) in touched)
        {
            if (IsSearched || !bucket.Answer.Value.Equals(before)) changed(bucket.Hash);
            if (bucket.Members.Count == 0) Drop(bucket);
        }

        touched.Clear();
    }

    /// <summary>The answer for a match; NaN or 0 after a fault.</summary>
    public double Answer(object?[] facts, ReadOnlySpan<KnownFact?> tuple)
    {
        var bucket = key.Slot is null ? Only() : Find(facts);
        if (!IsSearched) return bucket?.Answer.Value ?? new Aggregate(model.Kind, model.Parameter).Value;
        return Search(bucket, facts, tuple);
    }

    private Bucket? Only() => buckets.TryGetValue(0, out var chain) ? chain[0] : null;

    private Bucket? Find(object?[] facts)
    {
        if (!buckets.TryGetValue(key.HashOfMatch!(facts, [], default), out var chain)) return null;
        foreach (var bucket in chain)
        {
            if (key.Ties(facts, bucket.Representative)) return bucket;
        }

        return null;
    }

    private double Search(Bucket? bucket, object?[] facts, ReadOnlySpan<KnownFact?> tuple)
    {
        var answer = new Aggregate(model.Kind, model.Parameter);
        foreach (var member in bucket?.Members ?? [])
        {
            try
            {
                if (residual.All(r => r(facts, member.Fact.Value)))
                    answer.Add(residualNumber?.Invoke(facts, member.Fact.Value) ?? member.Number, member.Fact);
            }
#pragma warning disable CA1031 // A rule may throw anything; what cannot be asked does not count.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                context.Fault(model.Location, exception, [.. tuple, member.Fact]);
            }
        }

        return answer.Value;
    }

    private bool Passes(KnownFact fact)
    {
        foreach (var test in tests)
        {
            if (!test.Holds(fact)) return false;
        }

        return true;
    }

    private void Add(KnownFact fact)
    {
        try
        {
            var bucket = BucketOf(fact);
            Touch(bucket);
            var member = new Member(fact, bucket, bucket.Members.Count, number?.Invoke(fact.Value) ?? 0);
            members[fact] = member;
            bucket.Members.Add(member);
            bucket.Answer.Add(member.Number, fact);
        }
#pragma warning disable CA1031 // A rule may throw anything; what cannot be asked does not count.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            context.Fault(model.Location, exception, fact);
        }
    }

    private void Remove(Member member)
    {
        var bucket = member.Bucket;
        Touch(bucket);
        members.Remove(member.Fact);
        var last = bucket.Members[^1];
        bucket.Members[member.Place] = last;
        last.Place = member.Place;
        bucket.Members.RemoveAt(bucket.Members.Count - 1);
        bucket.Answer.Remove(member.Number, member.Fact);
    }

    private void Touch(Bucket bucket) => touched.TryAdd(bucket, bucket.Answer.Value);

    private Bucket BucketOf(KnownFact fact)
    {
        var hash = key.HashOfFact?.Invoke(fact.Value) ?? 0;
        if (!buckets.TryGetValue(hash, out var chain)) buckets[hash] = chain = [];
        foreach (var bucket in chain)
        {
            if (key.SameKey is null || key.SameKey(bucket.Representative, fact.Value)) return bucket;
        }

        var made = new Bucket(hash, fact.Value, new Aggregate(model.Kind, model.Parameter));
        chain.Add(made);
        return made;
    }

    private void Drop(Bucket bucket)
    {
        var chain = buckets[bucket.Hash];
        chain.Remove(bucket);
        if (chain.Count == 0) buckets.Remove(bucket.Hash);
    }

    private sealed record Bucket(int Hash, object Representative, Aggregate Answer)
    {
        public List<Member> Members { get; } = [];

        public bool Equals(Bucket? other) => ReferenceEquals(this, other);

        public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
    }

    private sealed class Member(KnownFact fact, Bucket bucket, int place, double number)
    {
        public KnownFact Fact { get; } = fact;

        public Bucket Bucket { get; } = bucket;

        public int Place { get; set; } = place;

        public double Number { get; } = number;
    }
}
