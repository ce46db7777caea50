using RunbookSdk.Actions;
using RunbookSdk.Facts;

namespace RunbookSdk.Sessions;

/// <summary>The requests that wait until nothing stops them any more.</summary>
internal sealed class HeldRequests(UndoLog undo)
{
    private readonly Dictionary<object, HeldRequest> held = new(ReferenceEqualityComparer.Instance);
    private long number;

    /// <summary>True when something that stops requests may have ended since they were last looked at.</summary>
    public bool HasChanged { get; set; }

    public int Count => held.Count;

    /// <summary>In the order in which they were made.</summary>
    public IEnumerable<HeldRequest> All => held.Values.OrderBy(h => h.Number);

    /// <summary>Remembers a request; one of the same owner takes the place of the one before.</summary>
    public void Keep(MatchState state, RunbookAction action, Request request, string because, DateTimeOffset now)
    {
        var owner = request.Owner;
        var before = held.GetValueOrDefault(owner);
        held[owner] = new(++number, state, action, now, because, request);
        undo.Add(() =>
        {
            number--;
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
}

/// <summary>A request that waits until nothing stops it.</summary>
/// <param name="Number">Requests are asked again in this order.</param>
/// <param name="State">The match that asks.</param>
/// <param name="Action">What it asks for.</param>
/// <param name="Since">Since when it waits.</param>
/// <param name="Because">What stops it.</param>
/// <param name="Request">For whom, and how to ask again.</param>
internal sealed record HeldRequest(
    long Number, MatchState State, RunbookAction Action, DateTimeOffset Since, string Because, Request Request);
