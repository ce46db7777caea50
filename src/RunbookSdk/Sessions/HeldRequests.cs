using RunbookSdk.Actions;
using RunbookSdk.Facts;
using RunbookSdk.Facts.Saving;

namespace RunbookSdk.Sessions;

/// <summary>The requests that wait until nothing stops them any more.</summary>
internal sealed class HeldRequests(UndoLog undo) : ISavedPart
{
    private readonly Dictionary<object, HeldRequest> held = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<(FactType Type, bool ByAge), int> watched = [];
    private long number;

    /// <summary>True when something that stops requests may have ended since they were last looked at; never between evaluations.</summary>
    public bool HasChanged { get; set; }

    public int Count => held.Count;

    /// <summary>In the order in which they were made.</summary>
    public IEnumerable<HeldRequest> All => held.Values.OrderBy(h => h.Number);

    /// <summary>See <see cref="Gate.Requests"/>.</summary>
    public Func<object, MatchState, RunbookAction, Request>? Requests { get; set; }

    /// <summary>See <see cref="Gate.Matches"/>.</summary>
    public Func<StateReader, MatchState>? Matches { get; set; }

    public void Save(StateWriter writer)
    {
        writer.Write(number);
        writer.Write(held.Count);
        foreach (var waiting in All)
        {
            writer.Write(waiting.Number);
            writer.WriteMatch(waiting.State);
            writer.WriteValue(waiting.Action);
            writer.Refer(waiting.Request.Owner);
            writer.Write(waiting.Since);
            writer.Write(waiting.Because);
            writer.Write(waiting.Wakes);
        }
    }

    public void Load(StateReader reader)
    {
        number = reader.ReadNumber();
        for (var count = reader.ReadCount(); count > 0; count--)
        {
            var (place, state, action, owner) = (reader.ReadNumber(), Matches!(reader), (RunbookAction)reader.ReadValue(), reader.Refer<object>());
            Add(new(place, state, action, reader.ReadInstant(), reader.ReadText(), reader.ReadBoolean(), Requests!(owner, state, action)));
        }
    }

    /// <summary>Remembers a request; one of the same owner takes the place of the one before.</summary>
    public void Keep(MatchState state, RunbookAction action, Request request, Stop stop, DateTimeOffset now)
    {
        undo.Add(() => number--);
        Replace(new(++number, state, action, now, stop.Because, stop.Wakes, request));
    }

    /// <summary>From here on a request waits for another reason, or for another match that asks for the same; its place stays.</summary>
    public void GoOn(HeldRequest waiting, MatchState state, RunbookAction action, Stop stop)
    {
        var request = state == waiting.State ? waiting.Request : Requests!(waiting.Request.Owner, state, action);
        Replace(new(waiting.Number, state, action, waiting.Since, stop.Because, stop.Wakes, request));
    }

    /// <summary>True when a match is the one whose request waits for an owner.</summary>
    public bool IsOf(MatchState state, object owner) => held.TryGetValue(owner, out var request) && request.State == state;

    /// <summary>The request that waits for an owner; null when none does.</summary>
    public HeldRequest? Find(object owner) => held.GetValueOrDefault(owner);

    /// <summary>The reason of a request has ended, or it was granted.</summary>
    /// <returns>True when there was one.</returns>
    public bool Forget(object owner)
    {
        if (Remove(owner) is not { } request) return false;
        undo.Add(() => Add(request));
        return true;
    }

    /// <summary>A fact has changed: what waits for there to be more of its like may be possible.</summary>
    public void Follow(FactChange change)
    {
        if (watched.Count > 0) Look(change);
    }

    private void Look(FactChange change)
    {
        var type = change.Fact.Type;
        if (watched.ContainsKey((type, true)) || (change.Kind != ChangeKind.Repeated && watched.ContainsKey((type, false)))) HasChanged = true;
    }

    private void Replace(HeldRequest request)
    {
        var owner = request.Request.Owner;
        Forget(owner);
        Add(request);
        undo.Add(() => Remove(owner));
    }

    private void Add(HeldRequest request)
    {
        held[request.Request.Owner] = request;
        foreach (var key in request.Watches) watched[key] = watched.GetValueOrDefault(key) + 1;
    }

    private HeldRequest? Remove(object owner)
    {
        if (!held.Remove(owner, out var request)) return null;
        foreach (var key in request.Watches)
        {
            if (--watched[key] == 0) watched.Remove(key);
        }

        return request;
    }
}

/// <summary>A request that waits until nothing stops it.</summary>
/// <param name="Number">Requests are asked again in this order.</param>
/// <param name="State">The match that asks.</param>
/// <param name="Action">What it asks for.</param>
/// <param name="Since">Since when it waits.</param>
/// <param name="Because">What stops it.</param>
/// <param name="Wakes">True when somebody has to know that it is stopped.</param>
/// <param name="Request">For whom, and how to ask again.</param>
internal sealed record HeldRequest(
    long Number, MatchState State, RunbookAction Action, DateTimeOffset Since, string Because, bool Wakes, Request Request)
{
    /// <summary>Types of facts of which more may let it through; by age when an observation that changes nothing may do so too.</summary>
    public IReadOnlyList<(FactType Type, bool ByAge)> Watches { get; } =
        [.. State.Rule.Model.Selections.Select(s => (s.Type, s.MaxAge is not null))];
}
