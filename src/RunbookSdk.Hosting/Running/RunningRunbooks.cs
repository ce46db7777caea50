using RunbookSdk.Diagnostics;
using RunbookSdk.Hosting.Dispatching;
using RunbookSdk.Journal;
using RunbookSdk.Sessions;

namespace RunbookSdk.Hosting.Running;

/// <summary>Everything that a host has from its start to its stop.</summary>
internal sealed class RunningRunbooks : IAsyncDisposable
{
    private readonly RunbookServices services;
    private readonly LoadedRules rules;
    private readonly JournalStore store;

    private RunningRunbooks(RunbookServices services, LoadedRules rules, JournalStore store, IReadOnlyList<HandlerRuntime> handlers)
    {
        (this.services, this.rules, this.store) = (services, rules, store);
        Inbox = new Inbox(services.Options.MaxWaitingBatches);
        var actions = new ActionReader([.. rules.Rules.Rules.Select(r => r.Model.Projection.Type), .. handlers.Select(h => h.Caller.ActionType)]);
        var handOver = new HandOver(store, new IntentReader(handlers, actions));
        Session = OpenSession(out var opened);
        actions.Add(rules.ActionTypes); // now, for the session asks for earlier rules
        Dispatcher = new Dispatcher(handlers, new DispatchContext(store.Outbox, actions, services.Time, services.Log, services.Measures, Inbox.Report));
        Loop = new RunbookLoop(Session, store, handOver, Dispatcher, new OutcomeFacts(store.Outbox, handlers), Inbox, services);
        Loop.Begin(opened);
    }

    public RunbookSession Session { get; }

    public Facts.FactCatalog Catalog => rules.Catalog;

    public Dispatcher Dispatcher { get; }

    public RunbookLoop Loop { get; }

    public Inbox Inbox { get; }

    public IOutbox Outbox => store.Outbox;

    /// <exception cref="RunbookException">The runbooks or the handlers cannot be used; it carries every problem.</exception>
    /// <exception cref="JournalException">The journal cannot be opened, or read back.</exception>
    public static RunningRunbooks Open(RunbookServices services, IReadOnlyList<HandlerRegistration> registrations, IServiceProvider provider)
    {
        var handlers = HandlerRegistration.MakeAll(registrations, provider);
        LoadedRules? rules = null;
        JournalStore? store = null;
        try
        {
            rules = LoadedRules.Load(services.Options);
            foreach (var warning in rules.Warnings) services.Log.RunbookProblem($"{warning}");
            store = JournalStore.Open(services.Options.JournalPath);
            return new RunningRunbooks(services, rules, store, handlers);
        }
        catch
        {
            store?.Dispose();
            rules?.Dispose();
            throw;
        }
    }

    /// <summary>Tells that it runs.</summary>
    public void TellStart(int handlers, int sources) =>
        services.Log.Started(rules.Rules.Rules.Count, handlers, sources, store.Name, store.Journal.Count);

    /// <summary>Evaluates what waits, ends the handlers' work, and lets the session know of it; the token ends attempts that run.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        Inbox.Close();
        Loop.Turn();
        await Dispatcher.StopAsync(cancellationToken).ConfigureAwait(false);
        Loop.Turn();
        Loop.Finish();
        services.Log.Stopped(store.Journal.Count, Outbox.Read(DeliveryState.Pending, DeliveryState.Attempted).Count);
    }

    public async ValueTask DisposeAsync()
    {
        Inbox.Refuse(new InvalidOperationException("The runbooks have stopped, and the facts were not evaluated."));
        await Dispatcher.DisposeAsync().ConfigureAwait(false);
        store.Dispose();
        rules.Dispose();
    }

    private RunbookSession OpenSession(out Evaluation opened)
    {
        var options = services.Options.Session;
        (options.Journal, options.Logger) = (store.Journal, options.Logger ?? services.Log);
        return RunbookSession.Open(rules.Rules, services.Time.GetUtcNow(), options, rules.Catalog, rules.Find, out opened);
    }
}
