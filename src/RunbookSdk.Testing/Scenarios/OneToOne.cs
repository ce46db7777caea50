namespace RunbookSdk.Testing.Scenarios;

/// <summary>Matches what is wanted with what there is: each at most once, and as many as can be.</summary>
internal static class OneToOne
{
    /// <summary>What stays alone on either side, in its order, when as many as possible have found one another.</summary>
    public static (IReadOnlyList<TWanted> Missing, IReadOnlyList<TFound> Surplus) Unmatched<TWanted, TFound>(
        IReadOnlyList<TWanted> wanted, IReadOnlyList<TFound> found, Func<TWanted, TFound, bool> isMet)
    {
        var takenBy = Enumerable.Repeat(-1, found.Count).ToArray();
        var missing = Enumerable.Range(0, wanted.Count).Where(w => !Find(w, new bool[found.Count])).Select(w => wanted[w]).ToList();
        return (missing, [.. found.Where((_, f) => takenBy[f] < 0)]);

        // What is taken is given up where the one that has it finds another.
        bool Find(int w, bool[] seen)
        {
            for (var f = 0; f < found.Count; f++)
            {
                if (seen[f] || !isMet(wanted[w], found[f])) continue;
                seen[f] = true;
                if (takenBy[f] >= 0 && !Find(takenBy[f], seen)) continue;
                takenBy[f] = w;
                return true;
            }

            return false;
        }
    }
}
