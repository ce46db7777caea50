using RunbookSdk.Facts;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.Matching;

/// <summary>The matches that stand, by their facts together and by each fact.</summary>
internal sealed class MatchTable(RuleModel rule, int slots)
{
    private readonly Dictionary<int, Match> byHash = [];
    private readonly Dictionary<KnownFact, List<Match>>[] byFact = [.. Enumerable.Range(0, slots).Select(_ => new Dictionary<KnownFact, List<Match>>())];

    public IEnumerable<Match> All => slots == 0 ? [] : byFact[0].Values.SelectMany(list => list);

    public IReadOnlyList<Match> With(int slot, KnownFact fact) => byFact[slot].TryGetValue(fact, out var list) ? list : [];

    public Match? Find(ReadOnlySpan<KnownFact> tuple)
    {
        var match = byHash.GetValueOrDefault(Match.HashOf(tuple));
        while (match is not null && !match.Has(tuple)) match = match.NextWithHash;
        return match;
    }

    public Match Add(ReadOnlySpan<KnownFact> tuple, ReadOnlySpan<double> answers)
    {
        var match = new Match(rule, tuple.ToArray(), answers.ToArray());
        var hash = Match.HashOf(tuple);
        match.NextWithHash = byHash.GetValueOrDefault(hash);
        byHash[hash] = match;
        for (var slot = 0; slot < slots; slot++)
        {
            if (!byFact[slot].TryGetValue(tuple[slot], out var list)) byFact[slot][tuple[slot]] = list = [];
            list.Add(match);
        }

        return match;
    }

    public void Remove(Match match)
    {
        RemoveFromHash(match, Match.HashOf([.. match.Facts]));
        for (var slot = 0; slot < slots; slot++)
        {
            var list = byFact[slot][match.Facts[slot]];
            list.Remove(match);
            if (list.Count == 0) byFact[slot].Remove(match.Facts[slot]);
        }
    }

    private void RemoveFromHash(Match match, int hash)
    {
        var first = byHash[hash];
        if (first == match)
        {
            if (match.NextWithHash is null) byHash.Remove(hash);
            else byHash[hash] = match.NextWithHash;
            return;
        }

        while (first.NextWithHash != match) first = first.NextWithHash!;
        first.NextWithHash = match.NextWithHash;
    }
}
