using System.Linq.Expressions;
using FsCheck;
using FsCheck.Fluent;
using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;
using RunbookSdk.Matching;
using RunbookSdk.Rules.Model;
using RunbookSdk.Tests.Oracle;
using Xunit.Abstractions;

namespace RunbookSdk.Tests.Matching;

/// <summary>Each dispatch against a scan of all its memories, while memories come and go.</summary>
public sealed class DispatchProperties(ITestOutputHelper output)
{
    private static readonly Gen<double> Bounds = Gen.Elements(-1, -0d, 0, 1, 2, 2.5, 3, double.PositiveInfinity);
    private static readonly Gen<double> Values = Gen.OneOf(Bounds, Gen.Elements(double.NaN, double.NegativeInfinity, Math.BitIncrement(2)));
    private static readonly Gen<string?> Texts = Gen.Elements<string?>(null, "", "a", "ab", "abc", "abd", "b", "bc", "B");

    [Fact]
    public void Thresholds_find_what_a_scan_finds() => Check(
        from low in Bounds
        from high in Bounds
        from kind in Gen.Choose(0, 4)
        select kind switch
        {
            0 => (Condition)new(r => r.Value > low, null),
            1 => new(r => r.Value >= low && r.Value < high, null),
            2 => new(r => r.Value <= high && low < r.Value, null),
            3 => new(r => high >= r.Value, r => r.Level > 1),
            _ => new(r => r.Value >= low, r => r.Level > 0 && r.Name != "a"),
        });

    [Fact]
    public void Values_find_what_a_scan_finds() => Check(
        from text in Texts
        from asks in Gen.Elements(true, false)
        select asks ? new Condition(r => r.Name == text, r => r.Level > 1) : new(r => text == r.Name, null));

    [Fact]
    public void Beginnings_find_what_a_scan_finds() => Check(
        from text in Gen.Elements("a", "ab", "abc", "b", "bc", "x")
        from asks in Gen.Elements(true, false)
        select asks
            ? new Condition(r => r.Name!.StartsWith(text, StringComparison.Ordinal), r => r.Level > 1)
            : new(r => r.Name!.StartsWith(text, StringComparison.Ordinal), null));

    [Fact]
    public void Without_a_lookup_every_memory_that_reads_a_change_is_found() => Check(
        Gen.Elements<Condition>(new(null, r => r.Level % 2 == 1), new(null, r => r.Sum > 2), new(null, r => r.Name != null && r.Level != 0), new(null, r => true)));

    /// <summary>Facts remember who asks for their key; memories, and the dispatch itself, come and go meanwhile.</summary>
    [Fact]
    public void Keys_find_what_a_scan_finds_whatever_facts_remember()
    {
        var facts = Texts.Select(t => t ?? "").Select(t => new Reading(t, 1));
        var steps = from condition in facts.Select(f => new Condition(r => r.Cluster == f.Cluster, r => r.Level > 1))
                    from act in Gen.Choose(0, 5)
                    from before in facts
                    from level in Gen.Choose(0, 2)
                    select new Step(condition, act, before, before with { Level = level });
        OracleProperties.Check(output, steps.ListOf().ToArbitrary(), 100, RunWithFacts);
    }

    private void Check(Gen<Condition> conditions)
    {
        var steps = from condition in conditions
                    from act in Gen.Choose(0, 5)
                    from before in Readings
                    from after in Readings
                    from keep in Gen.Choose(0, 3)
                    select new Step(condition, act, before, keep switch { 0 => after, 1 => before with { Level = after.Level }, 2 => before with { Value = after.Value }, _ => before with { Name = after.Name } });
        OracleProperties.Check(output, steps.ListOf().ToArbitrary(), 100, Run);
    }

    private static Gen<Reading> Readings =>
        from value in Values from name in Texts from level in Gen.Choose(0, 2) select new Reading("a", 1) { Value = value, Name = name, Level = level };

    private static void Run(IList<Step> steps)
    {
        Dispatch? dispatch = null;
        var standing = new List<(Condition Condition, AlphaMemory Memory)>();

        // One entry for all of them: what it remembers of edges may be of others.
        var entry = NewEntry();
        foreach (var step in steps)
        {
            if (step.Act == 0 && standing.Count > 0)
            {
                dispatch!.Remove(standing[0].Memory);
                standing.RemoveAt(0);
            }
            else if (step.Act < 4)
            {
                var memory = step.Condition.ToMemory();
                dispatch ??= Dispatch.For(memory.Pattern);
                Assert.True(dispatch.Serves(memory.Pattern));
                dispatch.Add(memory);
                standing.Add((step.Condition, memory));
            }

            if (dispatch is null) continue;
            Assert.Equal(standing.Count == 0, dispatch.IsEmpty);
            FindsNew(dispatch, standing, step.After);
            entry.Value = step.Before;
            FindsChange(dispatch, standing, entry, step.After);
        }
    }

