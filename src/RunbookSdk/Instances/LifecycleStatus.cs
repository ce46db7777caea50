using RunbookSdk.Actions;
using RunbookSdk.Facts;

namespace RunbookSdk.Instances;

/// <summary>
/// A fact: where an instance of a runbook's own lifecycle stands. Only the lifecycle says it; rules read it, and move the instance with
/// <see cref="BeginLifecycle"/> and <see cref="FireTrigger"/>.
/// </summary>
/// <param name="Lifecycle">Name of the lifecycle.</param>
/// <param name="Id">Which instance.</param>
/// <param name="State">Where it stands: a state without sub-states.</param>
/// <param name="Path">The same with the states around it, from the outermost to the innermost: <c>running/copying</c>.</param>
/// <param name="Since">When it came to stand there.</param>
/// <param name="HasEnded">True when it stands in a final state; some time later it is forgotten.</param>
public sealed record LifecycleStatus(
    [Key] string Lifecycle, [Key] string Id, string State, string Path, DateTimeOffset Since, bool HasEnded) : IReservedFact
{
    string IReservedFact.SaidBy => "its lifecycle";

    /// <summary>True when it stands in a state, or in one within it.</summary>
    /// <param name="state">The state.</param>
    public bool IsIn(string state) => State == state || $"/{Path}/".Contains($"/{state}/", StringComparison.Ordinal);
}
