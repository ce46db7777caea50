using System.Text.Json;
using RunbookSdk.Components;

namespace RunbookSdk.Journal;

/// <summary>Follows components through a journal.</summary>
internal sealed class ReportedComponents
{
    private readonly Dictionary<(string Cluster, string Name), List<ComponentPeriod>> periods = [];

    /// <summary>A component was seen; only the first time says where it stands.</summary>
    public void Observe(JournalRecord record, DateTimeOffset instant)
    {
        using var document = JsonDocument.Parse(record.Data);
        var data = document.RootElement.GetProperty("data");
        var isGone = document.RootElement.TryGetProperty("retracted", out var retracted) && retracted.GetBoolean();
        if (isGone) Stand(data, null, instant);
        else if (!periods.ContainsKey(KeyOf(data)))
            Stand(data, data.TryGetProperty("status", out _) ? ReportWords.Status<ComponentStatus>(data) : ComponentStatus.Operational, instant);
    }

    /// <summary>A component came to stand somewhere.</summary>
    public void Move(JournalRecord record, DateTimeOffset instant)
    {
        using var document = JsonDocument.Parse(record.Data);
        if (document.RootElement.TryGetProperty("value", out var value)) Stand(value, ReportWords.Status<ComponentStatus>(value), instant);
    }

    /// <summary>Those that did not work within a time, those that did not for the longest first.</summary>
    public IReadOnlyList<AffectedComponent> Within(DateTimeOffset from, DateTimeOffset until) =>
    [
        .. periods.Select(p => new AffectedComponent(p.Key.Cluster, p.Key.Name, p.Value).Within(from, until))
            .Where(c => c.Unannounced.Any())
            .OrderByDescending(c => c.Down(until)).ThenBy(c => c.Cluster, StringComparer.Ordinal).ThenBy(c => c.Name, StringComparer.Ordinal),
    ];

    private static (string Cluster, string Name) KeyOf(JsonElement component) =>
        (component.GetProperty("cluster").GetString()!, component.GetProperty("name").GetString()!);

    private void Stand(JsonElement component, ComponentStatus? status, DateTimeOffset instant)
    {
        var key = KeyOf(component);
        if (!periods.TryGetValue(key, out var known)) periods[key] = known = [];
        if (known.Count > 0 && known[^1].Until is null)
        {
            if (known[^1].Status == status) return;
            known[^1] = known[^1] with { Until = instant };
            if (known[^1].From == instant) known.RemoveAt(known.Count - 1); // It stood there for no time: more than one thing happened at this instant.
        }

        if (status is not (null or ComponentStatus.Operational)) known.Add(new(status.Value, instant, null));
    }
}
