using Microsoft.Extensions.Logging.Abstractions;
using RunbookSdk.Actions;
using RunbookSdk.Components;
using RunbookSdk.Facts;
using RunbookSdk.Hosting.Dispatching;
using RunbookSdk.Hosting.Running;
using RunbookSdk.Rules;
using RunbookSdk.Sessions;
using RunbookSdk.Sqlite;

namespace RunbookSdk.Hosting.Tests.Running;

/// <summary>Runs of a job that carry out what they decide.</summary>
public sealed class DeliveryTurnTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("delivery-turn-").FullName;
    private readonly FakeTime time = new(Samples.Noon);
    private readonly HostingMeasures measures = new(new MeterFactory());

    public void Dispose()
    {
        measures.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Outcomes_that_could_not_be_evaluated_are_told_again_by_the_next_run()
    {
        var first = await RunAsync(91, _ => false);
        Assert.Contains(ActionStatus.Succeeded, first);

        var second = await RunAsync(91, _ => true);
        var third = await RunAsync(91, _ => true);

        Assert.Equal([ActionStatus.Succeeded], second);
        Assert.Empty(third);
    }

    [Fact]
    public async Task What_is_done_is_forgotten_after_a_week()
    {
        await RunAsync(91, _ => true);
        time.Advance(TimeSpan.FromDays(6));
        await RunAsync(40, _ => true);
        Assert.Equal(["Do", "Release"], Kinds());

        time.Advance(TimeSpan.FromDays(2));
        await RunAsync(40, _ => true);

        Assert.Equal(["Release"], Kinds());
    }

    private IEnumerable<string> Kinds()
    {
        using var journal = SqliteJournal.Open(Path.Combine(folder, "state.db"));
        using var outbox = SqliteOutbox.Open(journal);
        return [.. outbox.Read().Select(d => $"{d.Kind}")];
    }

    /// <summary>One run, which sees a load.</summary>
    /// <returns>What it told of deliveries.</returns>
    private async Task<List<ActionStatus>> RunAsync(double percent, Func<IReadOnlyList<Observation>, bool> evaluate)
    {
        using var journal = SqliteJournal.Open(Path.Combine(folder, "state.db"));
        var rules = RuleSet.Create(new Shedding());
        HandlerRuntime[] handlers = [new("switch", new HandlerCaller<Suspend>(new ScriptedHandler<Suspend>()), new() { Timeout = TimeSpan.FromHours(20) })];
        await using var turn = new DeliveryTurn(journal, rules, handlers, time, NullLogger.Instance, measures);
        var session = RunbookSession.Open(rules, time.GetUtcNow(), new() { Journal = journal }, DomainFacts.CatalogWith([]), null, out _);
        session.Observe(new ClusterLoad("online1", percent));
        session.Evaluate(time.GetUtcNow());
        var told = new List<ActionStatus>();
        var run = turn.RunAsync(
            TimeSpan.FromMinutes(1),
            outcomes =>
            {
                told.AddRange(outcomes.Select(o => ((ActionOutcome)o.Fact).Status));
                return evaluate(outcomes);
            },
            default);
        await time.UntilAsync(() => run.IsCompleted);
        await run;
        return told;
    }
}
