using RunbookSdk.Diagnostics;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.Rules;

/// <summary>A rule of a set, as data for people and tools. Immutable and safe to share.</summary>
public sealed class Rule
{
    internal Rule(RuleModel model) => Model = model;

    /// <summary>Its name, unique in the set.</summary>
    public string Id => Model.Id;

    /// <summary>What it is for; empty when its author did not say.</summary>
    public string Description => Model.Settings.Description;

    /// <summary>Where it is declared.</summary>
    public SourceLocation Location => Model.Location;

    /// <summary>How far it may go.</summary>
    public Mode Mode => Model.Settings.Mode;

    /// <summary>Rules of a higher priority decide first.</summary>
    public int Priority => Model.Settings.Priority;

    /// <summary>True for a rule that no author wrote: a condition over facts of a lifecycle.</summary>
    public bool IsImplied => Model.IsImplied;

    internal RuleModel Model { get; }

    /// <summary>The rule in words: its facts, its conditions, its result.</summary>
    public override string ToString() => Model.ToString();
}
