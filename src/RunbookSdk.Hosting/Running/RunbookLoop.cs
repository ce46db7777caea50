using RunbookSdk.Actions;
using RunbookSdk.Diagnostics;
using RunbookSdk.Hosting.Dispatching;
using RunbookSdk.Journal;
using RunbookSdk.Sessions;

namespace RunbookSdk.Hosting.Running;

/// <summary>
/// The one who has the session: takes what waits, sleeps until something is due, evaluates, and hands over. For one thread at a time.
/// </summary>
internal sealed class RunbookLoop(
    RunbookSession session, JournalStore store, HandOver handOver, Dispatcher dispatcher, OutcomeFacts outcomes, Inbox inbox, RunbookServices services)
{
    private const string Journal = "journal";
    private const string Rules = "rules";
    private static readonly TimeSpan LongestSleep = TimeSpan.FromHours(1);
    private static readonly TimeSpan AfterRefusal = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BetweenSweeps = TimeSpan.FromHours(1);

    private readonly List<DeliveryReport> reports = [];
    private long? snapshotAt = store.LatestSnapshot;
    private DateTimeOffset notBefore;
    private DateTimeOffset nextSweep;

    /// <summary>Goes on where the last process ended: with what it decided and did not take, and what came of deliveries and nobody was told.</summary>
    /// <param name="opened">What came of opening the session.</param>
    /// <exception cref="JournalException">The journal cannot be read, or the outbox cannot be written.</exception>
    public void Begin(Evaluation opened)
    {
        Tell(opened);
        handOver.Take();
        foreach (var delivery in store.Outbox.Read(DeliveryState.Succeeded, DeliveryState.Dead).Where(d => !d.IsTold))
            reports.Add(new(delivery, delivery.State == DeliveryState.Dead ? ActionStatus.DeadLettered : ActionStatus.Succeeded));
    }

    /// <summary>Runs until the token ends it; an evaluation that runs is finished.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Turn();
            await inbox.WaitAsync(Sleep(), services.Time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Takes what waits, and evaluates if there is anything to do.</summary>
    public void Turn()
    {
        var works = inbox.TakeFacts();
        reports.AddRange(inbox.TakeReports());
        var now = services.Time.GetUtcNow();
        if (works.Count > 0 || (now >= notBefore && (reports.Count > 0 || session.NextDue <= now))) EvaluateAll(works, now);
        TryHandOver(now);
    }

    /// <summary>Lets the journal know how far time has passed, and that the run ends as it should.</summary>
    public void Finish()
    {
        try
        {
            Tell(session.End());
            handOver.Take(); // what follows from the end is carried out by the next start
            session.KeepClock();
            KeepSnapshot(every: 1);
        }
        catch (JournalException exception)
        {
            services.Log.JournalFailed(exception.Message, TimeSpan.Zero);
        }
    }

    private TimeSpan Sleep()
    {
        var now = services.Time.GetUtcNow();
        if ((reports.Count > 0 || handOver.IsBehind ? now : session.NextDue) is not { } due) return LongestSleep;
        var wait = (due > notBefore ? due : notBefore) - now;
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait < LongestSleep ? wait : LongestSleep;
    }

    /// <summary>Facts of several are evaluated together; when that is refused each alone, so that only who sent what is refused hears of it.</summary>
    private void EvaluateAll(List<Work> works, DateTimeOffset now)
    {
        if (TryEvaluate(works, reports, now)) return;
        TryEvaluate([], reports, now);
        foreach (var work in works) TryEvaluate([work], [], now);
    }

    /// <returns>False when it was refused, and can be tried in parts.</returns>
    private bool TryEvaluate(List<Work> works, List<DeliveryReport> told, DateTimeOffset now)
    {
        try
        {
            var result = Evaluate(works, told, now);
            foreach (var work in works) work.Finish(result);
            Told(told);
        }
        catch (JournalException exception)
        {
            JournalFails(exception, now);
            foreach (var work in works) work.Fail(exception);
        }
        catch (Exception exception) when (exception is RunbookException or ArgumentException)
        {
            handOver.HasDecisions(); // of instants before the one that was refused
            if (works.Count + (told.Count > 0 ? 1 : 0) > 1) return false;
            services.Log.EvaluationRefused(exception.Message);
            services.Condition.Fails(Rules, exception.Message);
            notBefore = now + AfterRefusal;
            foreach (var work in works) work.Fail(exception);
            told.Clear();
        }

        return true;
    }

    private Evaluation Evaluate(List<Work> works, List<DeliveryReport> told, DateTimeOffset now)
    {
        using var activity = RunbookTelemetry.Activities.StartActivity("runbook.evaluate");
        var (began, observed) = (services.Time.GetTimestamp(), 0);
        List<Facts.Observation> observations = [.. works.SelectMany(w => w.Observations), .. told.Select(outcomes.Of).OfType<Facts.Observation>()];
        foreach (var observation in observations) // all of them, or none: what makes outcomes reads the outbox, and may fail
        {
            session.Observe(observation);
            observed++;
        }

        var result = session.Evaluate(now);
        services.Measures.Evaluated(result, observed, services.Time.GetElapsedTime(began));
        activity?.SetTag("runbook.facts", observed);
        activity?.SetTag("runbook.decisions", result.Decisions.Count);
        Tell(result);
        services.Condition.Works(Journal);
        services.Condition.Works(Rules);
        notBefore = default;
        return result;
    }

    /// <summary>Tells people what came of it.</summary>
    private void Tell(Evaluation result)
    {
        if (result.Decisions.Count > 0) handOver.HasDecisions();
        foreach (var decision in result.Decisions)
        {
            services.Log.Decided(
                decision.Rule, decision.ActionName, $"{decision.Target}", HostingMeasures.Word(decision.Outcome), decision.Because);
        }

        foreach (var problem in result.Problems) services.Log.RunbookProblem($"{problem}");
        foreach (var fault in result.Faults.Where(f => f.IsQuarantined)) services.Condition.Fails($"rule '{fault.Rule}'", $"set aside: {fault.Message}");
    }

    /// <summary>What the session knows need not be told again after a restart.</summary>
    private void Told(List<DeliveryReport> told)
    {
        store.Outbox.MarkTold([.. told.Select(r => r.Delivery).Where(d => !d.IsOpen)]);
        told.Clear();
    }

    private void TryHandOver(DateTimeOffset now)
    {
        try
        {
            dispatcher.Add(handOver.Take());
            KeepSnapshot(services.Options.SnapshotEvery);
            if (now < nextSweep) return;
            store.Outbox.Forget(now - services.Options.DeliveryRetention);
            nextSweep = now + BetweenSweeps;
        }
        catch (JournalException exception)
        {
            JournalFails(exception, now);
        }
    }

    /// <summary>Keeps the state of the session beside the journal when enough has been written since the last time.</summary>
    private void KeepSnapshot(int every)
    {
        if (services.Options.SnapshotEvery == 0 || snapshotAt is not { } last || store.Journal.Count - last < every) return;
        if (session.KeepSnapshot() is { } problem) services.Log.RunbookProblem($"{problem}");
        snapshotAt = store.Journal.Count;
    }

    private void JournalFails(JournalException exception, DateTimeOffset now)
    {
        services.Log.JournalFailed(exception.Message, AfterRefusal);
        services.Condition.Fails(Journal, exception.Message);
        notBefore = now + AfterRefusal;
    }
}
