using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;
using RunbookSdk.Matching;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.NRules.Tests;

/// <summary>Drives a matcher as a session does, with rules over plain facts, and keeps the matches that it says stand.</summary>
internal sealed class MatcherDriver : IFaultSink
{
    private readonly SourceList sources = new();
    private readonly List<RuleModel> rules = [];
    private readonly Dictionary<(Type Type, string Key), KnownFact> facts = [];
    private readonly HashSet<Match> standing = [];
    private readonly NRulesMatcher matcher;
    private long sequence;

    public MatcherDriver(int combinations = int.MaxValue, int matches = int.MaxValue) =>
        matcher = new NRulesMatcher(this, new MatcherLimits(combinations, matches));

    public List<string> Faults { get; } = [];

    public IReadOnlyCollection<Match> Standing => standing;

    public IReadOnlyList<RuleModel> Rules => rules;

    /// <summary>The matches that stand, with the values of their facts and their answers.</summary>
    public string Text => string.Join('\n', standing.Select(TextOf).Order(StringComparer.Ordinal));

    public static string TextOf(Match match) =>
        $"{match.Rule.Id}: {string.Join(", ", match.Facts.Select(f => f.Value))} -> {string.Join(", ", match.Answers)}";

    public void Fault(RuleModel rule, SourceLocation location, Exception exception, ReadOnlySpan<KnownFact?> facts) =>
        Faults.Add($"{rule.Id}: {exception.GetType().Name} for {string.Join(", ", facts.ToArray().OfType<KnownFact>().Select(f => f.Value))}");

    public IReadOnlyList<MatchChange> Swap(IReadOnlyList<RuleModel> removed, IReadOnlyList<RuleModel> added)
    {
        foreach (var rule in added) sources.Add(rule);
        foreach (var rule in removed) sources.Remove(rule);
        rules.RemoveAll(removed.Contains);
        rules.AddRange(added);
        return Listen(result => matcher.Swap(new RuleSwap(removed, added, sources, number => Known(sources[number]!)), result));
    }

    /// <summary>Facts become known or change their values, all at once.</summary>
    public IReadOnlyList<MatchChange> Put(params IEnumerable<object> values) => Apply([.. values.SelectMany(Changes)]);

    /// <summary>A fact is not known any more.</summary>
    public IReadOnlyList<MatchChange> Remove(object value) =>
        facts.Remove(KeyOf(value), out var fact) ? Apply([.. Everywhere(fact, ChangeKind.Removed)]) : [];

    /// <summary>Facts change and are taken back at once; says whether the matcher refused them.</summary>
    public bool PutAndTakeBack(params IEnumerable<object> values)
    {
        var before = facts.ToDictionary(f => f.Key, f => f.Value.Value);
        var changes = values.SelectMany(Changes).ToList();
        var refused = false;
        try
        {
            Apply(changes);
        }
        catch (RunbookException)
        {
            refused = true;
        }

        foreach (var (key, fact) in facts.ToList())
        {
            if (before.TryGetValue(key, out var value)) fact.Value = value;
            else facts.Remove(key);
        }

        Listen(result => matcher.TakeBack([.. Enumerable.Reverse(changes).Select(Inverse)], result));
        return refused;
    }

    private IReadOnlyList<MatchChange> Apply(IReadOnlyList<SourceChange> changes) => Listen(result => matcher.Apply(changes, result));

    private List<MatchChange> Listen(Action<List<MatchChange>> call)
    {
        var result = new List<MatchChange>();
        try
        {
            call(result);
        }
        finally
        {
            foreach (var (match, kind) in result)
            {
                if (kind == MatchChangeKind.Began) Assert.True(standing.Add(match), $"{TextOf(match)} began twice");
                else if (kind == MatchChangeKind.Ended) Assert.True(standing.Remove(match), $"{TextOf(match)} ended and did not stand");
                else Assert.Contains(match, standing);
            }
        }

        return result;
    }

    private List<SourceChange> Changes(object value)
    {
        if (facts.TryGetValue(KeyOf(value), out var known))
        {
            known.Value = value;
            return [.. Everywhere(known, ChangeKind.Updated)];
        }

        facts[KeyOf(value)] = known = new KnownFact(FactType.Of(value.GetType()), ++sequence) { Value = value };
        return [.. Everywhere(known, ChangeKind.Added)];
    }

    private IEnumerable<SourceChange> Everywhere(KnownFact fact, ChangeKind kind) => Enumerable.Range(0, sources.Count)
        .Where(i => sources[i] is SourceModel.All all && all.Type == fact.Type)
        .Select(i => new SourceChange(i, fact, kind));

    private IEnumerable<KnownFact> Known(SourceModel source) => facts.Values.Where(f => f.Type == ((SourceModel.All)source).Type);

    private static (Type Type, string Key) KeyOf(object value)
    {
        var type = FactType.Of(value.GetType());
        return (type.ClrType, type.IsEvent ? value.ToString()! : type.KeyText(value));
    }

    private static SourceChange Inverse(SourceChange change) => change with
    {
        Kind = change.Kind switch { ChangeKind.Added => ChangeKind.Removed, ChangeKind.Removed => ChangeKind.Added, var same => same },
    };
}
