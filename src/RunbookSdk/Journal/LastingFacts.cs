using RunbookSdk.Actions;
using RunbookSdk.Facts;

namespace RunbookSdk.Journal;

/// <summary>Which facts a journal keeps although older ones are dropped: what people said, and what only the session or its host says.</summary>
public static class LastingFacts
{
    /// <summary>The names by which a journal knows them, in order.</summary>
    /// <param name="catalog">The fact records of the journal.</param>
    public static IReadOnlyList<string> NamesIn(FactCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return [.. catalog.Types.Where(t => typeof(IReservedFact).IsAssignableFrom(t)).Select(t => FactType.Of(t).WireName).Order(StringComparer.Ordinal)];
    }
}
