using FsCheck;
using FsCheck.Fluent;

namespace RunbookSdk.Tests.Oracle;

/// <summary>Cases over readings, most of which change in one member, so that it shows who looks at which.</summary>
internal static class LookupCases
{
    private static readonly IReadOnlyList<Func<Reading, Reading, Reading>> Changes =
    [
        (r, donor) => r with { Name = donor.Name },
        (r, donor) => r with { Value = donor.Value },
        (r, donor) => r with { Value = donor.Value },
        (r, donor) => r with { Limit = donor.Limit },
        (r, donor) => r with { Level = donor.Level },
        (r, donor) => r with { Level = donor.Level },
        (r, donor) => r with { Total = donor.Total },
        (r, donor) => r with { Sort = donor.Sort },
        (r, donor) => r with { Other = donor.Other },
        (r, donor) => r with { IsOn = donor.IsOn },
        (r, donor) => r with { At = donor.At },
        (r, donor) => r with { For = donor.For },
        (r, donor) => r with { On = donor.On },
        (r, donor) => r with { Id = donor.Id },
        (r, donor) => donor with { Cluster = r.Cluster, Number = r.Number },
    ];

    private static readonly int First = Palette.CommonCount;

    /// <summary>Some rules together.</summary>
    public static Arbitrary<RandomCase> Any { get; } = Cases(Rules(Gen.Choose(1, 5)), Gen.Choose(3, 12));

    /// <summary>Many rules that share much, over a long time.</summary>
    public static Arbitrary<RandomCase> Many { get; } = Cases(Rules(Gen.Choose(10, 40)), Gen.Choose(10, 25));

    /// <summary>Rules that look up the same facts, and differ in what they read of them besides and in what follows.</summary>
    public static Arbitrary<RandomCase> Alike { get; } = Cases(
        from likes in Rules(Gen.Choose(1, 2))
        from others in Rules(Gen.Choose(3, 8))
        from which in Gen.Choose(0, 1).ArrayOf(others.Length)
        select (RuleSpec[])[.. others.Select((o, i) => o with { Shape = likes[which[i] % likes.Length].Shape, A = likes[which[i] % likes.Length].A })],
        Gen.Choose(3, 12));

    public static Arbitrary<RandomCase> With(string shape) =>
        Cases(RandomCase.Rule(Gen.Constant(Palette.Shapes.ToList().FindIndex(s => s.Name == shape))).ArrayOf(2), Gen.Choose(3, 12));

    private static Arbitrary<RandomCase> Cases(Gen<RuleSpec[]> rules, Gen<int> lengths) => Arb.From(
        from specs in rules
        from steps in lengths.SelectMany(length => Edits.ArrayOf(length))
        select new RandomCase(specs, Written(steps)),
        RandomCase.Shrink);

    private static Gen<RuleSpec[]> Rules(Gen<int> count) =>
        count.SelectMany(c => RandomCase.Rule(Gen.Choose(First, Palette.Shapes.Count - 1)).ArrayOf(c));

    private static Gen<Edit[]> Edits => Gen.Elements(0, 1, 1, 1, 2, 3, 5, 8).SelectMany(count => OneEdit.ArrayOf(count));

    private static Gen<Edit> OneEdit => Gen.Frequency(
        (8, from reading in AnyReading
            from change in Gen.Choose(0, Changes.Count - 1)
            from retraction in Gen.Elements(false, false, false, false, true)
            select new Edit(reading, change, retraction)),
        (1, from cluster in Gen.Elements("a", "b") from percent in Gen.Elements(Reading.Values) select new Edit(new Gauge(cluster, percent + 0), 0, false)),
        (1, from cluster in Gen.Elements("a", "b")
            from name in Gen.Elements("x", "y")
            from state in Gen.Choose(0, 3)
            from retraction in Gen.Elements(false, false, true)
            select new Edit(new Part(cluster, name, state), 0, retraction)));

    private static Gen<Reading> AnyReading =>
        from cluster in Gen.Elements("a", "b")
        from number in Gen.Choose(1, 3)
        from name in Gen.Elements(Reading.Names)
        from value in Gen.Elements(Reading.Values)
        from limit in Gen.Elements<double?>([null, .. Reading.Values])
        from level in Gen.Elements(Reading.Levels)
        from total in Gen.Elements(Reading.Totals)
        from rest in Rest
        select rest with { Cluster = cluster, Number = number, Name = name, Value = value, Limit = limit, Level = level, Total = total };

    private static Gen<Reading> Rest =>
        from sort in Gen.Elements(Sort.Low, Sort.Middle, Sort.High, (Sort)7)
        from other in Gen.Elements<Sort?>(null, Sort.Low, Sort.Middle, Sort.High)
        from isOn in Gen.Elements(true, false)
        from minute in Gen.Choose(0, 4)
        from zone in Gen.Elements(0, 0, 2)
        from lasting in Gen.Choose(-1, 3)
        from ticks in Gen.Choose(0, 3)
        from kind in Gen.Elements(DateTimeKind.Unspecified, DateTimeKind.Utc)
        from id in Gen.Elements(Reading.Ids)
        select new Reading("", 0)
        {
            Sort = sort,
            Other = other,
            IsOn = isOn,
            At = OracleTime.Minute(minute).ToOffset(TimeSpan.FromHours(zone)),
            For = TimeSpan.FromMinutes(lasting),
            On = new DateTime(ticks, kind),
            Id = id,
        };

    /// <summary>Each edit changes what the one before left of the same fact.</summary>
    private static IReadOnlyList<Step> Written(Edit[][] steps)
    {
        var last = new Dictionary<(string, int), Reading>();
        return [.. steps.Select((edits, i) => new Step(i == 0 ? 0 : 1, [.. edits.Select(e => new Seen(Written(e, last), 0, e.IsRetraction, 0))]))];
    }

    private static object Written(Edit edit, Dictionary<(string, int), Reading> last)
    {
        if (edit.Fact is not Reading reading) return edit.Fact;
        var key = (reading.Cluster, reading.Number);
        var written = last.TryGetValue(key, out var before) ? Changes[edit.Change](before, reading) : reading;
        if (edit.IsRetraction) last.Remove(key);

        // An equal value changes nothing, not even to one with other zeros or in another zone.
        else if (!written.Equals(before)) last[key] = written;
        return last.GetValueOrDefault(key) ?? written;
    }

    private sealed record Edit(object Fact, int Change, bool IsRetraction);
}
