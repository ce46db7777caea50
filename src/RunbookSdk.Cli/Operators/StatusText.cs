using System.Globalization;
using RunbookSdk.Actions;
using RunbookSdk.Diagnostics;
using RunbookSdk.Sessions;
using Spectre.Console;

namespace RunbookSdk.Cli.Operators;

/// <summary>Prints a status for people: what they have to act on comes first.</summary>
/// <param name="console">Where to.</param>
/// <param name="path">The state file, for the commands that are shown.</param>
/// <param name="times">How times are shown.</param>
/// <param name="now">The real clock.</param>
/// <param name="showsAll">True: also what nobody has to look at.</param>
internal sealed class StatusText(CommandConsole console, string path, TimeText times, DateTimeOffset now, bool showsAll)
{
    /// <summary>A budget is shown when no more than this is left of it.</summary>
    private const int NearlyUsed = 1;

    private static readonly Style Alarming = new(Color.Red, decoration: Decoration.Bold);
    private static readonly Style Waiting = new(Color.Yellow, decoration: Decoration.Bold);
    private static readonly Style Plainly = new(decoration: Decoration.Bold);

    private readonly IAnsiConsole output = Plain.ConsoleOn(console.Output, console.OutputIsTerminal);

    public void Write(SessionStatus status, IReadOnlyDictionary<string, RecordedFault> faults)
    {
        WriteHead(status);
        WriteHolds(status.Holds);
        Section("Windows for rules that act only then", Plainly, status.Windows.Where(w => w.Window.Scope.Length == 0), w => [OfWindow(w)]);
        WriteWaiting(status.Waiting);
        Section("Held back", Waiting, status.Held, h =>
            [$"{ProposalText.What(h.Action)}, asked for by {h.Rule} since {times.From(now, h.Since)}", $"  {h.Because}"]);
        Section("Decided, and not done by the host", Alarming, status.Failures, OfFailure);
        Section("Decided, and not proved yet to have worked", Waiting, status.Verifications, v => [OfVerification(v)]);
        Section("Rules set aside after too many faults", Alarming, status.QuarantinedRules, r => OfQuarantined(r, faults));
        Section("In force", Plainly, status.InForce, OfAction);
        WriteSubjects(status.Subjects);
        Section("Budgets used up, or nearly", Waiting, status.Budgets.Where(b => b.Left <= NearlyUsed), b => [OfBudget(b)]);
    }

    private void WriteHead(SessionStatus status)
    {
        output.WriteLine($"{path}: last evaluation {times.From(now, status.At)}; times of {times.Zone}");
        if (status.NextDue is { } due)
            output.WriteLine(due <= now ? $"Due since {times.From(now, due)}: the next run of 'runbook eval' decides it" : $"Next due {times.From(now, due)}");
        else output.WriteLine("Nothing is due by the clock");
    }

    private void WriteHolds(IReadOnlyList<StandingHold> holds)
    {
        if (holds.Count == 0) Heading("Stopped: nothing", Plainly);
        else Section("STOPPED", Alarming, holds, OfHold);
    }

    private IEnumerable<string> OfHold(StandingHold hold)
    {
        var what = hold.Scope == "all" ? "everything (all)" : hold.Scope;
        yield return hold switch
        {
            { Kind: HoldKind.Rule } => $"{what} is held by rule {hold.By} since {times.From(now, hold.Begins)}, until its reason ends: {hold.Because}",
            { Ends: { } ends } => $"{what} {ForATime(hold, ends)} by {hold.By}: {hold.Because}",
            { Kind: HoldKind.ProposeOnly } => $"{what} is only proposed since {times.From(now, hold.Begins)} by {hold.By}: {hold.Because}",
            _ => $"{what} is paused since {times.From(now, hold.Begins)} by {hold.By}: {hold.Because}",
        };
        if (hold.Kind != HoldKind.Rule) yield return $"  runbook resume {ProposalText.Quoted(hold.Id ?? hold.Scope)} --state {ProposalText.Quoted(path)}";
    }

    private string ForATime(StandingHold hold, DateTimeOffset ends)
    {
        var done = hold.Kind == HoldKind.Window ? $"held in window {hold.Id}" : "silenced";
        if (hold.HoldsAt(now)) return $"is {done} until {times.From(now, ends)}";
        return ends <= now ? $"was {done} until {times.From(now, ends)}," : $"will be {done} from {times.From(now, hold.Begins)} to {times.From(now, ends)},";
    }

    private string OfWindow(WindowStatus status)
    {
        var window = status.Window;
        var state = status switch
        {
            { ClosesAt: { } closes } => $"is open until {times.From(now, closes)}",
            { OpensAt: { } opens } => $"opens next {times.From(now, opens)}",
            _ => "opens no more",
        };
        return $"{window.Id} {state}, expires {times.From(now, window.Expires)}; by {window.By}: {window.Because}";
    }

    private void WriteWaiting(IReadOnlyList<WaitingProposal> waiting)
    {
        if (waiting.Count == 0) Heading("Waits for an approval: nothing", Plainly);
        else Section("WAITS FOR AN APPROVAL", Waiting, waiting, OfProposal);
    }

