using System.Globalization;
using RunbookSdk.Actions;
using RunbookSdk.Facts;
using RunbookSdk.Facts.Saving;
using RunbookSdk.Rules;

namespace RunbookSdk.Sessions;

/// <summary>
/// How often something was decided. A decision at an instant counts from then until its time has passed, and no longer counts at that very
/// instant: with at most 3 in 24 hours the fourth is possible exactly 24 hours after the first.
/// </summary>
internal sealed class Budgets(UndoLog undo) : ISavedPart
{
    /// <summary>What all rules together have spent.</summary>
    public static readonly (string Rule, Target Target) OverAll = ("", default);

    private const int Few = 64;

    private readonly Dictionary<(string Rule, Target Target), List<DateTimeOffset>> spent = [];
    private int kept;

    public int Count => spent.Values.Sum(s => s.Count);

    /// <summary>What was spent on, in no order.</summary>
    public IReadOnlyCollection<(string Rule, Target Target)> Keys => spent.Keys;

    /// <summary>Is told what a snapshot has to look at, when snapshots are kept.</summary>
    public SnapshotKeeper? Snapshots { get; set; }

    /// <summary>When something was decided, as far as that is remembered, the earliest first.</summary>
    public IReadOnlyList<DateTimeOffset> SpentOn((string Rule, Target Target) key) => spent.GetValueOrDefault(key) ?? [];

    /// <summary>Why nothing more may be decided; null when something may.</summary>
    /// <param name="key">What is counted.</param>
    /// <param name="budget">How often it may be.</param>
    /// <param name="of">What is counted, in words.</param>
    /// <param name="now">Now.</param>
    public string? Reason((string Rule, Target Target) key, Budget? budget, string of, DateTimeOffset now)
    {
        if (budget is null || !spent.TryGetValue(key, out var instants)) return null;
        var counted = instants.Where(i => now < i + budget.Per).ToList();
        if (counted.Count < budget.Count) return null;
        var next = counted[^budget.Count] + budget.Per;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"the budget {of} is used up: {counted.Count} of {budget.Count} in {InstantText.Of(budget.Per)}; the next is possible at {InstantText.Of(next)}");
    }

    public void Spend((string Rule, Target Target) key, Budget? budget, DateTimeOffset now)
    {
        if (budget is null) return;
        Snapshots?.Touch(key);
        if (spent.Count > Math.Max(Few, 2 * kept)) Sweep(now);
        if (!spent.TryGetValue(key, out var instants))
        {
            spent[key] = instants = [];
            undo.Add(() => spent.Remove(key));
        }

        instants.RemoveAll(i => i + budget.Per <= now); // these count no more, whatever becomes of this evaluation
        instants.Add(now);
        undo.Add(() => instants.RemoveAt(instants.Count - 1));
    }

    /// <summary>Forgets the budgets of rules that are gone.</summary>
    public void Keep(HashSet<string> rules)
    {
        foreach (var key in spent.Keys)
        {
            if (key.Rule.Length > 0 && !rules.Contains(key.Rule)) Remove(key);
        }
    }

    /// <summary>What counts no more now, in the longest budget, says nothing any more.</summary>
    public void Save(StateWriter writer)
    {
        var kept = spent.Select(s => (s.Key, Instants: s.Value.Where(i => writer.Now < i + Budget.Longest).ToList())).Where(s => s.Instants.Count > 0)
            .OrderBy(s => s.Key.Rule, StringComparer.Ordinal).ThenBy(s => s.Key.Target.ToString(), StringComparer.Ordinal).ToList();
        writer.Write(kept.Count);
        foreach (var ((rule, target), instants) in kept)
        {
            writer.Write(rule);
            writer.Write(target);
            writer.Write(instants.Count);
            foreach (var instant in instants) writer.Write(instant);
        }
    }

    public void Load(StateReader reader)
    {
        for (var count = reader.ReadCount(); count > 0; count--)
        {
            var instants = spent[(reader.ReadText(), reader.ReadTarget())] = [];
            for (var more = reader.ReadCount(); more > 0; more--) instants.Add(reader.ReadInstant());
        }
    }

    /// <summary>No budget is longer than this is remembered.</summary>
    private void Sweep(DateTimeOffset now)
    {
        foreach (var (key, instants) in spent)
        {
            if (instants.Count == 0 || instants[^1] + Budget.Longest <= now) Remove(key);
        }

        kept = spent.Count;
    }

    private void Remove((string Rule, Target Target) key)
    {
        Snapshots?.Touch(key);
        spent.Remove(key);
    }
}
