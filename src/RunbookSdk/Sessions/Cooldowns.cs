using RunbookSdk.Actions;
using RunbookSdk.Facts;
using RunbookSdk.Facts.Saving;

namespace RunbookSdk.Sessions;

/// <summary>When rules last decided for targets, as long as their cool-downs last. They count by a rule's id, whatever it says since.</summary>
internal sealed class Cooldowns(UndoLog undo) : ISavedPart
{
    /// <summary>A table this small is not worth sweeping.</summary>
    private const int Few = 64;

    private readonly Dictionary<(string Rule, Target Target), (DateTimeOffset DecidedAt, DateTimeOffset Until)> entries = [];
    private int kept;

    public int Count => entries.Count;

    /// <summary>When a rule last decided for a target, and until when it rests; null when it does not rest any more.</summary>
    public (DateTimeOffset DecidedAt, DateTimeOffset Until)? Find(string rule, Target target, DateTimeOffset now) =>
        entries.TryGetValue((rule, target), out var entry) && now < entry.Until ? entry : null;

    public void Begin(string rule, Target target, DateTimeOffset now, TimeSpan cooldown)
    {
        if (entries.Count > Math.Max(Few, 2 * kept)) Sweep(now);
        var key = (rule, target);
        var had = entries.TryGetValue(key, out var before);
        undo.Add(() =>
        {
            if (had) entries[key] = before;
            else entries.Remove(key);
        });
        entries[key] = (now, now + cooldown);
    }

    /// <summary>Forgets the cool-downs of rules that are gone.</summary>
    public void Keep(HashSet<string> rules)
    {
        foreach (var key in entries.Keys)
        {
            if (!rules.Contains(key.Rule)) entries.Remove(key);
        }
    }

    /// <summary>What is over now says nothing any more.</summary>
    public void Save(StateWriter writer)
    {
        var kept = entries.Where(e => e.Value.Until > writer.Now).OrderBy(e => e.Key.Rule, StringComparer.Ordinal).ThenBy(e => e.Key.Target.ToString(), StringComparer.Ordinal).ToList();
        writer.Write(kept.Count);
        foreach (var ((rule, target), (decidedAt, until)) in kept)
        {
            writer.Write(rule);
            writer.Write(target);
            writer.Write(decidedAt);
            writer.Write(until);
        }
    }

    public void Load(StateReader reader)
    {
        for (var count = reader.ReadCount(); count > 0; count--)
            entries.Add((reader.ReadText(), reader.ReadTarget()), (reader.ReadInstant(), reader.ReadInstant()));
    }

    /// <summary>What is over says nothing any more, so it needs no way back.</summary>
    private void Sweep(DateTimeOffset now)
    {
        foreach (var (key, entry) in entries)
        {
            if (entry.Until <= now) entries.Remove(key);
        }

        kept = entries.Count;
    }
}
