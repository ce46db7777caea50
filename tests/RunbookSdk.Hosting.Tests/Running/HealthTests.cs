using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using RunbookSdk.Components;
using RunbookSdk.Hosting.Handlers;

namespace RunbookSdk.Hosting.Tests.Running;

/// <summary>What a host tells of itself.</summary>
public sealed class HealthTests : HostTest
{
    [Fact]
    public async Task It_is_healthy_while_it_runs_and_unhealthy_before_and_after()
    {
        var host = Build(o => o.RuleBooks.Add(new Shedding()), b => b.AddHealthCheck());

        Assert.Equal(HealthStatus.Unhealthy, (await CheckAsync(host)).Status);
        await host.StartAsync();
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(host)).Status);
        await host.StopAsync();
        Assert.Equal(HealthStatus.Unhealthy, (await CheckAsync(host)).Status);
    }

    [Fact]
    public async Task A_dead_letter_makes_it_degraded_until_a_person_has_dealt_with_it()
    {
        var host = Build(
            o => o.RuleBooks.Add(new Shedding()),
            b => b.AddHealthCheck().AddHandler<Suspend>("switch", _ => new ScriptedHandler<Suspend>(_ => HandlerResult.GivenUp("no")), Patient));
        await host.StartAsync();
        var runbooks = host.Services.GetRequiredService<IRunbookHost>();
        await runbooks.ObserveAsync(Seen(new ClusterLoad("online1", 91)), default);
        await UntilDeliveredAsync(runbooks, 1);

        var entry = (await CheckAsync(host)).Entries["runbooks"];
        Assert.Equal((HealthStatus.Degraded, "there is a dead letter", 1), (entry.Status, entry.Description, (int)entry.Data["deliveries.dead"]));
        Assert.Null(runbooks.Discard(runbooks.Deliveries()[0].Number, "ann", "done by hand"));

        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(host)).Status);
        await host.StopAsync();
    }

    [Fact]
    public async Task Facts_decisions_attempts_and_dead_letters_are_measured()
    {
        var host = Build(
            o => o.RuleBooks.Add(new Shedding()),
            b => b.AddHandler<Suspend>("switch", _ => new ScriptedHandler<Suspend>(_ => HandlerResult.GivenUp("no")), Patient));
        var factory = host.Services.GetRequiredService<IMeterFactory>();
        var measured = new ConcurrentQueue<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter is { Name: RunbookTelemetry.MeterName, Scope: var scope } && scope == factory) listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((i, value, tags, _) => measured.Enqueue($"{i.Name} {value} {Text(tags)}".Trim()));
        listener.SetMeasurementEventCallback<int>((i, value, tags, _) => measured.Enqueue($"{i.Name} {value} {Text(tags)}".Trim()));
        listener.SetMeasurementEventCallback<double>((i, _, tags, _) => measured.Enqueue($"{i.Name} {Text(tags)}".Trim()));
        listener.Start();
        await host.StartAsync();
        var runbooks = host.Services.GetRequiredService<IRunbookHost>();

        await runbooks.ObserveAsync(Seen(new ClusterLoad("online1", 91)), default);
        await UntilDeliveredAsync(runbooks, 1);
        listener.RecordObservableInstruments();

        foreach (var expected in (string[])
            [
                "runbook.facts 1", "runbook.decisions 1 action=suspend outcome=decided", "runbook.evaluation.duration",
                "runbook.delivery.attempt.duration handler=switch outcome=failed", "runbook.deliveries.dead 1", "runbook.deliveries.open 0",
            ])
            Assert.Contains(expected, measured);
        await host.StopAsync();
    }

    [Fact]
    public async Task Evaluations_and_attempts_are_traced()
    {
        var traced = new ConcurrentQueue<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == RunbookTelemetry.ActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity => traced.Enqueue($"{activity.OperationName} {activity.GetTagItem("runbook.handler")}".Trim()),
        };
        ActivitySource.AddActivityListener(listener);
        var host = await StartAsync(
            o => o.RuleBooks.Add(new Shedding()), b => b.AddHandler<Suspend>("traced-switch", _ => new ScriptedHandler<Suspend>(), Patient));

        await host.ObserveAsync(Seen(new ClusterLoad("online1", 91)), default);
        await UntilDeliveredAsync(host, 1);

        Assert.Contains("runbook.evaluate", traced);
        Assert.Contains("runbook.deliver traced-switch", traced);
    }

    private static Task<HealthReport> CheckAsync(IHost host) => host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();

    private static string Text(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var text = "";
        foreach (var (name, value) in tags) text += $" {name.Replace("runbook.", "", StringComparison.Ordinal)}={value}";
        return text.TrimStart();
    }
}
