using System.Globalization;
using RunbookSdk.Actions;

namespace RunbookSdk.Journal;

/// <summary>Writes decisions as lines for people, in columns. Immutable and safe to share.</summary>
public sealed class Timeline
{
    private const int ActionWidth = 15;
    private const int TargetWidth = 42;
    private const int OutcomeWidth = 16;
    private readonly TimeZoneInfo zone;
    private readonly int ruleWidth;

    /// <summary>Makes a timeline.</summary>
    /// <param name="zone">The zone that its times are shown in.</param>
    /// <param name="rules">Ids of the rules, so that the columns fit; default: none is known.</param>
    public Timeline(TimeZoneInfo zone, params IEnumerable<string> rules)
    {
        ArgumentNullException.ThrowIfNull(zone);
        this.zone = zone;
        ruleWidth = rules.Select(r => r.Length).DefaultIfEmpty(0).Max();
    }

    /// <summary>The parts of a line, padded to their columns: when, which rule, what is done, to what, how far it went, and why.</summary>
    /// <param name="decision">The decision.</param>
    public IReadOnlyList<string> Columns(Decision decision)
    {
        ArgumentNullException.ThrowIfNull(decision);
        return
        [
            At(decision.Instant),
            decision.Rule.PadRight(ruleWidth),
            decision.ActionName.PadRight(ActionWidth),
            decision.Target.ToString().PadRight(TargetWidth),
            $"{DecisionWords.Of(decision.Mode)}/{DecisionWords.Of(decision.Outcome)}".PadRight(OutcomeWidth),
            Why(decision),
        ];
    }

    /// <summary>One line.</summary>
    /// <param name="decision">The decision.</param>
    public string Line(Decision decision) => string.Join("  ", Columns(decision)).TrimEnd();

    /// <summary>An instant as the timeline shows it: <c>2019-09-11 08:46:00 +02:00</c>.</summary>
    /// <param name="instant">The instant.</param>
    public string At(DateTimeOffset instant) =>
        TimeZoneInfo.ConvertTime(instant, zone).ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);

    private static string Why(Decision decision)
    {
        var details = string.Join(", ", decision.Action.Details.Select(d => $"{d.Key} {d.Value}"));
        var approvers = decision.Approvers.Count == 0 ? "" : $" [{string.Join(", ", decision.Approvers)}]";
        var because = decision.Because.ReplaceLineEndings(" ");
        return details.Length == 0 ? because + approvers : $"{because} ({details}){approvers}";
    }
}
