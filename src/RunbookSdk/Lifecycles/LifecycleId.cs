namespace RunbookSdk.Lifecycles;

/// <summary>Which definition a snapshot follows. Immutable.</summary>
/// <param name="Name">What an instance is called.</param>
/// <param name="Version">Version that the author gave, from 1.</param>
/// <param name="Hash">
/// The first 16 hexadecimal digits of the SHA-256 of the definition's JSON: another one when states, transitions, guards or actions
/// are others. What a guard or an action does is code, and not part of it.
/// </param>
public sealed record LifecycleId(string Name, int Version, string Hash);
