using Microsoft.Extensions.Logging;
using RunbookSdk.Actions;
using RunbookSdk.Facts;
using RunbookSdk.Hosting.Dispatching;
using RunbookSdk.Journal;
using RunbookSdk.Rules;
using RunbookSdk.Sqlite;

namespace RunbookSdk.Hosting.Running;

/// <summary>
/// Carries out what was decided, once, for jobs that evaluate and exit: what this run decides, and what earlier ones left. Make it before the
/// session of the run, so that what the run decides first is handed over too. For one thread at a time.
/// </summary>
internal sealed class DeliveryTurn : IAsyncDisposable
{
    /// <summary>How many reports are told together.</summary>
    private const int MostReports = 1000;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);

    private readonly Inbox inbox = new(MostReports);
    private readonly SqliteOutbox outbox;
    private readonly JournalStore store;
    private readonly TimeProvider time;
    private readonly Dispatcher dispatcher;
    private readonly HandOver handOver;
    private readonly OutcomeFacts outcomes;
    private readonly HashSet<string> names;

    /// <exception cref="JournalException">The outbox cannot be opened.</exception>
    public DeliveryTurn(
        SqliteJournal journal, RuleSet rules, IReadOnlyList<HandlerRuntime> handlers, TimeProvider time, ILogger log, HostingMeasures measures)
    {
        this.time = time;
        outbox = SqliteOutbox.Open(journal);
        store = new JournalStore(journal, outbox);
        var actions = new ActionReader([.. rules.Rules.Select(r => r.Model.Projection.Type), .. handlers.Select(h => h.Caller.ActionType)]);
        handOver = new HandOver(store, new IntentReader(handlers, actions));
        outcomes = new OutcomeFacts(outbox, handlers);
        names = [.. handlers.Select(h => h.Name)];
        dispatcher = new Dispatcher(handlers, new DispatchContext(outbox, actions, time, log, measures, inbox.Report));
    }

    /// <summary>The deliveries that its handlers still have to carry out, or have given up, in their order.</summary>
    public IReadOnlyList<Delivery> Read(params IReadOnlyList<DeliveryState> states) => [.. outbox.Read(states).Where(d => names.Contains(d.Handler))];

    /// <summary>
    /// Carries out until nothing is left to do, or the time is over; what is left then is for the next run. Attempts that run are waited for.
    /// </summary>
    /// <param name="patience">For how long attempts begin, and are waited for.</param>
    /// <param name="evaluate">
    /// Lets the session know what came of it; what it decides then is carried out too. False says that it was refused: the next run tells it again.
    /// </param>
    /// <param name="cancellationToken">Ends attempts that run.</param>
    /// <exception cref="JournalException">The journal or the outbox cannot be read or written.</exception>
    public async Task RunAsync(TimeSpan patience, Func<IReadOnlyList<Observation>, bool> evaluate, CancellationToken cancellationToken)
    {
        var until = time.GetUtcNow() + patience;
        dispatcher.Start();
        var untold = outbox.ReadUntold()
            .Select(d => new DeliveryReport(d, d.State == DeliveryState.Dead ? ActionStatus.DeadLettered : ActionStatus.Succeeded));
        Tell([.. untold], evaluate);
        while (!IsDone() && time.GetUtcNow() < until)
        {
            await inbox.WaitAsync(BetweenLooks, time, cancellationToken).ConfigureAwait(false);
            Tell(inbox.TakeReports(), evaluate);
        }

        using var over = new CancellationTokenSource(patience, time);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, over.Token);
        await dispatcher.StopAsync(ends.Token).ConfigureAwait(false);
        while (inbox.HasReports) Tell(inbox.TakeReports(), evaluate);
        outbox.Forget(time.GetUtcNow() - RunbooksOptions.DefaultDeliveryRetention);
    }

    public async ValueTask DisposeAsync()
    {
        await dispatcher.DisposeAsync().ConfigureAwait(false);
        store.Dispose();
        outbox.Dispose();
    }

    /// <summary>True when nothing runs, and what came of it was told and led to nothing more.</summary>
    private bool IsDone()
    {
        var isIdle = dispatcher.IsIdle; // asked first: what it reports last is there then
        return isIdle && !inbox.HasReports && !handOver.IsBehind;
    }

    private void Tell(List<DeliveryReport> reports, Func<IReadOnlyList<Observation>, bool> evaluate)
    {
        if (reports.Count > 0)
        {
            if (evaluate([.. reports.Select(outcomes.Of).OfType<Observation>()])) outbox.MarkTold([.. reports.Select(r => r.Delivery).Where(d => !d.IsOpen)]);
            handOver.HasDecisions();
        }

        dispatcher.Add(handOver.Take());
    }
}
