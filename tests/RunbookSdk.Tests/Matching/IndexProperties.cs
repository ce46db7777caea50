using System.Linq.Expressions;
using FsCheck.Fluent;
using RunbookSdk.Facts;
using RunbookSdk.Matching;
using RunbookSdk.Rules;
using RunbookSdk.Rules.Model;
using RunbookSdk.Tests.Oracle;
using RunbookSdk.Tests.Rules;
using Xunit.Abstractions;

namespace RunbookSdk.Tests.Matching;

/// <summary>The indexes of a memory and the table of matches against plain lists.</summary>
public sealed class IndexProperties(ITestOutputHelper output)
{
    private static readonly ShapeCache Shapes = new();
    private static readonly ParameterExpression Fact = Expression.Parameter(typeof(Crate), "c");

    [Fact]
    public void An_order_index_walks_like_a_sorted_list() => Check(1500, 8, steps =>
    {
        var index = new OrderIndex(IndexPattern.Ordered(Member(nameof(Crate.Weight)), Fact, Shapes));
        Run(index, steps, standing =>
        {
            foreach (var (first, last) in new[] { (-3d, 3d), (0, 0), (2, 1), (-100, 100), (5, 900) })
            {
                var cursor = index.From(OrderedKey.Of(first));
                var found = new List<KnownFact>();
                while (cursor.Next(OrderedKey.Of(last)) is { } member) found.Add(member.Fact);
                Assert.Equal(
                    standing.Where(f => WeightOf(f) >= first && WeightOf(f) <= last).OrderBy(WeightOf).ThenBy(f => f.Sequence), found);
            }
        });
    });

    [Fact]
    public void A_key_index_keeps_keys_with_one_hash_apart() => Check(60, 60, steps =>
    {
        var index = new KeyIndex(IndexPattern.Equal([Member(nameof(Crate.Label))], [null], Fact, Shapes));
        Run(index, steps, standing =>
        {
            foreach (var key in standing.GroupBy(f => ((Crate)f.Value).Label))
            {
                var buckets = new List<Bucket>();
                for (var bucket = index.Find(index.Pattern.Hash(key.First().Value)); bucket is not null; bucket = bucket.Next) buckets.Add(bucket);
                var mine = Assert.Single(buckets, b => index.Pattern.IsSame(b.Representative, key.First().Value));
                Assert.Equal(key.Select(f => f.Sequence).Order(), Enumerable.Range(0, mine.Count).Select(i => mine[i].Fact.Sequence).Order());
            }

            Assert.Equal(standing.Select(f => ((Crate)f.Value).Label).Distinct().Count(), BucketsOf(index));
        });
    });

    [Fact]
    public void A_key_index_by_several_parts_and_by_numbers_forgets_what_it_is_told_to() => Check(60, 60, steps =>
    {
        var index = new KeyIndex(IndexPattern.Equal([Member(nameof(Crate.Weight)), Member(nameof(Crate.Place))], [null, null], Fact, Shapes));
        Run(index, steps, standing =>
        {
            foreach (var fact in standing)
            {
                var found = new List<Membership>();
                for (var bucket = index.Find(index.Pattern.Hash(fact.Value)); bucket is not null; bucket = bucket.Next)
                {
                    for (var i = 0; i < bucket.Count; i++) found.Add(bucket[i]);
                }

                Assert.Single(found, m => m.Fact == fact);
            }
        });
    });

