using RunbookSdk.Actions;
using RunbookSdk.Rules;

namespace RunbookSdk.Sessions;

/// <content>What is held back, until nothing stops it any more.</content>
internal sealed partial class Gate
{
    /// <summary>While a session only observes, nothing that waits is decided; it goes on to wait.</summary>
    private static readonly Stop OnlyObserved = new("it is only observed as things are; it is asked for again when more is allowed", Waits: true, Wakes: false);

    /// <summary>Asks again for what was held back and is no more.</summary>
    public void AskAgain()
    {
        if (!held.HasChanged) return;
        held.HasChanged = false;
        foreach (var waiting in held.All.ToList()) AskAgain(waiting);
    }

    /// <summary>Nobody asks any more for what was held back, or it was granted.</summary>
    public void Forget(object owner)
    {
        if (held.Forget(owner)) Snapshots?.HasProposalsTouched = true;
    }

    /// <summary>The first match that nothing stops asks; what stops all of them for a time is what it waits for.</summary>
    private void AskAgain(HeldRequest waiting)
    {
        var asking = AskingFor(waiting).Select(a => (a.State, a.Action, Stop: StopOf(a.State, a.Action, log.Now))).ToList();
        var free = asking.FindIndex(a => a.Stop is null);
        if (free < 0 && asking.Find(a => a.Stop is { Waits: true }) is { Stop: { } stop } next)
        {
            GoOn(waiting, next.State, next.Action, stop);
            return;
        }

        Forget(waiting.Request.Owner);
        if (asking.Count > 0) waiting.Request.AskAgain(asking[Math.Max(free, 0)].State);
    }

    /// <summary>
    /// Every match that claims what stands, the one that has claimed it for the longest first; while it waits for approvals already, only those that
    /// need none.
    /// </summary>
    private IEnumerable<(MatchState State, RunbookAction Action)> AskingFor(HeldRequest waiting)
    {
        if (waiting.Request.Owner is not StandingEntry entry) return [(waiting.State, waiting.Action)];
        return entry.Claims.Select(c => (State: c, Action: (RunbookAction)c.Asked!))
            .Where(c => entry.Status != StandingStatus.Proposed || ApprovalsFor(c.State, c.Action) == 0);
    }

    /// <summary>What stops a request at an instant; null when nothing does.</summary>
    public Stop? StopOf(MatchState state, RunbookAction action, DateTimeOffset now) =>
        ModeOf(state, action) == Mode.Observe ? OnlyObserved : Limits.Find(state, action, now);

    /// <summary>It waits on, maybe for another reason: that is what people read, and who has to know of it is woken.</summary>
    private void GoOn(HeldRequest waiting, MatchState state, RunbookAction action, Stop stop)
    {
        if (waiting.State == state && waiting.Because == stop.Because) return;
        Snapshots?.HasProposalsTouched = true;
        held.GoOn(waiting, state, action, stop);
        if (stop.Wakes && !(waiting.Wakes && waiting.State == state)) escalations.Wake(state, action, stop.Because, ModeOf(state, action));
    }
}
