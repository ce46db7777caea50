using System.Runtime.CompilerServices;

namespace RunbookSdk.Facts;

/// <summary>
/// What an evaluation changed, so that a refused one can be taken back whole. Values of facts, which change most, cost no object.
/// </summary>
internal sealed class UndoLog
{
    private readonly Buffer<Before> facts = new();
    private readonly Buffer<Action> actions = new();

    /// <summary>How many ways back are kept.</summary>
    public int Count => facts.Count + actions.Count;

    /// <summary>Keeps a fact as it is now.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Keep(KnownFact fact) => facts.Add(new(fact, fact.Value, fact.ObservedAt, fact.IsKnown));

    /// <summary>Keeps a way back.</summary>
    public void Add(Action undo) => actions.Add(undo);

    public void Commit()
    {
        facts.Clear();
        actions.Clear();
    }

    public void Undo()
    {
        for (var i = facts.Count - 1; i >= 0; i--)
        {
            var (fact, value, observedAt, isKnown) = facts[i];
            (fact.Value, fact.ObservedAt, fact.IsKnown) = (value, observedAt, isKnown);
        }

        for (var i = actions.Count - 1; i >= 0; i--) actions[i]();
        Commit();
    }

    private readonly record struct Before(KnownFact Fact, object Value, DateTimeOffset ObservedAt, bool IsKnown);
}
