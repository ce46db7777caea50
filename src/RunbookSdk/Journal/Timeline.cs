using System.Globalization;
using RunbookSdk.Actions;
using RunbookSdk.Diagnostics;

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
        return Columns(
            decision.Instant, decision.Rule, decision.ActionName, decision.Target.ToString(),
            $"{DecisionWords.Of(decision.Mode)}/{DecisionWords.Of(decision.Outcome)}", Why(decision.Action.Details, decision.Approvers, decision.Because));
    }

    /// <summary>One line.</summary>
    /// <param name="decision">The decision.</param>
    public string Line(Decision decision) => string.Join("  ", Columns(decision)).TrimEnd();

    /// <summary>One line for a decision of a journal.</summary>
    /// <param name="decision">The decision.</param>
    public string Line(RecordedDecision decision)
    {
        ArgumentNullException.ThrowIfNull(decision);
        return string.Join("  ", Columns(
            decision.Instant, decision.Rule, decision.ActionName, decision.Target,
            $"{DecisionWords.Of(decision.Mode)}/{DecisionWords.Of(decision.Outcome)}", Why(decision.Details, decision.Approvers, decision.Because))).TrimEnd();
    }

    /// <summary>An instant as the timeline shows it: <c>2019-09-11 08:46:00 +02:00</c>.</summary>
    /// <param name="instant">The instant.</param>
    public string At(DateTimeOffset instant) =>
        TimeZoneInfo.ConvertTime(instant, zone).ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);

    private string[] Columns(DateTimeOffset instant, string rule, string action, string target, string outcome, string why) =>
    [
        At(instant),
        OneLine.Of(rule).PadRight(ruleWidth),
        OneLine.Of(action).PadRight(ActionWidth),
        OneLine.Of(target).PadRight(TargetWidth),
        outcome.PadRight(OutcomeWidth),
        OneLine.Of(why),
    ];

    private static string Why(IReadOnlyList<KeyValuePair<string, string>> named, IReadOnlyList<string> approved, string reason)
    {
        var details = string.Join(", ", named.Select(d => $"{d.Key} {d.Value}"));
        var approvers = approved.Count == 0 ? "" : $" [{string.Join(", ", approved)}]";
        return details.Length == 0 ? reason + approvers : $"{reason} ({details}){approvers}";
    }
}
