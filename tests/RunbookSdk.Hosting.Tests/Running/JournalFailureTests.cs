using Microsoft.Extensions.Logging.Abstractions;
using RunbookSdk.Components;
using RunbookSdk.Diagnostics;
using RunbookSdk.Hosting.Dispatching;
using RunbookSdk.Hosting.Handlers;
using RunbookSdk.Hosting.Running;
using RunbookSdk.Journal;
using RunbookSdk.Rules;
using RunbookSdk.Sessions;
using static RunbookSdk.Hosting.Tests.Samples;

namespace RunbookSdk.Hosting.Tests.Running;

/// <summary>The disk is full for a while: nothing is decided, whoever sends facts hears of it, and all goes on when there is room again.</summary>
public sealed class JournalFailureTests : IAsyncLifetime
{
    private readonly FullDisk disk = new();
    private readonly FakeTime time = new(Noon);
    private readonly Condition condition = new();
    private readonly Inbox inbox = new(10);
    private readonly ScriptedHandler<Suspend> suspender = new();
    private readonly ScriptedHandler<RunbookSdk.Actions.Page> pager = new();
    private Dispatcher? dispatcher;
    private RunbookLoop loop = null!;

    public Task InitializeAsync()
    {
        var options = new HandlerOptions { Timeout = TimeSpan.FromHours(20) };
        HandlerRuntime[] handlers = [new("switch", new HandlerCaller<Suspend>(suspender), options), new("pager", new HandlerCaller<RunbookSdk.Actions.Page>(pager), options)];
        var services = new RunbookServices(
            new RunbooksOptions(), time, NullLogger<RunbookHost>.Instance, new HostingMeasures(new MeterFactory()), condition);
        var (store, actions) = (new JournalStore(disk, disk.Outbox), new ActionReader());
        var handOver = new HandOver(store, new IntentReader(handlers, actions));
        var session = RunbookSession.Open(
            RuleSet.Create(new Shedding(), new Patience()), Noon, new() { Journal = disk }, DomainFacts.CatalogWith([]), null, out var opened);
        dispatcher ??= new Dispatcher(handlers, new DispatchContext(disk.Outbox, actions, time, NullLogger.Instance, services.Measures, inbox.Report));
        loop = new RunbookLoop(session, store, handOver, dispatcher, new OutcomeFacts(disk.Outbox, handlers), inbox, services);
        loop.Begin(opened);
        dispatcher.Start();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await dispatcher!.DisposeAsync();

    [Fact]
    public async Task Who_sends_facts_hears_that_nothing_has_happened_and_may_send_them_again()
    {
        disk.IsFull = true;
        var failed = await SendAsync(91);
        Assert.IsType<JournalException>(await Record.ExceptionAsync(() => failed.Done));
        Assert.Contains("the disk is full", Assert.Single(condition.Failing), StringComparison.Ordinal);

        disk.IsFull = false;
        Assert.Single((await (await SendAsync(91)).Done).Decisions);
        Assert.Empty(condition.Failing);
    }

    [Fact]
    public async Task What_was_due_meanwhile_is_decided_when_there_is_room_again()
    {
        await (await SendAsync(91)).Done;
        disk.IsFull = true;
        time.Advance(TimeSpan.FromMinutes(10));
        loop.Turn();
        Assert.NotEmpty(condition.Failing);

        disk.IsFull = false;
        await time.UntilAsync(() =>
        {
            loop.Turn();
            time.Advance(TimeSpan.FromSeconds(1));
            return pager.Calls.Count == 1;
        });

        Assert.Equal("online1 is loaded", pager.Calls[0].Action.Because);
        Assert.Empty(condition.Failing);
    }

    [Fact]
    public async Task What_came_of_a_delivery_is_told_when_there_is_room_again()
    {
        await (await SendAsync(91)).Done;
        await time.UntilAsync(() => disk.Outbox.Read().Any(d => d.State == DeliveryState.Succeeded));
        disk.IsFull = true;
        loop.Turn();
        Assert.False(disk.Outbox.Read()[0].IsTold);

        disk.IsFull = false;
        await time.UntilAsync(() =>
        {
            loop.Turn();
            time.Advance(TimeSpan.FromSeconds(1));
            return disk.Outbox.Read()[0].IsTold;
        });

        Assert.Single(suspender.Calls);
    }

    [Fact]
    public async Task What_is_sent_again_because_the_outbox_could_not_be_read_counts_once()
    {
        await (await SendAsync(91)).Done;
        await time.UntilAsync(() => disk.Outbox.Read().Any(d => d.State == DeliveryState.Succeeded));
        disk.IsUnreadable = true;
        var failed = await SendAsync(92);
        await Assert.ThrowsAsync<JournalException>(() => failed.Done);

        disk.IsUnreadable = false;
        await (await SendAsync(92)).Done;

        Assert.Single(disk.Read().SelectMany(e => e.Records), r => r.Kind == JournalRecordKind.Fact && r.Data.Contains("92", StringComparison.Ordinal));
    }

    private async Task<Work> SendAsync(double percent)
    {
        var work = new Work([new(new ClusterLoad("online1", percent), default)]);
        await inbox.AddAsync(work, default);
        loop.Turn();
        return work;
    }

    private sealed class FullDisk : IJournal
    {
        private readonly MemoryJournal journal = new();

        public FullDisk() => Outbox = new UnreadableOutbox(this);

        public IOutbox Outbox { get; }

        public bool IsFull { get; set; }

        /// <summary>True when what came of a decision cannot be read from the outbox.</summary>
        public bool IsUnreadable { get; set; }

        public long Count => journal.Count;

        public void Append(DateTimeOffset instant, IReadOnlyList<JournalRecord> records)
        {
            if (IsFull) throw new JournalException(new Diagnostic("RBK5111", Severity.Error, "the disk is full", SourceLocation.None));
            journal.Append(instant, records);
        }

        public IEnumerable<JournalEntry> Read(long after = 0) => journal.Read(after);

        public long DroppedUpTo => journal.DroppedUpTo;

        public IEnumerable<JournalSnapshot> ReadSnapshots() => journal.ReadSnapshots();

        public void Keep(JournalSnapshot snapshot) => journal.Keep(snapshot);

        private sealed class UnreadableOutbox(FullDisk disk) : IOutbox
        {
            private readonly MemoryOutbox outbox = new();

            public long? Taken => outbox.Taken;

            public IReadOnlyList<Delivery> Take(long entry, IReadOnlyList<Delivery> deliveries) => outbox.Take(entry, deliveries);

            public IReadOnlyList<Delivery> Read(params IReadOnlyList<DeliveryState> states) => outbox.Read(states);

            public int Count(params IReadOnlyList<DeliveryState> states) => outbox.Count(states);

            public Delivery? Find(long number) => outbox.Find(number);

            public IReadOnlyList<Delivery> Find(string idempotencyKey) => disk.IsUnreadable
                ? throw new JournalException(new Diagnostic("RBK5111", Severity.Error, "the disk cannot be read", SourceLocation.None))
                : outbox.Find(idempotencyKey);

            public bool IsFollowed(Delivery delivery) => outbox.IsFollowed(delivery);

            public void Save(Delivery delivery) => outbox.Save(delivery);

            public void MarkTold(IReadOnlyList<Delivery> deliveries) => outbox.MarkTold(deliveries);

            public int Forget(DateTimeOffset before) => outbox.Forget(before);
        }
    }
}
