namespace RunbookSdk.Lifecycles;

/// <summary>One instance of a lifecycle, whole: store it, send it, compare it. Immutable.</summary>
/// <typeparam name="TState">Where an instance can stand.</typeparam>
/// <param name="State">Where it stands.</param>
/// <param name="Since">When it came to stand there; re-entry counts as coming, staying does not.</param>
/// <param name="Version">Version of the definition that it follows.</param>
public readonly record struct Snapshot<TState>(TState State, DateTimeOffset Since, int Version)
    where TState : notnull;
