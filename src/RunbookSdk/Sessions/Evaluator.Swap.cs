using RunbookSdk.Instances;
using RunbookSdk.Matching;
using RunbookSdk.Rules;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.Sessions;

/// <summary>
/// Exchanging the rules. What goes stays with the matcher and the sources until the evaluation has come to rest, so that it is all there
/// when the evaluation is refused or was only a trial.
/// </summary>
internal sealed partial class Evaluator
{
    /// <summary>Exchanges the rules, and evaluates at one instant what follows from that.</summary>
    public void Swap(RuleSet set, DateTimeOffset now)
    {
        var models = ModelsOf(set);
        var change = rules.Compare(models);
        var (counts, decided) = (Begin(now), log.Decisions.Count);
        try
        {
            Migrate(set, change);
            Exchange(change, now);
            Run(now);
            Write(now, decided, counts.Faults);
        }
        catch
        {
            TakeBack(counts);
            Drop(change.Added);
            FindStrata();
            timers.Sweep();
            throw;
        }

        Drop([.. change.Removed.Select(r => r.Matched)]);
        HashSet<string> ids = [.. models.Select(m => m.Id)];
        gate.Limits.Keep(ids);
        Commit();
        ScriptTypes.Forget(store, models, snapshots);
        expiry.Sweep();
        snapshots?.HasRulesTouched = true;
        timers.Sweep();
    }

    /// <summary>Says what <see cref="Swap"/> would do, and leaves everything as it is.</summary>
    public SwapPreview Preview(RuleSet set, DateTimeOffset now)
    {
        var change = rules.Compare(ModelsOf(set));
        var decided = log.Decisions.Count;
        var told = refusals.Problems.Count;
        var counts = Begin(now);
        var turns = agenda.Turns = [];
        IsQuiet = true;
        try
        {
            Migrate(set, change);
            Exchange(change, now);
            Run(now);
            return SwapPreview.Of(change, turns, new Evaluation(
                [.. log.Decisions.Skip(decided)],
                [.. faults.Faults.Skip(counts.Faults)],
                agenda.Begun - counts.Begun,
                agenda.Ended - counts.Ended,
                0,
                0)
            {
                Problems = [.. refusals.Problems.Skip(told)],
            });
        }
        finally
        {
            TakeBack(counts);
            Drop(change.Added);
            FindStrata();
            timers.Sweep();
            agenda.Turns = journal?.Turns;
            IsQuiet = false;
        }
    }

    private static List<RuleModel> ModelsOf(RuleSet set) => [.. set.Rules.Select(r => r.Model)];

    /// <summary>
    /// Lets instances go on in the lifecycles of the new rules, and verifications with them. The matcher hears of it before the rules are exchanged, so that new rules
    /// see no state of an old lifecycle, and old ones, which are about to end, decide nothing more.
    /// </summary>
    private void Migrate(RuleSet set, RuleChange change)
    {
        effects.Exchange(set.Lifecycles());
        effects.Verifications.Exchange(change);
        if (sources.Output.Count > 0) Apply();
    }

    /// <summary>Ends what the rules that go have asked for and begins what the new ones match, in one round.</summary>
    private void Exchange(RuleChange change, DateTimeOffset now)
    {
        rules.Apply(change);
        FindStrata();
        foreach (var model in change.Added) sourceList.Add(model);
        sources.Add(sourceList, now);
        matcher.Swap(new RuleSwap([], change.Added, sourceList, sources.Known), matchChanges);
        agenda.Retire();
        agenda.Settle(matchChanges, now);
        matchChanges.Clear();
        standing.HandOver();
    }

    /// <summary>Lets go of rules of which nothing is in force any more.</summary>
    private void Drop(IReadOnlyList<RuleModel> gone)
    {
        if (gone.Count == 0) return;
        foreach (var model in gone) sourceList.Remove(model);
        sources.Trim(sourceList);
        matcher.Swap(new RuleSwap(gone, [], sourceList, sources.Known), matchChanges);
        matchChanges.Clear();
        rules.Forget(gone);
    }
}
