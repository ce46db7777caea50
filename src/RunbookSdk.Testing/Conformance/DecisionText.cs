using RunbookSdk.Actions;

namespace RunbookSdk.Testing.Conformance;

/// <summary>
/// A decision as a line: <c>rule: outcome action target (details) until instant, reason</c>, with the instant before it when that is
/// not the one of the step. Details, the end of a lease and the reason are there only when the decision has them.
/// </summary>
internal static class DecisionText
{
    public static string Of(Decision decision, DateTimeOffset step)
    {
        var at = decision.Instant == step ? "" : $"{CaseClock.Write(decision.Instant)} ";
        var release = decision.IsRelease && decision.Outcome != Outcome.Released ? " release of" : "";
        var details = string.Join(", ", decision.Action.Details.Select(d => d.Value));
        var until = decision.LeaseUntil is { } end ? $" until {CaseClock.Write(end)}" : "";
        return $"{at}{decision.Rule}: {Word(decision.Outcome)}{release} {decision.Action.Name} {decision.Target}"
            + $"{(details.Length > 0 ? $" ({details})" : "")}{until}{(decision.Because.Length > 0 ? $", {decision.Because}" : "")}";
    }

    private static string Word(Outcome outcome) => outcome switch
    {
        Outcome.Observed => "observed",
        Outcome.Proposed => "proposed",
        Outcome.Decided => "decided",
        Outcome.Denied => "denied",
        Outcome.Withdrawn => "withdrawn",
        Outcome.Renewed => "renewed",
        Outcome.Verified => "verified",
        Outcome.Unverified => "unverified",
        _ => "released",
    };
}
