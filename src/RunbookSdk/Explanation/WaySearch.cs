using RunbookSdk.Actions;
using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;
using RunbookSdk.Facts.Saving;
using RunbookSdk.Instances;
using RunbookSdk.Rules.Model;
using RunbookSdk.Sessions;

namespace RunbookSdk.Explanation;

/// <summary>
/// Looks for the smallest changes after which a rule matches: time alone, and the fewest facts that are otherwise by the least. Each is tried on
/// a copy of the session, so that whatever else follows from it, by other rules too, is seen.
/// </summary>
internal sealed class WaySearch(RunbookSession session, AskedMatches asked, IReadOnlyList<KnownFact> nearest, WaySteps steps, bool hasAges)
{
    private const int MostTrials = 400;
    private const int FewestTrials = 20;
    private const int MostBytes = 200_000_000;

    /// <summary>A way that was found may cost a quarter more copies to be made smaller.</summary>
    private const int MoreParts = 4;
    private const int MostJumps = 1_000;
    private const int MostJumpsAfterChanges = 100;
    private readonly byte[] state = session.SavedAlone();
    private int trials;

    /// <summary>How many copies are made; fewer of a session that knows much, so that nobody waits for minutes.</summary>
    private int TrialsAtMost => Math.Clamp(MostBytes / state.Length, FewestTrials, MostTrials);

    /// <summary>The ways; none when the session cannot be copied.</summary>
    public static IReadOnlyList<WayToMatch> Find(
        RunbookSession session, AskedMatches asked, IReadOnlyList<KnownFact> nearest, WaySteps steps, bool hasAges)
    {
        try
        {
            return [.. new WaySearch(session, asked, nearest, steps, hasAges).Find()];
        }
        catch (SavingException)
        {
            return [];
        }
    }

    private IEnumerable<WayToMatch> Find()
    {
        var time = Try([], null);
        if (time is not null) yield return time;
        foreach (var candidate in Candidates())
        {
            if (trials >= TrialsAtMost) yield break;
            if (Try(candidate, time?.At) is not { } way) continue;
            yield return Smaller(candidate, way);
            yield break;
        }
    }

    /// <summary>
    /// Leaves out of some changes what is not needed, and moves numbers back towards what they are as far as the rule still matches by the same
    /// instant: what two clauses ask for by themselves may be more than both ask for together, and of sums and windows nobody knows before it is tried.
    /// </summary>
    private WayToMatch Smaller(IReadOnlyList<Step> changed, WayToMatch way)
    {
        var (most, before) = (TrialsAtMost + (TrialsAtMost / MoreParts), way.At.AddTicks(1));
        for (var i = 0; i < changed.Count && trials < most; i++)
        {
            IReadOnlyList<Step> without = [.. changed.Where((_, place) => place != i)];
            if (without.Count > 0 && Try(without, before) is { } less) (changed, way, i) = (without, less, -1);
        }

        for (var i = 0; i < changed.Count; i++)
        {
            if (Steps.Nearer(changed[i], nearer => trials < most && Try(Replaced(changed, i, nearer), before) is not null) is not { } step) continue;
            changed = Replaced(changed, i, step);
            way = Try(changed, before) ?? way;
        }

        return way;
    }

    private static Step[] Replaced(IReadOnlyList<Step> changed, int place, Step by) => [.. changed.Select((step, i) => i == place ? by : step)];

    /// <summary>What could be otherwise: one thing before two, two before all that the failing clauses ask for; of as many the least first.</summary>
    private IEnumerable<IReadOnlyList<Step>> Candidates()
    {
        var ones = Sought().Where(f => f.Steps.All(s => MayBeObserved(s.Fact))).OrderBy(f => f.Steps.Count).ThenBy(f => Distance(f.Steps)).ThenBy(f => f.Steps.Sum(s => s.Difference)).ToList();
        foreach (var one in ones.Select(o => o.Steps).DistinctBy(Name)) yield return one;
        var failing = ones.Where(o => steps.Failing.Contains(o.Clause)).DistinctBy(o => (o.Clause, Name(o.Steps))).Take(40).ToList();
        var pairs =
            from first in failing
            from second in ones.Take(40)
            let pair = (IReadOnlyList<Step>)[.. first.Steps, .. second.Steps]
            where GoTogether(pair)
            orderby pair.Count, Distance(pair)
            select pair;
        foreach (var pair in pairs.Take(MostTrials / 2)) yield return pair;
        IReadOnlyList<Step> all = [.. failing.GroupBy(o => o.Clause).SelectMany(g => g.First().Steps)];
        if (steps.Failing.Count > 2 && GoTogether(all)) yield return all;
    }

