using RunbookSdk.Journal;

namespace RunbookSdk.Cli;

/// <summary>Runbooks that a journal was written with, made of the texts that it kept; unloaded with this.</summary>
internal sealed class EarlierRunbooks(IRunbookSource source, bool usesCache) : IDisposable
{
    private readonly List<LoadedRunbooks> loaded = [];

    /// <summary>The rules; null when they cannot be made again.</summary>
    public EarlierRules? Find(JournalRules known)
    {
        if (known.Texts.Count == 0) return null;
        var runbooks = source.LoadTexts(known.Texts, usesCache);
        loaded.Add(runbooks);
        return runbooks.Rules is { } rules && rules.Hash == known.Hash ? new(rules, DomainFacts.CatalogWith(runbooks.FactTypes)) : null;
    }

    public void Dispose()
    {
        foreach (var runbooks in loaded) runbooks.Dispose();
    }
}
