using Microsoft.Extensions.Diagnostics.HealthChecks;
using RunbookSdk.Hosting.Running;
using RunbookSdk.Journal;

namespace RunbookSdk.Hosting;

/// <summary>
/// Unhealthy when nothing is decided: the host does not run, or the journal fails. Degraded when something else needs people: dead letters, handlers
/// or sources that fail, rules that were set aside.
/// </summary>
internal sealed class RunbookHealthCheck(RunbookHost host, Condition condition) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(Check());

    private HealthCheckResult Check()
    {
        if (!host.IsRunning) return HealthCheckResult.Unhealthy("the runbooks do not run.");
        try
        {
            var (dead, open) = (host.Count(DeliveryState.Dead), host.Count(DeliveryState.Pending, DeliveryState.Attempted));
            var data = new Dictionary<string, object>(StringComparer.Ordinal) { ["deliveries.open"] = open, ["deliveries.dead"] = dead };
            List<string> problems =
            [
                .. condition.Failing,
                .. host.Broken.Select(b => $"handler '{b}' fails, and is left alone for a while"),
                .. host.Missing.Select(m => $"deliveries wait for the handler '{m}', which this host does not have"),
                .. DeadLetters(dead),
            ];
            return Of(problems, data);
        }
        catch (Exception exception) when (exception is JournalException or InvalidOperationException)
        {
            return HealthCheckResult.Unhealthy(exception.Message, exception);
        }
    }

    private static HealthCheckResult Of(List<string> problems, Dictionary<string, object> data)
    {
        var text = string.Join("; ", problems);
        if (problems.Exists(p => p.StartsWith("journal:", StringComparison.Ordinal))) return HealthCheckResult.Unhealthy(text, data: data);
        return problems.Count > 0 ? HealthCheckResult.Degraded(text, data: data) : HealthCheckResult.Healthy("runbooks run", data);
    }

    private static IEnumerable<string> DeadLetters(int count) =>
        count == 0 ? [] : [count == 1 ? "there is a dead letter" : $"there are {count} dead letters"];
}