    /// <summary>Only facts that a failing clause reads: what other clauses say of others makes none of them hold.</summary>
    private IEnumerable<(int Clause, IReadOnlyList<Step> Steps)> Sought()
    {
        if (steps.Failing.Count == 0) return steps.Found;
        var read = steps.Found.Where(f => steps.Failing.Contains(f.Clause)).SelectMany(f => f.Steps).Select(s => s.Fact).ToHashSet();
        return steps.Found.Where(f => f.Steps.All(s => read.Contains(s.Fact)));
    }

    /// <summary>Whether steps can all be done at once: one fact can have other values of several members, and no more.</summary>
    private static bool GoTogether(IReadOnlyList<Step> together) => together
        .GroupBy(s => s.Fact.Type.IsEvent ? (object)s.Fact : (s.Fact.Type, s.Fact.Type.KeyText(s.Fact.Value)))
        .All(g => g.Count() == 1 || (g.All(s => s.Kind == NeededChangeKind.Value && s.Fact == g.First().Fact) && g.DistinctBy(s => s.Member).Count() == g.Count()));

    private static double Distance(IReadOnlyList<Step> steps) => steps.Sum(s => s.Distance);

    private static string Name(IReadOnlyList<Step> steps) =>
        string.Join('\n', steps.Select(s => $"{s.Kind} {s.Fact.Sequence} {s.Fact.Type.ClrType.FullName} {s.Member?.Name} {ValueFinder.Write(s.To)}"));

    /// <summary>What a session says itself is no fact that somebody could observe.</summary>
    private static bool MayBeObserved(KnownFact fact) => fact.Value is not (LifecycleStatus or Verification or SessionHasRun or GroupValue);

    private WayToMatch? Try(IReadOnlyList<Step> changed, DateTimeOffset? before)
    {
        if (At(changed, before, staysObserved: false) is { } way) return way;
        return hasAges ? At(changed, before, staysObserved: true) : null;
    }

    /// <summary>The way that some changes are; null when the rule does not match after them, or not before an instant.</summary>
    private WayToMatch? At(IReadOnlyList<Step> changed, DateTimeOffset? before, bool staysObserved)
    {
        trials++;
        var (values, most) = (ValuesOf(changed), changed.Count == 0 ? MostJumps : MostJumpsAfterChanges);
        var copy = session.CopyOf(state);
        try
        {
            foreach (var (fact, value) in values) copy.Observe(new(value ?? fact.Value, Latest(fact.ObservedAt, copy.Now), IsRetraction: value is null));
            var evaluation = copy.Evaluate(copy.Now);
            for (var jump = 0; ; jump++)
            {
                if (evaluation.MatchesBegun > 0 && asked.In(copy.Snapshot).Any())
                    return new([.. changed.Select(Needed)], copy.Now, staysObserved) { Decisions = asked.DecidedIn(evaluation) };
                if (jump == most || copy.NextDue is not { } due || due >= before) return null;
                if (staysObserved) Observe(copy, due, values);
                evaluation = copy.Evaluate(due);
            }
        }
        catch (Exception exception) when (exception is RunbookException or ArgumentException)
        {
            return null; // What is refused does not happen.
        }
    }

    private void Observe(RunbookSession copy, DateTimeOffset due, Dictionary<KnownFact, object?> values)
    {
        foreach (var fact in nearest.Where(f => !f.Type.IsEvent && MayBeObserved(f)))
        {
            if (values.GetValueOrDefault(fact, fact.Value) is { } value) copy.Observe(new(value, Latest(fact.ObservedAt, due)));
        }
    }

    /// <summary>The values of facts that are otherwise; null for those that are gone.</summary>
    private static Dictionary<KnownFact, object?> ValuesOf(IReadOnlyList<Step> changed)
    {
        var values = new Dictionary<KnownFact, object?>();
        foreach (var step in changed)
        {
            var value = values.GetValueOrDefault(step.Fact) ?? step.Fact.Value;
            values[step.Fact] = step.Kind switch
            {
                NeededChangeKind.Absence => null,
                NeededChangeKind.Observation => value,
                _ => FactCopy.With(value, step.Member!, step.To),
            };
        }

        return values;
    }

    private static DateTimeOffset Latest(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static NeededChange Needed(Step step) =>
        new(step.Kind, MatchState.EvidenceOf(step.Fact), step.Member?.Name, step.Member?.GetValue(step.Fact.Value), step.To, step.Needed);
}
