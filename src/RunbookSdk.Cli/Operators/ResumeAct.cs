using RunbookSdk.Actions;
using RunbookSdk.Facts;
using RunbookSdk.Sessions;

namespace RunbookSdk.Cli.Operators;

/// <summary>A person lets go what was stopped.</summary>
/// <param name="name">The scope it was stopped with, or the name of a silence.</param>
internal sealed class ResumeAct(string name) : IAct
{
    public Said Say(OpenedState state, ActPlan plan, DateTimeOffset now)
    {
        var holds = state.Status.Holds;
        var ended = holds.Where(h => h.Kind != HoldKind.Rule && IsMeant(h)).ToList();
        if (ended.Count == 0) throw CommandCodes.Refuse(CommandCodes.NotStopped, Problem(holds, new TimeText(plan.Zone)));
        return new(
            $"Resumed {string.Join(", ", ended.Select(NameOf).Distinct())} as {plan.By}.",
            [
                .. ended.Select(h => new Observation(FactOf(h), now, IsRetraction: true)),
                .. ended.Select(h => new Observation(new Resumption(h.Scope, plan.By, plan.Because, now), now)),
            ]);
    }

    public IEnumerable<string> Tell(OpenedState state, Evaluation followed, TimeText times)
    {
        if (followed.Decisions.Count == 0) yield return "Nothing was held that still has its reason.";
        var left = state.Status.Holds;
        if (left.Count > 0) yield return $"Still stopped:{HoldText.List(left, times)}";
    }

    private static object FactOf(StandingHold hold) => hold.Kind switch
    {
        HoldKind.Silence => new Silence(hold.Id!, hold.Scope, "", "", hold.Begins, hold.Begins),
        HoldKind.Window => new MaintenanceWindow(hold.Id!, "", "", default, "", "", hold.Begins, hold.Begins),
        HoldKind.ProposeOnly => new ProposeOnly(hold.Scope, "", "", hold.Begins),
        _ => new Pause(hold.Scope, "", "", hold.Begins),
    };

    private static string NameOf(StandingHold hold) => hold.Id is { } id ? $"{hold.Scope} ({id})" : hold.Scope;

    private bool IsMeant(StandingHold hold)
    {
        var asTarget = name.Replace(' ', '-');
        return hold.Scope.Equals(name, StringComparison.OrdinalIgnoreCase) || hold.Scope.Equals(asTarget, StringComparison.OrdinalIgnoreCase)
            || string.Equals(hold.Id, name, StringComparison.OrdinalIgnoreCase);
    }

    private string Problem(IReadOnlyList<StandingHold> holds, TimeText times) => holds.Count == 0
        ? $"'{name}' is not stopped; nothing is."
        : $"'{name}' is not stopped{(holds.Any(IsMeant) ? " by a person" : "")}. What is:{HoldText.List(holds, times)}";
}

/// <summary>What people have stopped, in words.</summary>
internal static class HoldText
{
    /// <summary>Each on a line of its own.</summary>
    public static string List(IEnumerable<StandingHold> holds, TimeText times) => string.Concat(holds.Select(h => $"\n  {Line(h, times)}"));

    private static string Line(StandingHold hold, TimeText times) => hold switch
    {
        { Kind: HoldKind.Rule } => $"{hold.Scope}  held by rule {hold.By} since {times.At(hold.Begins)}, until its reason ends: {hold.Because}",
        { Kind: HoldKind.Window, Ends: { } ends } => $"{hold.Scope}  held in window {hold.Id} from {times.At(hold.Begins)} to {times.At(ends)}, and so on, by {hold.By}: {hold.Because}",
        { Ends: { } ends } => $"{hold.Scope}  silenced as {hold.Id} from {times.At(hold.Begins)} to {times.At(ends)} by {hold.By}: {hold.Because}",
        { Kind: HoldKind.ProposeOnly } => $"{hold.Scope}  only proposed since {times.At(hold.Begins)} by {hold.By}: {hold.Because}",
        _ => $"{hold.Scope}  paused since {times.At(hold.Begins)} by {hold.By}: {hold.Because}",
    };
}
