using System.Text.Json;
using RunbookSdk.Components;
using RunbookSdk.Journal;

namespace RunbookSdk.Cli.Replay.Page;

/// <summary>Where a component came to stand.</summary>
/// <param name="At">When.</param>
/// <param name="Status">Where, in Statuspage's word; null when it is no longer known.</param>
internal readonly record struct ComponentChange(DateTimeOffset At, string? Status);

/// <summary>Follows where every component stands, from when it is known.</summary>
internal sealed class PageComponents
{
    private const string Operational = "operational";
    private readonly OrderedDictionary<(string Cluster, string Name), List<ComponentChange>> changes = [];

    /// <summary>Changes that are not kept.</summary>
    public int LeftOut { get; private set; }

    /// <summary>The components in the order of their names, each with its changes.</summary>
    public IEnumerable<KeyValuePair<(string Cluster, string Name), List<ComponentChange>>> All =>
        changes.OrderBy(c => c.Key.Cluster, StringComparer.Ordinal).ThenBy(c => c.Key.Name, StringComparer.Ordinal);

    public void Take(JournalRecord record, DateTimeOffset instant)
    {
        if (record.Name != nameof(Component)) return;
        using var document = JsonDocument.Parse(record.Data);
        var root = document.RootElement;
        if (record.Kind == JournalRecordKind.State)
        {
            if (root.TryGetProperty("value", out var value)) Stand(KeyOf(value), value.GetProperty("status").GetString(), instant);
            return;
        }

        var data = root.GetProperty("data");
        var key = KeyOf(data);
        if (root.TryGetProperty("retracted", out var retracted) && retracted.GetBoolean()) Stand(key, null, instant);
        else if (!changes.TryGetValue(key, out var known) || known[^1].Status is null) // later it is for decisions to say where it stands
            Stand(key, data.TryGetProperty("status", out var status) ? status.GetString() : Operational, instant);
    }

    private static (string Cluster, string Name) KeyOf(JsonElement component) =>
        (component.GetProperty("cluster").GetString()!, component.GetProperty("name").GetString()!);

    private void Stand((string Cluster, string Name) key, string? status, DateTimeOffset instant)
    {
        if (!changes.TryGetValue(key, out var known)) changes[key] = known = [];
        if (known.Count > 0 && known[^1].Status == status) return;
        if (known.Count > 0 && known[^1].At == instant) known.RemoveAt(known.Count - 1); // several things happened at this instant
        if (known.Count > 0 && known[^1].Status == status) return;
        if (known.Count < PageBounds.ChangesOfComponent) known.Add(new(instant, status));
        else LeftOut++;
    }
}
