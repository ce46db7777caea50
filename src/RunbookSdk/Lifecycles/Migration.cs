using RunbookSdk.Diagnostics;

namespace RunbookSdk.Lifecycles;

/// <summary>Says what became of the states of an older version. Not thread-safe.</summary>
/// <typeparam name="TState">Where an instance can stand.</typeparam>
public sealed class MigrationBuilder<TState>
    where TState : notnull
{
    private readonly MigrationDeclaration<TState> migration;

    internal MigrationBuilder(MigrationDeclaration<TState> migration) => this.migration = migration;

    /// <summary>An instance in the old state goes on in a state of this version, since when it stood in the old one.</summary>
    /// <param name="old">The old state as it is spelled in snapshots.</param>
    /// <param name="state">The state of this version; to its initial sub-state where it has some.</param>
    public MigrationBuilder<TState> Move(string old, TState state)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(old);
        migration.Moves.Add((old, state));
        return this;
    }

    /// <summary>An instance in the old state is refused.</summary>
    /// <param name="old">The old state as it is spelled in snapshots.</param>
    /// <param name="reason">Why, and what to do.</param>
    public MigrationBuilder<TState> Refuse(string old, string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(old);
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        migration.Refusals.Add((old, reason));
        return this;
    }
}

/// <summary>How instances of an older version go on, as it is declared.</summary>
internal sealed class MigrationDeclaration<TState>(int version, SourceLocation location)
    where TState : notnull
{
    public int Version { get; } = version;

    public SourceLocation Location { get; } = location;

    public List<(string Old, TState State)> Moves { get; } = [];

    public List<(string Old, string Reason)> Refusals { get; } = [];
}
