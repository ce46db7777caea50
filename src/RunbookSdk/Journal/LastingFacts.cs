using RunbookSdk.Actions;
using RunbookSdk.Clients;
using RunbookSdk.Facts;
using RunbookSdk.Incidents;

namespace RunbookSdk.Journal;

/// <summary>Which facts a journal keeps although older ones are dropped: what people said, and what only the session or its host says.</summary>
public static class LastingFacts
{
    /// <summary>The names by which a journal knows them, in order.</summary>
    /// <param name="catalog">The fact records of the journal.</param>
    public static IReadOnlyList<string> NamesIn(FactCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return [.. catalog.Types.Where(Lasts).Select(t => FactType.Of(t).WireName).Order(StringComparer.Ordinal)];
    }

    /// <summary>What people record by hand is rare, and what a report of the time is made of.</summary>
    private static bool Lasts(Type type) =>
        typeof(IReservedFact).IsAssignableFrom(type) || type == typeof(Remedy) || type == typeof(Postmortem) || type == typeof(Release);
}
