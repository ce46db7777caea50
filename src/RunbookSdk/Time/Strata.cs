using RunbookSdk.Rules.Model;

namespace RunbookSdk.Time;

/// <summary>
/// How far each type of fact is from what is observed. What nobody writes is of stratum 0; what rules write is one above what these rules rest on. At
/// an instant time is heard for one stratum after the other, each when what lies below has come to rest: whether something has lasted until that
/// instant is known only when its facts are those of that instant. Types that rest on one another, or on themselves, change in one stratum, and time
/// is heard for them in the next.
/// </summary>
internal sealed class Strata
{
    private Dictionary<Type, (int Change, int Time)> known = [];

    /// <summary>The stratum for which time is heard now, those below it included.</summary>
    public int Current { get; set; }

    /// <summary>The highest stratum that there is.</summary>
    public int Highest { get; private set; }

    /// <summary>The stratum of what rests on the start of the session: that of the highest fact which may be missing.</summary>
    public int OfStart { get; private set; }

    /// <summary>The stratum in which time is heard for facts of a type.</summary>
    public int Of(Type fact) => Highest == 0 ? 0 : known.GetValueOrDefault(fact).Time;

    /// <summary>The stratum in which facts of a type change.</summary>
    public int OfChange(Type fact) => known.GetValueOrDefault(fact).Change;

    /// <summary>From here on these are the rules.</summary>
    public void Set(IReadOnlyCollection<FactFlow> rules)
    {
        var below = new Dictionary<Type, HashSet<Type>>();
        foreach (var rule in rules)
        {
            foreach (var written in rule.Writes)
            {
                if (!below.TryGetValue(written, out var read)) below[written] = read = [];
                read.UnionWith(rule.Reads);
            }
        }

        known = new Finding(below).Find();
        Highest = known.Count == 0 ? 0 : known.Values.Max(s => s.Time);
        OfStart = rules.Where(r => r.Reads.Contains(typeof(SessionHasRun))).Select(r => r.Reads.Max(Of)).DefaultIfEmpty(0).Max();
    }

    /// <summary>Finds the strata of the types that rules write.</summary>
    /// <param name="below">For each of them the types that it rests on.</param>
    private sealed class Finding(Dictionary<Type, HashSet<Type>> below)
    {
        private readonly Dictionary<Type, (int Change, int Time)> found = [];
        private readonly Dictionary<Type, HashSet<Type>> allBelow = [];

        public Dictionary<Type, (int Change, int Time)> Find()
        {
            foreach (var written in below.Keys) allBelow[written] = AllBelow(written);
            foreach (var written in below.Keys) TimeOf(written);
            return found;
        }

        private HashSet<Type> AllBelow(Type written)
        {
            var (all, open) = (new HashSet<Type>(), new Stack<Type>([written]));
            while (open.TryPop(out var type))
            {
                foreach (var read in below.GetValueOrDefault(type) ?? [])
                {
                    if (all.Add(read)) open.Push(read);
                }
            }

            return all;
        }

        private int TimeOf(Type type)
        {
            if (!below.ContainsKey(type)) return 0;
            if (found.TryGetValue(type, out var stratum)) return stratum.Time;
            var isCircle = allBelow[type].Contains(type);
            HashSet<Type> circle = [type, .. allBelow[type].Where(b => below.ContainsKey(b) && allBelow[b].Contains(type))];
            var change = circle.SelectMany(c => below[c]).Where(b => !circle.Contains(b)).Select(b => TimeOf(b) + 1).DefaultIfEmpty(0).Max();
            foreach (var member in circle) found[member] = (change, isCircle ? change + 1 : change);
            return found[type].Time;
        }
    }
}

/// <summary>Which types of facts a rule rests on, and which it writes.</summary>
internal sealed record FactFlow(IReadOnlyList<Type> Reads, IReadOnlyList<Type> Writes);
