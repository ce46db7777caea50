using RunbookSdk.Facts;

namespace RunbookSdk.NRules;

/// <summary>Puts the facts that NRules hands to a condition into the places where compiled parts of a rule look for them.</summary>
/// <param name="slots">How many slots the query has.</param>
/// <param name="places">The slots that the handed facts are for, in their order.</param>
internal sealed class SlotBinding(int slots, IReadOnlyList<int> places)
{
    /// <summary>The slots of the handed facts, in their order.</summary>
    public IReadOnlyList<int> Places => places;

    public object?[] Values { get; } = new object?[slots];

    public KnownFact?[] Facts { get; } = new KnownFact?[slots];

    public void Bind(SourceFact[] facts)
    {
        for (var i = 0; i < facts.Length; i++) (Facts[places[i]], Values[places[i]]) = (facts[i].Fact, facts[i].Fact.Value);
    }
}
