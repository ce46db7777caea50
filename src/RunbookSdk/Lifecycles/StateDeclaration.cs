using RunbookSdk.Diagnostics;

namespace RunbookSdk.Lifecycles;

/// <summary>A state, and where it is mentioned.</summary>
internal sealed record Mention<TState>(TState State, SourceLocation Location);

/// <summary>A state as it is declared, right or wrong.</summary>
internal sealed class StateDeclaration<TState, TTrigger>(TState state, bool isFinal, SourceLocation location)
    where TState : notnull
    where TTrigger : notnull
{
    public TState State { get; } = state;

    public bool IsFinal { get; } = isFinal;

    public SourceLocation Location { get; } = location;

    /// <summary>The states that it is said to be within; one at most is right.</summary>
    public List<Mention<TState>> Outers { get; } = [];

    /// <summary>The sub-states that are said to be entered first; one at most is right.</summary>
    public List<Mention<TState>> Initials { get; } = [];

    public List<Transition<TState, TTrigger>> Transitions { get; } = [];

    /// <summary>Lines that are begun and not ended.</summary>
    public List<TransitionDraft<TState, TTrigger>> Drafts { get; } = [];

    public List<LifecycleAction<TState, TTrigger>> Entry { get; } = [];

    public List<LifecycleAction<TState, TTrigger>> Exit { get; } = [];
}

/// <summary>All that was declared of a lifecycle, right or wrong.</summary>
internal sealed class LifecycleDeclaration<TState, TTrigger>(string name, int version)
    where TState : notnull
    where TTrigger : notnull
{
    public string Name { get; } = name;

    public int Version { get; } = version;

    /// <summary>True when no two guards of one trigger may hold at once.</summary>
    public bool IsExclusive { get; set; }

    public List<Mention<TState>> Initials { get; } = [];

    public List<StateDeclaration<TState, TTrigger>> States { get; } = [];

    public List<MigrationDeclaration<TState>> Migrations { get; } = [];
}
