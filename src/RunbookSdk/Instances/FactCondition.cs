using System.Linq.Expressions;
using RunbookSdk.Diagnostics;

namespace RunbookSdk.Instances;

/// <summary>A condition over facts that leads out of a state. A rule that follows from it finds out when it holds.</summary>
internal sealed class FactCondition(string words, Expression<Func<LifecycleStatus, bool>> holds, SourceLocation location)
{
    public string Words { get; } = words;

    public Expression<Func<LifecycleStatus, bool>> Holds { get; } = holds;

    public SourceLocation Location { get; } = location;

    /// <summary>The guard of the line: the condition that was found to hold is this one.</summary>
    public bool Is(FactCondition found) => found == this;
}
