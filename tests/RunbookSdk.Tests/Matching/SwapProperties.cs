using System.Globalization;
using FsCheck.Fluent;
using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;
using RunbookSdk.Matching;
using RunbookSdk.Rules.Model;
using RunbookSdk.Tests.Oracle;
using Xunit.Abstractions;

namespace RunbookSdk.Tests.Matching;

/// <summary>A matcher whose rules come and go between batches, against one that begins with the rules and the facts of the moment.</summary>
public sealed class SwapProperties(ITestOutputHelper output)
{
    [Fact]
    public void Rules_that_come_and_go_match_like_rules_that_were_always_there()
    {
        var swaps = from add in Gen.Choose(0, 9).ListOf() from remove in Gen.Choose(0, 9).ListOf() select new Swap([.. add], [.. remove]);
        var cases = from random in Gen.OneOf(LookupCases.Any.Generator, RandomCase.Any.Generator, LookupCases.Many.Generator.Resize(10))
                    from swap in swaps.ListOf()
                    select new Case(random, [.. swap]);
        OracleProperties.Check(
            output, Arb.From(cases, c => RandomCase.Shrink(c.Random).Select(r => c with { Random = r })), 60, c => new Run(c).Try());
    }

    private sealed record Swap(int[] Added, int[] Removed);

    private sealed record Case(RandomCase Random, Swap[] Swaps);

    private sealed class Run(Case tried) : IFaultSink
    {
        private readonly SourceList sources = new();
        private readonly List<RuleModel> rules = [];
        private readonly HashSet<Match> standing = [];
        private readonly List<KnownFact> known = [];
        private readonly List<MatchChange> changes = [];
        private IncrementalMatcher matcher = null!;
        private long sequence;

        public void Fault(RuleModel rule, SourceLocation location, Exception exception, ReadOnlySpan<KnownFact?> facts)
        {
        }

        public void Try()
        {
            matcher = new IncrementalMatcher(this, new MatcherLimits(int.MaxValue, int.MaxValue));
            // Without time a source is every fact of a type.
            var all = tried.Random.RuleSet.Rules.Select(r => r.Model).Where(IsPlain).ToList();
            var step = 0;
            foreach (var (now, seen) in tried.Random.Timed)
            {
                if (all.Count > 0 && step < tried.Swaps.Length) SwapRules(tried.Swaps[step], all);
                Apply(seen, now);
                Assert.Equal(Fresh(), standing.Select(Text).Order(StringComparer.Ordinal));
                step++;
            }
        }

        private static bool IsPlain(RuleModel rule)
        {
            var list = new SourceList();
            list.Add(rule);
            return Enumerable.Range(0, list.Count).All(i => list[i] is SourceModel.All);
        }

        private void SwapRules(Swap swap, List<RuleModel> all)
        {
            var removed = swap.Removed.Select(i => all[i % all.Count]).Distinct().Where(rules.Contains).ToList();
            var added = swap.Added.Select(i => all[i % all.Count]).Distinct().Where(r => !rules.Contains(r) || removed.Contains(r)).ToList();
            foreach (var rule in added) sources.Add(rule);
            foreach (var rule in removed) sources.Remove(rule);
            rules.RemoveAll(removed.Contains);
            rules.AddRange(added);
            matcher.Swap(new RuleSwap(removed, added, sources, FactsOf), changes);
            Assert.All(changes, c => Assert.Contains(c.Match.Rule, c.Kind == MatchChangeKind.Ended ? removed : added));
            Take();
        }

        private IEnumerable<KnownFact> FactsOf(int source) => FactsOf(sources[source]!);

        private IEnumerable<KnownFact> FactsOf(SourceModel source) => known.Where(f => f.Value.GetType() == source.ElementType).ToList();

        private void Apply(IReadOnlyList<Observation> seen, DateTimeOffset now)
        {
            var made = new List<SourceChange>();
            var gone = new List<KnownFact>();
            foreach (var observation in seen) Write(observation, now, made, gone);
            matcher.Apply(made, changes);
            Take();
        }

        /// <summary>As a session does it: a fact that was taken back in a batch and comes again is the same one.</summary>
        private void Write(Observation observation, DateTimeOffset now, List<SourceChange> made, List<KnownFact> gone)
        {
            var type = FactType.Of(observation.Fact.GetType());
            var fact = type.IsEvent ? null : Find(known, type, observation.Fact);
            if (observation.IsRetraction)
            {
                if (fact is null) return;
                known.Remove(fact);
                gone.Add(fact);
                Change(fact, ChangeKind.Removed, made);
                return;
            }

            var kind = fact is null ? ChangeKind.Added : ChangeKind.Updated;
            if (fact is null)
            {
                fact = (type.IsEvent ? null : Find(gone, type, observation.Fact)) ?? new KnownFact(type, ++sequence);
                gone.Remove(fact);
                known.Add(fact);
            }
            else if (fact.Value.Equals(observation.Fact)) return;
            (fact.Value, fact.ObservedAt) = (observation.Fact, now);
            Change(fact, kind, made);
        }

        private static KnownFact? Find(List<KnownFact> facts, FactType type, object value) =>
            facts.Find(f => f.Type == type && type.KeyText(f.Value) == type.KeyText(value));

        private void Change(KnownFact fact, ChangeKind kind, List<SourceChange> made)
        {
            for (var i = 0; i < sources.Count; i++)
            {
                if (sources[i] is { } source && source.ElementType == fact.Value.GetType()) made.Add(new(i, fact, kind));
            }
        }

        private void Take()
        {
            foreach (var (match, kind) in changes)
            {
                Assert.True(kind switch
                {
                    MatchChangeKind.Began => standing.Add(match),
                    MatchChangeKind.Ended => standing.Remove(match),
                    _ => standing.Contains(match),
                });
            }

            changes.Clear();
        }

        private IOrderedEnumerable<string> Fresh()
        {
            var list = new SourceList();
            foreach (var rule in rules) list.Add(rule);
            var copies = known.ToDictionary(f => f, f => new KnownFact(f.Type, f.Sequence) { Value = f.Value, ObservedAt = f.ObservedAt });
            var began = new List<MatchChange>();
            new IncrementalMatcher(this, new MatcherLimits(int.MaxValue, int.MaxValue))
                .Swap(new RuleSwap([], rules, list, i => FactsOf(list[i]!).Select(f => copies[f])), began);
            return began.Select(c => Text(c.Match)).Order(StringComparer.Ordinal);
        }

        private static string Text(Match match)
        {
            var facts = match.Facts.Select(f => f.Value is GroupValue group
                ? $"{group.Key}: {group.Count} {string.Join(' ', group.Answers)}"
                : f.Sequence.ToString(CultureInfo.InvariantCulture));
            return $"{match.Rule.Id} of {string.Join(", ", facts)} with {string.Join(' ', match.Answers)}";
        }
    }
}