    [Fact]
    public void A_match_is_found_by_its_facts_together_and_by_each_of_them() => Check(40, 80, steps =>
    {
        var slots = new Slot[] { new() { Place = 0 }, new() { Place = 1 } };
        var members = Enumerable.Range(0, 4).Select(i => new Membership(null!, new KnownFact(FactType.Of(typeof(Crate)), i))).ToArray();
        var rule = Book.Read(from g in RuleBook.Facts<Gauge>() from p in RuleBook.Facts<Part>() select new Tell(g.Cluster + p.Name, ""));
        var heads = Enumerable.Range(0, 2).Select(i => new RuleHead(new RuleContext(rule, null!), QueryPlan.Of(rule), i)).ToArray();
        var table = new MatchTable(slots);
        var standing = new Dictionary<(int Head, int Left, int Right), Match>();
        foreach (var step in steps)
        {
            var key = (Head: step.IsGone ? 1 : 0, Left: step.Number % 4, Right: (int)(step.Place ?? 0));
            var tuple = new[] { members[key.Left], members[key.Right] };
            Assert.Same(standing.GetValueOrDefault(key), table.Find(heads[key.Head], tuple));
            if (standing.Remove(key, out var known)) table.Remove(known);
            else standing[key] = table.Add(heads[key.Head], tuple, []);
            Assert.Equal(standing.Values.ToHashSet(), [.. table.All]);
            Assert.Equal(standing.Keys.Count(k => k.Head == 1), heads[1].Matches);
            for (var i = 0; i < members.Length; i++)
            {
                Assert.Equal(standing.Where(s => s.Key.Left == i).Select(s => s.Value).ToHashSet(), MatchesOf(table, 0, members[i]));
                Assert.Equal(standing.Where(s => s.Key.Right == i).Select(s => s.Value).ToHashSet(), MatchesOf(table, 1, members[i]));
            }
        }
    });

    private static HashSet<Match> MatchesOf(MatchTable table, int slot, Membership member)
    {
        var found = new HashSet<Match>();
        for (var match = table.First(slot, member); match is not null; match = MatchTable.Next(slot, match)) Assert.True(found.Add(match));
        return found;
    }

    private void Check(int length, int times, Action<Change[]> property)
    {
        var change = from number in Gen.Choose(0, Math.Max(5, length / 2))
                     from weight in Gen.OneOf(Gen.Choose(-3, 3).Select(n => (double)n), Gen.Choose(0, length).Select(n => (double)n), Gen.Elements(double.NaN, -0d))
                     from label in Gen.Choose(0, 5)
                     from place in Gen.Elements<long?>(null, 1, 2, 3)
                     from isGone in Gen.Elements(true, false, false)
                     select new Change(number, weight, new Label($"{label}"), place, isGone);
        OracleProperties.Check(output, change.ArrayOf(length).ToArbitrary(), times, property);
    }

    /// <summary>Puts, changes and removes facts; looks now and then.</summary>
    private static void Run(MemberIndex index, Change[] changes, Action<IReadOnlyCollection<KnownFact>> look)
    {
        var members = new Dictionary<int, Membership>();
        var standing = new HashSet<KnownFact>();
        for (var i = 0; i < changes.Length; i++)
        {
            var (number, weight, label, place, isGone) = changes[i];
            if (!members.TryGetValue(number, out var member))
                members[number] = member = new Membership(null!, new KnownFact(FactType.Of(typeof(Crate)), number));
            if (isGone)
            {
                index.Remove(member);
                standing.Remove(member.Fact);
            }
            else
            {
                member.Fact.Value = new Crate(number, weight, label, place);
                index.Put(member);
                standing.Add(member.Fact);
            }

            if (i % (1 + (changes.Length / 20)) == 0) look(standing);
        }

        foreach (var member in members.Values) index.Remove(member);
        look([]);
    }

    private static int BucketsOf(KeyIndex index)
    {
        var count = 0;
        for (var bucket = index.Find(index.Pattern.Hash(new Crate(0, 0, new Label(""), null))); bucket is not null; bucket = bucket.Next) count++;
        return count;
    }

    private static double WeightOf(KnownFact fact) => ((Crate)fact.Value).Weight;

    private static MemberExpression Member(string name) => Expression.Property(Fact, name);

    private sealed record Crate([Key] int Number, double Weight, Label Label, long? Place);

    /// <summary>All of one hash.</summary>
    private sealed record Label(string Text)
    {
        public bool Equals(Label? other) => other?.Text == Text;

        public override int GetHashCode() => 7;
    }

    private sealed record Change(int Number, double Weight, Label Label, long? Place, bool IsGone);

    private sealed class Slot : AlphaConsumer
    {
        public override ulong Interest => 0;

        public override void Take(Membership member, AlphaChange change, ulong changed) => throw new NotSupportedException();

        public override void Fault(int condition, Exception exception, KnownFact fact) => throw new NotSupportedException();
    }
}
