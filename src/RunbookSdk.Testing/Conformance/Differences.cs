using System.Globalization;
using System.Text;

namespace RunbookSdk.Testing.Conformance;

/// <summary>What differs in one step, as a text for people: lines with a minus were expected, lines with a plus came instead.</summary>
internal sealed class Differences(string place)
{
    private readonly StringBuilder text = new();

    /// <summary>Null when nothing differs.</summary>
    public string? Text => text.Length == 0 ? null : place + ":" + text;

    public void Same(string what, int expected, int actual) =>
        Same(what, [expected.ToString(CultureInfo.InvariantCulture)], [actual.ToString(CultureInfo.InvariantCulture)]);

    public void Same(string what, IEnumerable<string> expected, IEnumerable<string> actual)
    {
        var (before, after) = (expected.ToList(), actual.ToList());
        if (before.SequenceEqual(after, StringComparer.Ordinal)) return;
        text.Append("\n  ").Append(what).Append(':');
        foreach (var (sign, line) in Lines(before, after)) text.Append("\n    ").Append(sign).Append(' ').Append(line);
    }

    /// <summary>Lines that both have at the beginning and at the end stand without a sign.</summary>
    private static IEnumerable<(char Sign, string Line)> Lines(List<string> before, List<string> after)
    {
        var shortest = Math.Min(before.Count, after.Count);
        var head = 0;
        while (head < shortest && before[head] == after[head]) head++;
        var tail = 0;
        while (tail < shortest - head && before[^(tail + 1)] == after[^(tail + 1)]) tail++;
        return before.Take(head).Select(l => (' ', l))
            .Concat(before.Take(before.Count - tail).Skip(head).Select(l => ('-', l)))
            .Concat(after.Take(after.Count - tail).Skip(head).Select(l => ('+', l)))
            .Concat(after.Skip(after.Count - tail).Select(l => (' ', l)));
    }
}