    private IEnumerable<string> OfProposal(WaitingProposal proposal)
    {
        yield return $"{ProposalText.Number(proposal)}  {ProposalText.What(proposal)}, asked for by {proposal.Rule} since {times.From(now, proposal.ProposedAt)}";
        yield return $"  because {OneLine.Of(proposal.Action.Because)}";
        yield return $"  {Approvals(proposal)}{MayApprove(proposal)}{Until(proposal)}";
        yield return $"  {ProposalText.Command("approve", proposal, path)}";
        yield return $"  {ProposalText.Command("deny", proposal, path)} --because \"...\"";
    }

    private static string Approvals(WaitingProposal proposal) => string.Create(
        CultureInfo.InvariantCulture,
        $"{proposal.Approvers.Count} of {proposal.Needed} approved{(proposal.Approvers.Count == 0 ? "" : $" ({string.Join(", ", proposal.Approvers)})")}");

    private static string MayApprove(WaitingProposal proposal) =>
        proposal.MayApprove.Count == 0 ? "" : $", by {string.Join(" or ", proposal.MayApprove)} only";

    private string Until(WaitingProposal proposal) => proposal.DeniedAt switch
    {
        null => "",
        { } at when at <= now => $"; its time ran out at {times.From(now, at)}, the next evaluation denies it",
        { } at => $"; counts as denied at {times.From(now, at)}",
    };

    private IEnumerable<string> OfAction(ActionInForce action)
    {
        yield return $"{ProposalText.What(action.Action)} since {times.From(now, action.Since)}, by {action.Rule}{Lease(action.LeaseUntil)}";
        yield return $"  because {OneLine.Of(action.Action.Because)}";
    }

    private string Lease(DateTimeOffset? until) => until is { } at ? $", until {times.From(now, at)} unless it is renewed" : ", until its reason ends";

    private string OfVerification(Verification open)
    {
        var what = $"{open.Action} {open.Target} of {open.Rule}, since {times.From(now, open.Since)}";
        return open switch
        {
            { Due: null } => $"{what}: NOT PROVED IN TIME, and all that follows without a proof was asked for",
            { Escalations: > 0 } => $"{what}: NOT PROVED IN TIME; the next step follows {times.From(now, open.Due.Value)}",
            _ => $"{what}: has until {times.From(now, open.Due.Value)}",
        };
    }

    private IEnumerable<string> OfFailure(ActionOutcome outcome)
    {
        var status = outcome.Status switch
        {
            ActionStatus.DeadLettered => "given up",
            ActionStatus.TimedOut => "did not end in time, and may have worked",
            _ => "failed, may be tried again",
        };
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"{outcome.Action} {outcome.Target} {status} at {times.From(now, outcome.At)}, attempt {outcome.Attempts}, asked for by {outcome.Rule}");
        if (outcome.Because.Length > 0) yield return $"  {OneLine.Of(outcome.Because)}";
    }

    private IEnumerable<string> OfQuarantined(string rule, IReadOnlyDictionary<string, RecordedFault> faults)
    {
        yield return faults.GetValueOrDefault(rule) is not { } fault ? rule : $"{rule} since {times.From(now, fault.At)}";
        if (faults.GetValueOrDefault(rule) is { } last) yield return $"  {last.Place}: {last.Message}";
    }

    private void WriteSubjects(IReadOnlyList<SubjectStatus> subjects)
    {
        var shown = subjects.Where(s => showsAll || !s.IsOver || s.HeldBy is not null).ToList();
        Section("Where things stand", Plainly, shown, OfSubject);
        var left = subjects.Count - shown.Count;
        if (left > 0 && shown.Count == 0) Heading("Where things stand", Plainly);
        if (left > 0) output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {left}{(shown.Count == 0 ? "" : " more")}: {(left == 1 ? "works, or is over" : "each works, or is over")} (--all shows {(left == 1 ? "it" : "them")})"));
    }

    private IEnumerable<string> OfSubject(SubjectStatus subject)
    {
        yield return $"{subject.Subject} is {subject.Status}{(subject.Since is { } since ? $" since {times.From(now, since)}" : "")}: {subject.Title}";
        if (subject.HeldBy is { } by) yield return $"  {by} says so, against every rule: {subject.HeldBecause}";
    }

    private string OfBudget(BudgetUse use)
    {
        var of = use.Rule is null ? "of all rules" : $"of {use.Rule} for {use.Target}";
        var next = use.NextAt is { } at ? $"; the next is possible at {times.From(now, at)}" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{of}: {use.Used} of {use.Budget.Count} in {TimeText.Of(use.Budget.Per)}{next}");
    }

    private void Section<T>(string heading, Style style, IEnumerable<T> items, Func<T, IEnumerable<string>> lines)
    {
        var isFirst = true;
        foreach (var item in items)
        {
            if (isFirst) Heading(heading, style);
            isFirst = false;
            foreach (var line in lines(item)) output.WriteLine($"  {line}");
        }
    }

    private void Heading(string text, Style style)
    {
        output.WriteLine();
        output.Write(text, style);
        output.WriteLine();
    }
}
