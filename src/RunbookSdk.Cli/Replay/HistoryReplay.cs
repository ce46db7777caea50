namespace RunbookSdk.Cli.Replay;

/// <summary>Runs history through a session on the jumping clock: all facts of one instant together, then the next instant.</summary>
internal sealed class HistoryReplay(Func<DateTimeOffset, ISession> start, ReplayPlan plan, ReplayLog log)
{
    private const int FactsBetweenLooks = 1024;

    /// <summary>Runs it; false when it was interrupted.</summary>
    public bool Run(FactMerge facts, Journal.Timeline timeline, CancellationToken cancellation)
    {
        ISession? session = null;
        var instant = DateTimeOffset.MinValue;
        while (facts.MoveNext())
        {
            var observation = facts.Current;
            if (plan.Until is { } end && observation.ObservedAt > end) continue;
            log.Tally.CountFact();
            if (session is null)
            {
                instant = plan.Start ?? observation.ObservedAt;
                session = start(instant);
            }

            if (observation.ObservedAt > instant)
            {
                log.Evaluate(session, instant);
                instant = observation.ObservedAt;
            }

            session.Observe(observation);
            if (log.Tally.Read % FactsBetweenLooks != 0) continue;
            if (cancellation.IsCancellationRequested) break;
            log.Progress.Show(facts.Progress, log.Tally.Read, timeline.At(instant));
        }

        if ((plan.Start ?? plan.Until) is { } first && session is null) session = start(instant = first);
        if (session is null || cancellation.IsCancellationRequested) return !cancellation.IsCancellationRequested;
        log.Evaluate(session, instant);
        if (plan.Until is { } until && until > instant) log.Evaluate(session, until);
        session.KeepClock();
        return true;
    }
}
