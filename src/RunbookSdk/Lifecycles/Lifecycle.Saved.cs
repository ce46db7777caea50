namespace RunbookSdk.Lifecycles;

/// <content>Instances in storage, and those of older versions.</content>
public sealed partial class Lifecycle<TState, TTrigger>
{
    private readonly MigrationDeclaration<TState>[] migrations;

    /// <summary>Writes an instance down for storage.</summary>
    /// <param name="snapshot">The instance.</param>
    /// <exception cref="ArgumentException">It follows another definition.</exception>
    public SavedSnapshot Save(in Snapshot<TState> snapshot) => Misfit(snapshot) is { } misfit
        ? throw new ArgumentException(misfit, nameof(snapshot))
        : new()
        {
            Lifecycle = Name,
            Version = Version,
            Hash = Id.Hash,
            State = Spelling.Of(snapshot.State),
            Since = snapshot.Since,
            Entered = [.. snapshot.Memory?.Entered.Select(e => new SavedEntry(Spelling.Of(e.State), e.At)) ?? []],
            History = [.. snapshot.Memory?.History.Select(h => new SavedHistory(Spelling.Of(h.State), Spelling.Of(h.Last))) ?? []],
        };

    /// <summary>
    /// Reads an instance from storage. One of an older version goes on as its migration says; one of the same version whose definition was
    /// changed goes on where it stands. Since when it stands there is kept, so timed transitions of this definition count from then.
    /// </summary>
    /// <param name="saved">The instance.</param>
    /// <returns>Refused, with a reason, when it cannot go on in this definition: nothing is guessed.</returns>
    public RestoreResult<TState> Restore(SavedSnapshot saved)
    {
        ArgumentNullException.ThrowIfNull(saved);
        MigrationDeclaration<TState>? migration = null;
        if (saved.Lifecycle != Name) return Refused(saved, $"it follows the lifecycle '{saved.Lifecycle}', not '{Name}'");
        if (saved.Version > Version) return Refused(saved, $"this definition is version {Version} only; read it with version {saved.Version}");
        if (saved.Version < Version && (migration = Array.Find(migrations, m => m.Version == saved.Version)) is null)
            return Refused(saved, $"version {Version} says nothing of version {saved.Version}; add MigrateFrom({saved.Version})");
        if (migration?.Refusals.Find(r => r.Old == saved.State) is { Reason: { } refusal }) return Refused(saved, refusal);
        if (Find(saved.State, migration) is not { } node)
        {
            return Refused(saved, migration is null
                ? $"the definition has no such state any more; give it another version, and MigrateFrom({saved.Version}) that moves {saved.State}"
                : $"version {Version} has no such state; move {saved.State} in MigrateFrom({saved.Version})");
        }

        return new(new(node.Leaf.State, saved.Since, Id, MemoryOf(node.Leaf, saved, migration)), null);
    }

    private static RestoreResult<TState> Refused(SavedSnapshot saved, string reason) =>
        new(default, $"{saved.Lifecycle} of version {saved.Version} in {saved.State} cannot go on: {reason}");

    private StateNode<TState, TTrigger>? Find(string spelled, MigrationDeclaration<TState>? migration)
    {
        foreach (var (old, state) in migration?.Moves ?? [])
        {
            if (old == spelled) return Node(state);
        }

        return Array.Find(nodes, n => Spelling.Of(n.State) == spelled);
    }

    private SnapshotMemory<TState>? MemoryOf(StateNode<TState, TTrigger> leaf, SavedSnapshot saved, MigrationDeclaration<TState>? migration)
    {
        var entered = saved.Entered.Select(e => (Node: Find(e.State, migration), e.At)).ToList();
        var history = saved.History.Select(h => (Node: Find(h.State, migration), Last: Find(h.Last, migration))).ToList();
        return MemoryOf(
            leaf.TimedOuters.Select(n => (n.State, entered.Find(e => e.Node == n) is { Node: not null } known ? known.At : saved.Since)),
            nodes.Where(n => n.HasHistory).SelectMany(n => history.Where(h => h.Node == n && h.Last?.Outer == n).Take(1))
                .Select(h => (h.Node!.State, h.Last!.State)));
    }
}
