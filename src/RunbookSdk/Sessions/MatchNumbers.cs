using RunbookSdk.Facts;
using RunbookSdk.Facts.Saving;

namespace RunbookSdk.Sessions;

/// <summary>
/// Numbers the matches of a rule that begin at one instant, from 1, whatever rules are exchanged meanwhile: with the rule and the instant the
/// number tells one beginning from every other.
/// </summary>
internal sealed class MatchNumbers(UndoLog undo) : ISavedPart
{
    private readonly Dictionary<string, int> counts = [];
    private DateTimeOffset instant;

    public void Save(StateWriter writer)
    {
        var kept = counts.Where(c => instant == writer.Now && c.Value > 0).OrderBy(c => c.Key, StringComparer.Ordinal).ToList();
        writer.Write(kept.Count);
        if (kept.Count > 0) writer.Write(instant);
        foreach (var (rule, count) in kept)
        {
            writer.Write(rule);
            writer.Write((long)count);
        }
    }

    public void Load(StateReader reader)
    {
        var kept = reader.ReadCount();
        if (kept > 0) instant = reader.ReadInstant();
        for (; kept > 0; kept--) counts.Add(reader.ReadText(), reader.ReadCount());
    }

    public int Next(string rule, DateTimeOffset now)
    {
        if (now != instant)
        {
            // Time does not go back, also when an evaluation is refused: what was counted at another instant counts no more.
            counts.Clear();
            instant = now;
        }

        var number = counts.GetValueOrDefault(rule) + 1;
        counts[rule] = number;
        undo.Add(() => counts[rule] = number - 1);
        return number;
    }
}
