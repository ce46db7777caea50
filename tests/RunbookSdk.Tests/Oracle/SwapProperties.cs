using System.Globalization;
using RunbookSdk.Actions;
using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;
using RunbookSdk.Journal;
using RunbookSdk.Rules;
using RunbookSdk.Sessions;
using Xunit.Abstractions;

namespace RunbookSdk.Tests.Oracle;

/// <summary>
/// Random rules that are exchanged for others while random facts come in. Seeds and repetitions as in <see cref="OracleProperties"/>.
/// </summary>
public sealed class SwapProperties(ITestOutputHelper output)
{
    private static readonly Type[] Observed = [typeof(Gauge), typeof(Part), typeof(Beat), typeof(Ping), typeof(Meter), typeof(Note)];

    [Fact]
    public void After_swaps_a_session_is_what_a_fresh_one_with_its_rules_and_facts_is() => Check(250, AsFresh);

    [Fact]
    public void Rules_that_stay_do_not_notice_that_others_come_and_go() => Check(250, StayingNoticesNothing);

    [Fact]
    public void A_preview_tells_what_the_swap_then_does() => Check(200, PreviewTells);

    [Fact]
    public void A_preview_leaves_nothing_behind() => Check(150, PreviewLeavesNothing);

    [Fact]
    public void A_refused_swap_leaves_nothing_behind() => Check(150, RefusalLeavesNothing);

    [Fact]
    public void Rules_that_are_read_again_and_say_the_same_change_nothing() => Check(150, RereadChangesNothing);

    private void Check(int count, Action<SwapCase> property) => OracleProperties.Check(output, SwapCase.Any, count, property);

    /// <summary>Without conditions and results that count what was before: lasting ones, windows, facts that are written for good.</summary>
    private static void AsFresh(SwapCase random)
    {
        random = random with { Allowed = SwapCase.IsPlain, IsFlat = true };
        var session = Session(random.Start);
        foreach (var (now, seen, swap) in random.Timed)
        {
            foreach (var observation in seen) session.Observe(observation);
            session.Evaluate(now);
            if (swap is null) continue;
            session.Swap(random.Set(swap));
            var fresh = Session(random.Set(swap), now);
            var snapshot = session.Snapshot;
            foreach (var fact in Observed.SelectMany(snapshot.Facts)) fresh.Observe(new Observation(fact.Value, fact.ObservedAt));
            fresh.Evaluate(now);
            Assert.Equal(Standing(fresh, false), Standing(session, false));
            Assert.Equal(fresh.NextDue, session.NextDue);
        }
    }

    private static void StayingNoticesNothing(SwapCase random)
    {
        static bool Stays(RuleSpec spec) => Palette.Shapes[spec.Shape].Layer == Layer.Observed && spec.Result == ResultKind.Tell;
        static bool Writes(RuleSpec spec) => spec.Result is ResultKind.Assert or ResultKind.Retract;
        random = random with { Stays = Stays, Allowed = spec => !Writes(spec) };
        var (swapped, alone) = (Session(random.Start), Session((random with { Allowed = Stays }).Start));
        var staying = Enumerable.Range(0, random.First.Rules.Count).Where(i => Stays(random.First.Rules[i])).Select(i => $"r{i + 1}").ToHashSet();
        foreach (var (now, seen, swap) in random.Timed)
        {
            foreach (var observation in seen)
            {
                swapped.Observe(observation);
                alone.Observe(observation);
            }

            var (expected, actual) = (alone.Evaluate(now), swapped.Evaluate(now));
            Assert.Equal(Lines(expected.Decisions), Lines(actual.Decisions.Where(d => staying.Contains(d.Rule))));
            if (swap is not null) Assert.DoesNotContain(swapped.Swap(random.Set(swap)).Decisions, d => staying.Contains(d.Rule));
        }
    }

    private static void PreviewTells(SwapCase random)
    {
        var session = Session(random.Start);
        foreach (var (now, seen, swap) in random.Timed)
        {
            foreach (var observation in seen) session.Observe(observation);
            session.Evaluate(now);
            if (swap is null) continue;
            var preview = session.Preview(random.Set(swap));
            var before = Standing(session, true);
            // A rule may have brought an action into force that others keep there since; when it goes, one of these takes its place.
            var isHandedOver = session.Snapshot.InForce.Any(a => preview.Removed.Concat(preview.Changed).Contains(a.Rule));
            var evaluation = session.Swap(random.Set(swap));
            Assert.Equal(Text(preview.Evaluation), Text(evaluation));
            Assert.Equal((preview.Begun.Count, preview.Ended.Count), (evaluation.MatchesBegun, evaluation.MatchesEnded));
            if (!isHandedOver && preview.Begun.Count + preview.Ended.Count + evaluation.Decisions.Count == 0) Assert.Equal(before, Standing(session, true));
        }
    }

