using RunbookSdk.Facts;

namespace RunbookSdk.Sessions;

/// <summary>
/// Numbers the matches of a rule that begin at one instant, from 1, whatever rules are exchanged meanwhile: with the rule and the instant the
/// number tells one beginning from every other.
/// </summary>
internal sealed class MatchNumbers(UndoLog undo)
{
    private readonly Dictionary<string, int> counts = [];
    private DateTimeOffset instant;

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
