using Microsoft.Extensions.Logging.Abstractions;
using RunbookSdk.Components;
using RunbookSdk.Hosting.Dispatching;
using RunbookSdk.Hosting.Handlers;
using RunbookSdk.Hosting.Running;
using RunbookSdk.Journal;
using RunbookSdk.Rules;
using RunbookSdk.Sessions;
using static RunbookSdk.Hosting.Tests.Samples;

namespace RunbookSdk.Hosting.Tests.Running;

/// <summary>
/// A process that ends between any two of its writes, one after the other until it comes through: each decision is made once, and each reaches its
/// handler, with the key that it has in a run that nobody kills.
/// </summary>
public sealed class KillTests
{
    [Fact]
    public async Task Killed_between_any_two_writes_nothing_is_lost_decided_twice_or_handed_over_with_a_new_key()
    {
        var whole = new World();
        Assert.False(await whole.RunAsync(int.MaxValue), "The run that nobody kills was killed.");
        Assert.Equal(4, whole.Keys.Count);

        var kills = 0;
        for (var writes = 0; ; writes++)
        {
            var world = new World();
            if (!await world.RunAsync(writes)) break;
            kills++;
            Assert.False(await world.RunAsync(int.MaxValue));
            Assert.Equal(whole.Decisions, world.Decisions);
            Assert.Equal(whole.Keys, world.Keys);
            Assert.All(world.Calls, c => Assert.InRange(c.Count(), 1, 2));
        }

        Assert.True(kills > 15, $"Only {kills} places to kill were found.");
    }

    /// <summary>What outlives processes: the journal, the outbox, and who is called.</summary>
    private sealed class World
    {
        private readonly MemoryJournal journal = new();
        private readonly MemoryOutbox outbox = new();
        private readonly List<string> calls = [];
        private int taken;

        public IReadOnlyList<string> Decisions => [.. journal.Read().SelectMany(e => e.Records)
            .Where(r => r.Kind == JournalRecordKind.Decision).Select(r => RecordedDecision.Parse(r.Data).IdempotencyKey)];

        /// <summary>Keys of each target in the order in which each came first.</summary>
        public IReadOnlyList<string> Keys => [.. calls.Distinct().OrderBy(k => k.Split('/')[2], StringComparer.Ordinal)];

        public IEnumerable<IGrouping<string, string>> Calls => calls.GroupBy(c => c);

        /// <summary>Runs a process that takes the rest of the facts; true when it was killed.</summary>
        public async Task<bool> RunAsync(int writes)
        {
            var time = new FakeTime(Noon.AddMinutes(taken));
            var store = new KilledStore(journal, outbox, writes);
            var options = new SessionOptions { Journal = store };
            var services = new RunbookServices(
                new RunbooksOptions(), time, NullLogger<RunbookHost>.Instance, new HostingMeasures(new MeterFactory()), new Condition());
            var handler = new HandlerRuntime("switch", new HandlerCaller<Suspend>(new ScriptedHandler<Suspend>(Call)), new HandlerOptions { ReportsOutcome = true });
            try
            {
                var (kept, actions, inbox) = (new JournalStore(store, store), new ActionReader(), new Inbox(10));
                var handOver = new HandOver(kept, new IntentReader([handler], actions));
                var session = RunbookSession.Open(RuleSet.Create(new Shedding()), time.GetUtcNow(), options, DomainFacts.CatalogWith([]), null, out var opened);
                await using var dispatcher = new Dispatcher(
                    [handler], new DispatchContext(store, actions, time, NullLogger.Instance, services.Measures, inbox.Report));
                var loop = new RunbookLoop(session, kept, handOver, dispatcher, new OutcomeFacts(store, [handler]), inbox, services);
                loop.Begin(opened);
                dispatcher.Start();
                await TakeFactsAsync(loop, inbox, store, time);
                return store.IsKilled;
            }
            catch (KilledException)
            {
                return true;
            }
        }

        /// <summary>The facts come from somewhere that sends them again until they were taken.</summary>
        private async Task TakeFactsAsync(RunbookLoop loop, Inbox inbox, KilledStore store, FakeTime time)
        {
            while (taken < 4 && !store.IsKilled)
            {
                var work = new Work([new(new ClusterLoad($"online{(taken / 2) + 1}", taken % 2 == 0 ? 91 : 40), Noon.AddMinutes(taken))]);
                await inbox.AddAsync(work, default);
                loop.Turn();
                await work.Done;
                taken++;
                time.Advance(TimeSpan.FromMinutes(1));
            }

            await time.UntilAsync(() =>
            {
                loop.Turn();
                return store.IsKilled || outbox.Read().All(d => d.State == DeliveryState.Succeeded && d.IsTold);
            });
        }

        private HandlerResult Call(ActionDelivery<Suspend> delivery)
        {
            lock (calls) calls.Add(delivery.IdempotencyKey);
            return HandlerResult.Done("done");
        }
    }
}