    private static void PreviewLeavesNothing(SwapCase random)
    {
        var (tried, spared) = (Session(random.Start), Session(random.Start));
        foreach (var (now, seen, swap) in random.Timed)
        {
            Step(spared, tried, now, seen);
            if (swap is null) continue;
            var preview = tried.Preview(random.Set(swap));
            tried.Preview(random.Start);
            Assert.Equal(Text(preview.Evaluation), Text(tried.Preview(random.Set(swap)).Evaluation));
            AreAlike(spared, tried);
            if (swap.Count % 2 == 0) Assert.Equal(Text(spared.Swap(random.Set(swap))), Text(tried.Swap(random.Set(swap))));
        }
    }

    private static void RefusalLeavesNothing(SwapCase random)
    {
        var (tried, spared) = (Session(random.Start), Session(random.Start));
        foreach (var (now, seen, swap) in random.Timed)
        {
            Step(spared, tried, now, [.. seen, new Observation(new Poison("x"), now)]);
            if (swap is null) continue;
            Assert.Throws<RunbookException>(() => tried.Swap(random.Set(swap, new Restless())));
            Assert.Throws<RunbookException>(() => tried.Preview(random.Set(swap, new Restless())));
            AreAlike(spared, tried);
            if (swap.Count % 2 == 0) Assert.Equal(Text(spared.Swap(random.Set(swap))), Text(tried.Swap(random.Set(swap))));
        }
    }

    private static void RereadChangesNothing(SwapCase random)
    {
        var (tried, spared) = (Session(random.Start), Session(random.Start));
        foreach (var (now, seen, _) in random.Timed)
        {
            Step(spared, tried, now, seen);
            Assert.Same(Evaluation.Nothing, tried.Swap(random.Start));
            AreAlike(spared, tried);
        }
    }

    private static void Step(RunbookSession expected, RunbookSession actual, DateTimeOffset now, IReadOnlyList<Observation> seen)
    {
        foreach (var observation in seen)
        {
            expected.Observe(observation);
            actual.Observe(observation);
        }

        Assert.Equal(Text(expected.Evaluate(now)), Text(actual.Evaluate(now)));
    }

    private static void AreAlike(RunbookSession expected, RunbookSession actual)
    {
        Assert.Equal(Standing(expected, true), Standing(actual, true));
        Assert.Equal(expected.NextDue, actual.NextDue);
    }

    private static RunbookSession Session(RuleSet rules, DateTimeOffset? start = null) => new(
        rules, start ?? OracleTime.Start, OracleMatcher.Use(new SessionOptions { FaultsUntilQuarantine = int.MaxValue, MaxRounds = 12 }));

    /// <summary>What matches and what is in force; if asked for, with what a fresh session cannot know.</summary>
    private static string Standing(RunbookSession session, bool whole)
    {
        // A derived fact is as old as its first cause, which a fresh session has not seen.
        string FactText(Evidence fact) => !whole && fact.Value is Hot or Alarm ? fact.Value.ToString()! : Text(fact);
        var snapshot = session.Snapshot;
        var matches = snapshot.Matches().Select(m => $"{m.Rule}: {string.Join(", ", m.Facts.Select(FactText))}{(whole ? $" since {OracleTime.Text(m.BeganAt)}" : "")}");
        var inForce = snapshot.InForce.Select(a => a.Action.Identity + (whole ? $" {a}" : ""));
        var derived = new[] { typeof(Hot), typeof(Alarm) }.SelectMany(snapshot.Facts).Select(f => f.Value.ToString());
        return string.Join('\n', [.. matches.Order(StringComparer.Ordinal), "in force", .. inForce, "derived", .. derived.Order(StringComparer.Ordinal)]);
    }

    /// <summary>By rule, for the sets of rules declare them in different orders.</summary>
    private static string Lines(IEnumerable<Decision> decisions) => string.Join('\n', decisions.OrderBy(d => d.Rule, StringComparer.Ordinal).Select(d =>
        $"{OracleTime.Text(d.Instant)} {d.Rule} {d.Action.Identity} {d.Outcome} {d.Because} {OracleTime.Text(d.MatchBegan)} {string.Join(", ", d.Facts.Select(Text))}"));

    private static string Text(Evidence evidence) => evidence.Value is IReadOnlyDictionary<string, object?> group
        ? $"group {Convert.ToString(group["key"], CultureInfo.InvariantCulture)} of {group["count"]}"
        : $"{evidence.Value} of {OracleTime.Text(evidence.ObservedAt)}";

    private static string Text(Evaluation evaluation)
    {
        using var writer = new DecisionWriter();
        using var text = new StringWriter();
        foreach (var decision in evaluation.Decisions) writer.Write(decision, text);
        foreach (var fault in evaluation.Faults) text.WriteLine($"{fault.Rule} {fault.Message} {string.Join(' ', fault.Facts)}");
        return $"{evaluation.MatchesBegun} {evaluation.MatchesEnded} {text}";
    }

    private sealed record Poison([Key] string Name);

    private sealed record Flip([Key] string Name);

    /// <summary>Does not come to rest when poisoned.</summary>
    private sealed class Restless : Runbook
    {
        protected override void Define() => Rule("restless", from p in Facts<Poison>() where !Facts<Flip>().Any() select new Flip(p.Name));
    }
}
