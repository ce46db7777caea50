using RunbookSdk.Diagnostics;

namespace RunbookSdk.Sessions;

/// <content>
/// Rounds of matching and deciding. Within one instant time comes one stratum further with each round, unless facts that lie below still change;
/// at rest it goes on until something rings.
/// </content>
internal sealed partial class Evaluator
{
    /// <summary>Of how many of the last rounds the rules are named when an evaluation is refused.</summary>
    private const int CycleRounds = 10;

    /// <summary>The lowest stratum of the facts that changed since the matcher last looked.</summary>
    private int changed = int.MaxValue;

    /// <summary>Rounds until nothing changes.</summary>
    private void Run(DateTimeOffset now)
    {
        for (var round = 1; ; round++)
        {
            if (round > 1 && changed != int.MaxValue) GoOn();
            var rang = Ring(now);
            if (!rang && sources.Output.Count == 0 && !agenda.HasWork) break;
            if (round > options.MaxRounds) throw DoesNotRest(now);
            Settle(now, round, rang);
        }
    }

    /// <summary>Time comes one stratum further, or back to the facts that have changed below.</summary>
    private void GoOn()
    {
        if (changed < strata.Current) strata.Current = changed;
        else if (strata.Current < Math.Min(changed, strata.Highest) && !agenda.HasWork) strata.Current++;
    }

    /// <summary>Lets time be heard; when nothing else is left to do, for the next stratum in which something is due.</summary>
    private bool Ring(DateTimeOffset now)
    {
        while (timers.IsDue(now))
        {
            if (timers.Ring(now, strata.Current)) return true;
            if (sources.Output.Count > 0 || agenda.HasWork || strata.Current >= strata.Highest) return false;
            strata.Current++;
        }

        return false;
    }

    private void Settle(DateTimeOffset now, int round, bool rang)
    {
        changed = int.MaxValue;
        if (sources.Output.Count > 0) Apply();
        store.EndRound();
        // Most updates begin and end no match.
        if (!rang && matchChanges.Count == 0 && agenda.IsIdle) return;
        agenda.Settle(matchChanges, now);
        matchChanges.Clear();
        if (round > options.MaxRounds - CycleRounds) cycle.AddRange(log.Deciding);
        log.Deciding.Clear();
    }

    /// <summary>Lets the matcher take what changed, and keeps it for a way back. Most evaluations have one round: what it changed is all that is kept.</summary>
    private void Apply()
    {
        if (applied.Count == 0)
        {
            applied = sources.TakeOutput(applied);
            matcher.Apply(applied, matchChanges);
            return;
        }

        applied.AddRange(sources.Output);
        matcher.Apply(sources.Output, matchChanges);
        sources.Output.Clear();
    }

    /// <summary>The rules have changed: so may have how far facts are from what is observed.</summary>
    private void FindStrata()
    {
        var all = rules.All.ToList();
        strata.Set([.. all.Select(r => r.Flow)]);
        foreach (var rule in all) rule.Stratum = rule.Flow.Reads.Except(rule.Flow.Writes).Select(strata.Of).DefaultIfEmpty(0).Max();
    }

    /// <summary>Says which rules kept an evaluation going.</summary>
    private RunbookException DoesNotRest(DateTimeOffset now) => new(new Diagnostic(
        "RBK5001",
        Severity.Error,
        $"the evaluation at {now.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z did not come to rest within {options.MaxRounds} rounds and was taken back; these rules keep changing what they rest on: {string.Join(", ", cycle.Distinct(StringComparer.Ordinal))}",
        SourceLocation.None));
}
