using System.Globalization;
using RunbookSdk.Actions;
using RunbookSdk.Journal;
using RunbookSdk.Rules;
using RunbookSdk.Sessions;

namespace RunbookSdk.Explanation;

/// <summary>Tells, line by line, what became of what a rule asks for: above all, why something that matches is not done.</summary>
internal sealed class RequestLines(Rule rule, RunbookSession session, IReadOnlyList<MatchRequest> requests, bool isAboutKey, ExplanationOptions options)
{
    private readonly SessionSnapshot snapshot = session.Snapshot;

    /// <summary>All of it: how far the rule may go, what waits, what is held back, what is in force, what was stopped, what the host could not do.</summary>
    public IEnumerable<string> All => Modes().Concat(Of(RequestStatus.Failed, Failed)).Concat(Of(RequestStatus.Proposed, Proposed)).Concat(Of(RequestStatus.Held, Held))
        .Concat(InForce()).Concat(Of(RequestStatus.Observed, Observed)).Concat(Of(RequestStatus.Asked, Asked)).Concat(Of(RequestStatus.Stopped, Stopped)).Concat(NotDone());

    private IEnumerable<string> Of(RequestStatus status, Func<MatchRequest, string?> line) =>
        requests.Where(r => r.Status == status).Select(line).OfType<string>().Distinct(StringComparer.Ordinal);

    private IEnumerable<string> Modes()
    {
        if (session.ModeOfAll < rule.Mode) yield return $"mode: {DecisionWords.Of(session.ModeOfAll)}, as the whole session";
        else if (rule.Mode != Mode.Act) yield return $"mode: {DecisionWords.Of(rule.Mode)}";
        if (snapshot.QuarantinedRules.Contains(rule.Id)) yield return "set aside after too many faults";
        if (session.ModeOfAll != Mode.Act || rule.Mode != Mode.Act) yield break;
        var actions = requests.Select(r => r.Action).OfType<RunbookAction>().Where(a => !a.OnlyTells).ToList();
        foreach (var word in snapshot.Facts<ProposeOnly>().Where(w => actions.Any(a => Scope.Covers(w.Scope, rule.Id, a.Target))))
            yield return $"mode: propose, as {word.By} wants since {options.Write(word.At, snapshot.Now)} ({word.Scope}): {word.Because}";
    }

    private static string Failed(MatchRequest request) => $"asks for nothing: its result throws {request.Because}";

    private string Proposed(MatchRequest request)
    {
        var proposal = request.Proposal!;
        var approved = proposal.Approvers.Count == 0 ? "" : $" ({string.Join(", ", proposal.Approvers)})";
        var until = proposal.DeniedAt is { } end ? $", denied at {options.Write(end, snapshot.Now)}" : "";
        return string.Create(CultureInfo.InvariantCulture, $"waits for approval: {Name(proposal.Action)}, {proposal.Approvers.Count} of {proposal.Needed}{approved}{until}{For(request)}");
    }

    private static string Held(MatchRequest request) => $"held back: {Name(request.Action!)}, {request.Because}";

    /// <summary>What it has brought into force may be kept there by other rules only.</summary>
    private IEnumerable<string> InForce()
    {
        var asked = requests.Where(r => r.Status == RequestStatus.InForce).DistinctBy(r => r.Action!.Identity).ToDictionary(r => r.Action!.Identity, StringComparer.Ordinal);
        foreach (var action in snapshot.InForce)
        {
            var request = asked.GetValueOrDefault(action.Action.Identity);
            if (request is not null || (!isAboutKey && action.Rule == rule.Id))
                yield return $"in force: {Name(action.Action)} since {options.Write(action.Since, snapshot.Now)}{(request is null ? "" : For(request))}";
        }
    }

    /// <summary>What people were asked about does not wait any more; a session keeps no decisions, its journal does.</summary>
    private string? Asked(MatchRequest request) => rule.Model.Settings.Approvals == 0 && !request.Action!.IsIrreversible
        ? null
        : $"waits no more: {Name(request.Action!)}, it was approved, denied or nobody answered in time; its last decision says which";

    private static string? Observed(MatchRequest request) => request.By is null ? null : $"observed before: {Name(request.Action!)}{For(request)}";

    private string Stopped(MatchRequest request)
    {
        var action = request.Action!;
        if (action is StandingAction) return $"not in force: {Name(action)}, {request.Because ?? "denied before, or its lease has ended; it is asked for again when another match asks for it"}";
        var again = rule.Model.Settings.AgainOnChange ? "it is asked for again when one of its facts changes" : "a match asks once";
        return $"not decided: {Name(action)}, {(request.Because is { } because ? because : $"what stopped it at {options.Write(request.Match.BeganAt, snapshot.Now)} has ended since")}; {again}";
    }

    /// <summary>What was decided and did not work in the world.</summary>
    private IEnumerable<string> NotDone()
    {
        var targets = requests.Select(r => r.Action?.Target.ToString()).ToHashSet(StringComparer.Ordinal);
        return snapshot.Facts<ActionOutcome>()
            .Where(o => o.Rule == rule.Id && o.Status >= ActionStatus.Failed && (!isAboutKey || targets.Contains(o.Target)))
            .OrderByDescending(o => o.At)
            .Select(o => string.Create(
                CultureInfo.InvariantCulture,
                $"not done by the host: {o.Action} {o.Target}, {DecisionWords.Of(o.Status)} at {options.Write(o.At, snapshot.Now)} after {o.Attempts} {(o.Attempts == 1 ? "attempt" : "attempts")}{(o.Because.Length == 0 ? "" : $": {o.Because}")}"));
    }

    private static string Name(RunbookAction action) => $"{action.Name} {action.Target}";

    private static string For(MatchRequest request) => request.By is { } other ? $", asked for by {other} first" : "";
}
