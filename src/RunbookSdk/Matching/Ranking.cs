using RunbookSdk.Rules.Model;

namespace RunbookSdk.Matching;

/// <summary>A member of a group at its place in an order.</summary>
/// <param name="Key">What it is ordered by; null and not a number come last.</param>
/// <param name="Match">The member; of equal keys the one whose facts became known first comes first.</param>
/// <param name="Element">What the group holds of it.</param>
internal readonly record struct Ranked(object? Key, Match Match, object? Element);

/// <summary>The members of a group in one order, so that the first of them is found in O(log n).</summary>
internal sealed class Ranking(FirstModel model)
{
    private readonly OrderedBag<Ranked, InOrder> members = new(new InOrder(model.IsDescending));

    /// <summary>What the group holds of the first member; null when there is none.</summary>
    public object? First => members.Count == 0 ? null : members[0].Element;

    public void Add(Ranked member) => members.Add(member);

    public void Remove(Ranked member) => members.Remove(member);

    private readonly struct InOrder(bool isDescending) : IComparer<Ranked>
    {
        public int Compare(Ranked x, Ranked y)
        {
            var order = IsNothing(x.Key).CompareTo(IsNothing(y.Key));
            if (order == 0 && !IsNothing(x.Key)) order = isDescending ? CompareKeys(y.Key!, x.Key!) : CompareKeys(x.Key!, y.Key!);
            if (order == 0) order = x.Match.CompareTo(y.Match);
            for (var i = 0; order == 0 && i < x.Match.Facts.Count; i++)
                order = x.Match.Facts[i].Sequence.CompareTo(y.Match.Facts[i].Sequence);
            return order;
        }

        private static bool IsNothing(object? key) => key is null or double.NaN or float.NaN;

        private static int CompareKeys(object left, object right) => left is string text
            ? string.CompareOrdinal(text, (string)right)
            : ((IComparable)left).CompareTo(right);
    }
}