    private static void RunWithFacts(IList<Step> steps)
    {
        Dispatch? dispatch = null;
        var standing = new List<(Condition Condition, AlphaMemory Memory)>();
        var known = new Dictionary<string, KnownFact>();
        foreach (var step in steps)
        {
            if (step.Act < 2 && standing.Count > 0)
            {
                dispatch!.Remove(standing[0].Memory);
                standing.RemoveAt(0);
                if (dispatch.IsEmpty) dispatch = null;
            }
            else if (step.Act < 4)
            {
                var memory = step.Condition.ToMemory();
                dispatch ??= Dispatch.For(memory.Pattern);
                dispatch.Add(memory);
                standing.Add((step.Condition, memory));
            }

            if (dispatch is null) continue;
            if (!known.TryGetValue(step.Before.Cluster, out var fact)) known[step.Before.Cluster] = fact = Known(step.Before);
            var (found, before) = (new Buffer<Candidate>(), fact.Value);
            dispatch.Find(fact, found);
            var expected = standing.Where(s => s.Condition.Holds(step.Before)).Select(s => new Candidate(s.Memory, true)).ToList();
            AreSame(expected, found);
            fact.Value = step.After;
            found.Clear();
            var entry = NewEntry();
            entry.Value = before;
            dispatch.Find(entry, fact, FactMembers.Of(typeof(Reading)).Changed(before, step.After), found);
            AreSame(((Reading)before).Level == step.After.Level ? [] : expected, found);
        }
    }

    private static void FindsNew(Dispatch dispatch, List<(Condition Condition, AlphaMemory Memory)> standing, Reading value)
    {
        var found = new Buffer<Candidate>();
        dispatch.Find(Known(value), found);
        AreSame(standing.Where(s => s.Condition.Holds(value)).Select(s => new Candidate(s.Memory, true)), found);
    }

    private static void FindsChange(
        Dispatch dispatch, List<(Condition Condition, AlphaMemory Memory)> standing, FactEntry entry, Reading after)
    {
        var (found, before) = (new Buffer<Candidate>(), (Reading)entry.Value);
        var changed = FactMembers.Of(typeof(Reading)).Changed(before, after);
        dispatch.Find(entry, Known(after), changed, found);
        AreSame(
            standing
                .Where(s => s.Condition.Held(before, after) != s.Condition.Holds(after)
                    || (s.Condition.Holds(after) && (s.Memory.Pattern.AskedReads & changed) != 0))
                .Select(s => new Candidate(s.Memory, s.Condition.Holds(after))),
            found);
    }

    private static FactEntry NewEntry() => new(new AlphaSource(new MatcherWork(new MatcherLimits(1, 1))));

    private static KnownFact Known(object value) => new(FactType.Of(value.GetType()), 1) { Value = value };

    private static void AreSame(IEnumerable<Candidate> expected, Buffer<Candidate> found)
    {
        Assert.Equal(found.Count, found.Distinct().Count());
        Assert.Equal(expected.ToHashSet(), [.. found]);
    }

    /// <summary>What is looked up, and what is asked besides.</summary>
    private sealed record Condition(Expression<Func<Reading, bool>>? Lookup, Expression<Func<Reading, bool>>? Asked)
    {
        private static readonly ParameterExpression Fact = Expression.Parameter(typeof(Reading), "r");
        private static readonly ShapeCache Shapes = new();
        private readonly Func<Reading, bool> holds = Lookup?.Compile(preferInterpretation: true) ?? (_ => true);

        /// <summary>A text that is none concerns everybody who asks for its beginning: each has a fault.</summary>
        public bool Holds(Reading reading) => (reading.Name is null && AsksForBeginning) || holds(reading);

        /// <summary>Who had a fault before holds nothing, unless it has the same fault still.</summary>
        public bool Held(Reading before, Reading after) => !(AsksForBeginning && before.Name is null && after.Name is not null) && Holds(before);

        private bool AsksForBeginning => Lookup?.ToString().Contains("StartsWith", StringComparison.Ordinal) == true;

        public AlphaMemory ToMemory()
        {
            var parts = new[] { Lookup, Asked }.OfType<LambdaExpression>()
                .SelectMany(l => Parts(ConstantFolder.Fold(Substitution.Apply(l, Fact))))
                .Select(p => new FactCondition(p, Fact, SourceLocation.None, Shapes));
            var pattern = new AlphaPattern([.. parts], Fact, Shapes);
            Assert.Equal(Lookup is null, pattern.Lookup is null);
            return new AlphaMemory(pattern, [], new MatcherWork(new MatcherLimits(1, 1)));
        }

        private static IEnumerable<Expression> Parts(Expression body) =>
            body is BinaryExpression { NodeType: ExpressionType.AndAlso } and ? Parts(and.Left).Concat(Parts(and.Right)) : [body];
    }

    private sealed record Step(Condition Condition, int Act, Reading Before, Reading After);
}
