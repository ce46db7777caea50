using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using RunbookSdk.Facts;
using RunbookSdk.Rules;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.Tests.Oracle;

/// <summary>Random facts, and at some instants another set of rules: fewer, more, others in another order.</summary>
/// <param name="First">Rules and what is observed.</param>
/// <param name="Second">What rules of the same ids say at other times.</param>
/// <param name="Choices">For each step a number that says which rules hold from there on; see <see cref="SpecsOf"/>.</param>
internal sealed record SwapCase(RandomCase First, RandomCase Second, int[] Choices)
{
    public static Arbitrary<SwapCase> Any { get; } = Arb.From(
        from first in Gen.OneOf(RandomCase.Any.Generator, RandomCase.Chained.Generator)
        from second in RandomCase.Any.Generator
        from choices in Gen.Choose(0, 4095).ArrayOf(14)
        select new SwapCase(first, second, choices),
        Shrink);

    /// <summary>Rules whose matches depend on what is known and on nothing that was before.</summary>
    public static bool IsPlain(RuleSpec spec) =>
        !CountsTime.Value[spec.Shape] && spec.Result is not (ResultKind.Assert or ResultKind.Retract);

    /// <summary>For each shape whether its facts last or are those of a window.</summary>
    private static readonly Lazy<bool[]> CountsTime = new(() =>
    [
        .. Enumerable.Range(0, Palette.Shapes.Count)
            .Select(i => new RuleSpec(i, 1, 1, 1, "a", ResultKind.Tell, 0, 0, false))
            .Select(s => RuleSet.Create(new Slots([new(0, s)], false)).Rules[0].Model.Query)
            .Select(CountsTimeIn),
    ]);

    private static bool CountsTimeIn(QueryModel query) =>
        query.Slots.Any(s => s.MaxAge is not null) || query.Slots.Select(s => s.Source).Concat(query.Subqueries.Select(s => s.Source)).Any(CountsTimeIn);

    private static bool CountsTimeIn(SourceModel source) => source switch
    {
        SourceModel.Raised or SourceModel.History or SourceModel.SinceStart => true,
        SourceModel.Fresh fresh => CountsTimeIn(fresh.Source),
        SourceModel.Filtered filtered => CountsTimeIn(filtered.Source),
        SourceModel.FilteredByTime filtered => CountsTimeIn(filtered.Source),
        SourceModel.Group group => CountsTimeIn(group.Query),
        _ => false,
    };

    /// <summary>Which of the rules may be in a set.</summary>
    public Func<RuleSpec, bool> Allowed { get; init; } = _ => true;

    public bool IsFlat { get; init; }

    /// <summary>Rules that are in every set, as they are in the first.</summary>
    public Func<RuleSpec, bool> Stays { get; init; } = _ => false;

    public RuleSet Start => Set(SpecsOf(0b0101_0101_0101));

    /// <summary>What is observed at each instant, and the rules from there on; null when they stay.</summary>
    public IEnumerable<(DateTimeOffset Now, IReadOnlyList<Observation> Seen, IReadOnlyList<Slot>? Swap)> Timed => First.Timed.Select(
        (step, i) => (step.Now, step.Seen, Choices[i % Choices.Length] % 3 == 0 ? null : (IReadOnlyList<Slot>?)SpecsOf(Choices[i % Choices.Length])));

    public RuleSet Set(IReadOnlyList<Slot> specs, params RuleBook[] others) => RuleSet.Create([new Slots(specs, IsFlat), .. others]);

    public override string ToString()
    {
        var text = new System.Text.StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"\n at first {string.Join("\n  ", Start.Rules)}");
        foreach (var (now, seen, swap) in Timed)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $" minute {OracleTime.Text(now)}: {string.Join("; ", seen)}");
            if (swap is not null) text.AppendLine(CultureInfo.InvariantCulture, $"  swap to {string.Join("\n  ", Set(swap).Rules)}");
        }

        return text.ToString();
    }

    /// <summary>Two bits for each rule: not there, as in the first, as in the second, as in the first; the last bit says the order.</summary>
    private List<Slot> SpecsOf(int choice)
    {
        var specs = new List<Slot>();
        for (var i = 0; i < First.Rules.Count; i++)
        {
            var bits = Stays(First.Rules[i]) ? 1 : (choice >> (2 * (i % 5))) & 3;
            var spec = bits == 2 ? Second.Rules[i % Second.Rules.Count] : First.Rules[i];
            if (bits != 0 && Allowed(spec)) specs.Add(new(i, spec));
        }

        if (choice > 2047) specs.Reverse();
        return specs;
    }

    private static IEnumerable<SwapCase> Shrink(SwapCase whole) =>
        RandomCase.Any.Shrinker(whole.First).Select(first => whole with { First = first });

    private sealed class Slots(IReadOnlyList<Slot> specs, bool isFlat) : Runbook
    {
        protected override void Define()
        {
            foreach (var (number, spec) in specs)
            {
                var shape = Palette.Shapes[spec.Shape];
                shape.Declare(new Declaration(this, $"r{number + 1}", spec, shape.Layer) { IsFlat = isFlat });
            }
        }
    }
}

/// <summary>A rule and the number in its id.</summary>
internal sealed record Slot(int Number, RuleSpec Spec);
