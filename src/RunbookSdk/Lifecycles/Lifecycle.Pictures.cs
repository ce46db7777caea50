namespace RunbookSdk.Lifecycles;

/// <content>Pictures, and what they and other writers need.</content>
public sealed partial class Lifecycle<TState, TTrigger>
{
    internal IReadOnlyList<MigrationDeclaration<TState>> Migrations => migrations;

    /// <summary>Draws the lifecycle for Graphviz, as a <c>digraph</c>: always the same text for the same definition.</summary>
    public string ToDot() => Dot<TState, TTrigger>.Draw(this);
}
