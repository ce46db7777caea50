using System.Globalization;
using RunbookSdk.Actions;
using RunbookSdk.Facts;
using RunbookSdk.Time;

namespace RunbookSdk.Sessions;

/// <summary>
/// What people hold back: their switches and silences, and the requests that wait for the end of one. A silence ends at its own instant.
/// </summary>
internal sealed class Holds(FactStore store, TimerQueue timers, UndoLog undo)
{
    private readonly Dictionary<KnownFact, Turn> known = [];
    private readonly Dictionary<object, HeldRequest> held = new(ReferenceEqualityComparer.Instance);

    /// <summary>True when a hold has ended, or has begun, since requests were last looked at.</summary>
    public bool HasChanged { get; set; }

    public int Count => known.Count + held.Count;

    /// <summary>The requests that wait, in the order in which they were made.</summary>
    public IEnumerable<HeldRequest> Requests => held.Values.OrderBy(h => h.Number);

    /// <summary>Why a request is held back now; null when it is not.</summary>
    public string? Reason(string rule, RunbookAction action, DateTimeOffset now)
    {
        if (known.Count == 0) return null;
        var hold = known.Keys.Select(f => (IHold)f.Value)
            .Where(h => h.HoldsAt(now) && (h.HoldsWhatOnlyTells || !action.OnlyTells) && h.Covers(rule, action.Target))
            .OrderBy(h => h.At).ThenBy(h => h.Scope, StringComparer.Ordinal).FirstOrDefault();
        return hold is null ? null : string.Create(
            CultureInfo.InvariantCulture,
            $"{hold.Name} by {hold.By} since {hold.At.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z ({hold.Scope}): {hold.Because}; asked because {action.Because}");
    }

    /// <summary>Remembers a request until no hold covers it any more.</summary>
    public void Keep(object owner, HeldRequest request)
    {
        var before = held.GetValueOrDefault(owner);
        held[owner] = request;
        undo.Add(() =>
        {
            if (before is null) held.Remove(owner);
            else held[owner] = before;
        });
    }

    /// <summary>The reason of a request has ended, or it was granted.</summary>
    /// <returns>True when there was one.</returns>
    public bool Forget(object owner)
    {
        if (!held.Remove(owner, out var request)) return false;
        undo.Add(() => held[owner] = request);
        return true;
    }

    /// <summary>Takes the requests that nothing holds back any more.</summary>
    public IReadOnlyList<HeldRequest> TakeReleased(DateTimeOffset now)
    {
        HasChanged = false;
        var released = held.Where(h => Reason(h.Value.Rule, h.Value.Action, now) is null).OrderBy(h => h.Value.Number).ToList();
        foreach (var (owner, _) in released) Forget(owner);
        return [.. released.Select(r => r.Value)];
    }

    /// <summary>Takes a change of a switch or a silence.</summary>
    public void Follow(FactChange change, DateTimeOffset now)
    {
        var fact = change.Fact;
        HasChanged = true;
        if (known.TryGetValue(fact, out var turn))
        {
            if (change.Kind == ChangeKind.Removed)
            {
                known.Remove(fact);
                undo.Add(() => known[fact] = turn);
            }
        }
        else if (change.Kind != ChangeKind.Removed)
        {
            known[fact] = turn = new Turn(this, fact);
            undo.Add(() => known.Remove(fact));
        }

        if (turn is not null) timers.Set(turn, change.Kind == ChangeKind.Removed ? null : NextTurn((IHold)fact.Value, now));
    }

    private static DateTimeOffset? NextTurn(IHold hold, DateTimeOffset now) =>
        hold is not Silence silence ? null : silence.Begins > now ? silence.Begins : silence.Ends;

    private void Ring(Turn turn, KnownFact fact, DateTimeOffset now)
    {
        HasChanged = true;
        if (fact.Value is Silence silence && silence.Ends <= now) store.Remove(fact);
        else timers.Set(turn, NextTurn((IHold)fact.Value, now));
    }

    /// <summary>The instant at which a silence begins or ends.</summary>
    private sealed class Turn(Holds owner, KnownFact fact) : Alarm
    {
        public override bool IsMoot => !fact.IsKnown;

        public override void Ring(DateTimeOffset now)
        {
            if (fact.IsKnown) owner.Ring(this, fact, now);
        }
    }
}

/// <summary>A request that waits for the end of a hold.</summary>
/// <param name="Number">Requests are asked again in this order.</param>
/// <param name="Rule">Id of the rule.</param>
/// <param name="Action">What it asks for.</param>
/// <param name="Since">Since when it waits.</param>
/// <param name="Because">Who holds it, and why.</param>
/// <param name="AskAgain">Asks again, if the reason still stands.</param>
internal sealed record HeldRequest(long Number, string Rule, RunbookAction Action, DateTimeOffset Since, string Because, Action AskAgain);
