using RunbookSdk.Facts;

namespace RunbookSdk.Matching;

/// <summary>The places of a query whose facts changed, each once: every match with such a fact is looked at again.</summary>
internal sealed class DirtySet
{
    private readonly HashSet<(int Slot, KnownFact Fact)> seen = [];
    private readonly List<(int Slot, KnownFact Fact)> places = [];

    public List<(int Slot, KnownFact Fact)> Places => places;

    public void Add(int slot, KnownFact fact)
    {
        if (seen.Add((slot, fact))) places.Add((slot, fact));
    }

    public void Clear()
    {
        seen.Clear();
        places.Clear();
    }
}
