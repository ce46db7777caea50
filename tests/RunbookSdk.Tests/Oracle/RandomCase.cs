using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using RunbookSdk.Facts;
using RunbookSdk.Rules;

namespace RunbookSdk.Tests.Oracle;

/// <summary>One thing observed.</summary>
/// <param name="Fact">The fact.</param>
/// <param name="Age">Minutes since it was observed; negative when the clock of the observer is ahead.</param>
/// <param name="IsRetraction">True: the fact is taken back.</param>
/// <param name="Delivery">Identity of the delivery; 0: none.</param>
internal sealed record Seen(object Fact, int Age, bool IsRetraction, int Delivery)
{
    public Observation At(DateTimeOffset now) =>
        new(Fact, now.AddMinutes(-Age), Delivery == 0 ? null : (UInt128)Delivery, IsRetraction);

    public override string ToString()
    {
        var age = Age == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" {Age} old");
        var delivery = Delivery == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" #{Delivery}");
        return $"{(IsRetraction ? "retract " : "")}{Fact}{age}{delivery}";
    }
}

/// <summary>Time passes, then things are observed together.</summary>
internal sealed record Step(int Minutes, IReadOnlyList<Seen> Seen);

/// <summary>Random rules and what happens to them.</summary>
internal sealed record RandomCase(IReadOnlyList<RuleSpec> Rules, IReadOnlyList<Step> Steps)
{
    private static readonly Gen<string> Cluster = Gen.Elements("a", "b", "c");
    private static readonly Gen<int> Small = Gen.Choose(0, 3);

    public static Arbitrary<RandomCase> Any { get; } =
        Arb.From(Cases(Gen.Choose(1, 4).SelectMany(count => Rule(AnyShape).ArrayOf(count))), Shrink);

    /// <summary>Cases with rules that write facts and rules upon these.</summary>
    public static Arbitrary<RandomCase> Chained { get; } = Arb.From(
        Cases(
            from writers in Gen.Choose(2, 4).SelectMany(count => Writer.ArrayOf(count))
            from readers in Gen.Choose(1, 3).SelectMany(count => Rule(Gen.Elements(Readers)).ArrayOf(count))
            select (RuleSpec[])[.. writers, .. readers]),
        Shrink);

    /// <summary>Cases in which what rules write begins and ends by time, as other rules wait for it to last.</summary>
    public static Arbitrary<RandomCase> TimedChains { get; } = Arb.From(
        Cases(
            from writers in Gen.Choose(1, 3).SelectMany(count => Written(Gen.Elements(Timers)).ArrayOf(count))
            from between in Gen.Choose(0, 2).SelectMany(count => Written(Gen.Elements(Waiters)).ArrayOf(count))
            from readers in Gen.Choose(1, 3).SelectMany(count => Rule(Gen.Elements(Waiters)).ArrayOf(count))
            select (RuleSpec[])[.. writers, .. between, .. readers]),
        Shrink);

    /// <summary>Cases with a rule of one shape; what writes facts stands beside it when it needs some.</summary>
    public static Arbitrary<RandomCase> With(string shape)
    {
        var index = Palette.Shapes.ToList().FindIndex(s => s.Name == shape);
        var writing = Palette.Shapes[index].Layer == Layer.Observed ? 0 : 2;
        var rules =
            from writers in Writer.ArrayOf(writing) from rule in Rule(Gen.Constant(index)) select (RuleSpec[])[.. writers, rule];
        return Arb.From(Cases(rules), Shrink);
    }

    public RuleSet RuleSet => RunbookSdk.Rules.RuleSet.Create(new Palette(Rules));

    public bool Throws => Rules.Any(r => Palette.Shapes[r.Shape].Throws);

    /// <summary>What is observed at each instant.</summary>
    public IEnumerable<(DateTimeOffset Now, IReadOnlyList<Observation> Seen)> Timed
    {
        get
        {
            var now = OracleTime.Start;
            foreach (var step in Steps)
            {
                now = now.AddMinutes(step.Minutes);
                yield return (now, [.. step.Seen.Select(s => s.At(now))]);
            }
        }
    }

    public override string ToString()
    {
        var text = new System.Text.StringBuilder("\n");
        foreach (var (rule, spec) in RuleSet.Rules.Zip(Rules))
        {
            text.Append(CultureInfo.InvariantCulture, $"  {rule}");
            if (spec.Priority != 0) text.Append(CultureInfo.InvariantCulture, $" .Priority({spec.Priority})");
            if (spec.Again) text.Append(" .AgainOnChange()");
            if (rule.Model.Settings.Cooldown is var cooldown && cooldown > TimeSpan.Zero)
                text.Append(CultureInfo.InvariantCulture, $" .Cooldown({cooldown:c})");
            text.AppendLine();
        }

        var minute = 0;
        foreach (var step in Steps)
            text.AppendLine(CultureInfo.InvariantCulture, $"  minute {minute += step.Minutes}: {string.Join("; ", step.Seen)}");
        return text.ToString();
    }

    private static Gen<int> AnyShape => Gen.Choose(0, Palette.CommonCount - 1);

    private static IEnumerable<int> Readers =>
        Enumerable.Range(0, Palette.Shapes.Count).Where(i => Palette.Shapes[i].Layer != Layer.Observed);

    /// <summary>Shapes of what is observed that begin or end to match by time.</summary>
    private static IEnumerable<int> Timers => IndexesOf("above", "raised", "raised-until", "raised-until-long", "count-over", "filtered-by-time-and-raised");

    /// <summary>Shapes that wait for what rules write to last, or to be missing.</summary>
    private static IEnumerable<int> Waiters => IndexesOf(
        "hot", "raised-hot", "raised-hot-until-long", "missing-hot", "hot-over", "alarm", "raised-alarm", "raised-alarm-and-hot", "alarm-over", "raised-note");

    private static IEnumerable<int> IndexesOf(params string[] names) =>
        names.Select(name => Palette.Shapes.ToList().FindIndex(s => s.Name == name));

    /// <summary>A rule of the first shapes, which match often, that writes facts.</summary>
    private static Gen<RuleSpec> Writer => Written(Gen.Choose(0, 3));

    private static Gen<RuleSpec> Written(Gen<int> shapes) =>
        from rule in Rule(shapes)
        from result in Gen.Elements(ResultKind.Hot, ResultKind.Hot, ResultKind.Alarm, ResultKind.Assert, ResultKind.Retract)
        select rule with { Result = result };

    private static Gen<RandomCase> Cases(Gen<RuleSpec[]> rules) =>
        from specs in rules
        from steps in Gen.Choose(2, 12).SelectMany(count => OneStep.ArrayOf(count))
        select new RandomCase(specs, steps);

    public static Gen<RuleSpec> Rule(Gen<int> shapes) =>
        from shape in shapes
        from numbers in Small.Two()
        from minutes in Gen.Choose(1, 5)
        from cluster in Cluster
        from result in Gen.Elements(Enum.GetValues<ResultKind>())
        from priority in Gen.Elements(0, 0, 1, -1)
        from cooldown in Gen.Elements(0, 0, 2)
        from again in Gen.Elements(true, false)
        select new RuleSpec(shape, numbers.Item1, numbers.Item2, minutes, cluster, result, priority, cooldown, again);

    private static Gen<Step> OneStep =>
        from minutes in Gen.Elements(0, 1, 1, 1, 2, 2, 3, 5, 9)
        from count in Gen.Elements(0, 1, 1, 1, 2, 3, 5)
        from seen in OneSeen.ArrayOf(count)
        select new Step(minutes, seen);

    private static Gen<Seen> OneSeen =>
        from fact in Fact
        from age in Gen.Elements(0, 0, 0, 0, 1, 2, 5, -1)
        from retraction in Gen.Elements(false, false, false, true)
        from delivery in Gen.Elements(0, 0, 0, 0, 1, 2, 3, 4, 5)
        select new Seen(fact, age, retraction && fact is not Ping, delivery);

    private static Gen<object> Fact => Gen.OneOf(
        from cluster in Cluster from percent in Gen.Elements(0, 0.5, 1, 2, 3, 4) select (object)new Gauge(cluster, percent),
        from cluster in Cluster from name in Gen.Elements("x", "y") from state in Small select (object)new Part(cluster, name, state),
        from cluster in Cluster
        from at in Gen.Choose(0, 25)
        from until in Gen.Elements<int?>(null, null, 5, 10, 12, 20)
        select (object)new Beat(cluster, OracleTime.Minute(at), until is { } minute ? OracleTime.Minute(minute) : null),
        from cluster in Cluster from value in Gen.Elements(0, 1d, 2, 3) select (object)new Ping(cluster, value),
        from cluster in Cluster from value in Gen.Elements(0, 1d, 2, 3) select (object)new Meter(cluster, value),
        from name in Gen.Elements("a", "b", "x") from level in Gen.Elements(0, 1d, 2) select (object)new Note(name, level));

    /// <summary>Fewer rules, fewer steps, fewer things seen.</summary>
    public static IEnumerable<RandomCase> Shrink(RandomCase whole)
    {
        for (var i = 0; whole.Rules.Count > 1 && i < whole.Rules.Count; i++) yield return whole with { Rules = Without(whole.Rules, i) };
        for (var i = whole.Steps.Count - 1; i >= 0; i--)
        {
            if (i == whole.Steps.Count - 1) yield return whole with { Steps = Without(whole.Steps, i) };
            else if (whole.Steps[i].Seen.Count == 0) yield return whole with { Steps = Joined(whole.Steps, i) };
        }

        for (var i = 0; i < whole.Steps.Count; i++)
        {
            var step = whole.Steps[i];
            for (var j = 0; j < step.Seen.Count; j++) yield return With(whole, i, step with { Seen = Without(step.Seen, j) });
            if (step.Minutes > 0) yield return With(whole, i, step with { Minutes = step.Minutes - 1 });
            for (var j = 0; j < step.Seen.Count; j++)
            {
                var seen = step.Seen[j];
                if (seen.Age != 0) yield return With(whole, i, step with { Seen = Replaced(step.Seen, j, seen with { Age = 0 }) });
                if (seen.Delivery > 0) yield return With(whole, i, step with { Seen = Replaced(step.Seen, j, seen with { Delivery = 0 }) });
            }
        }

        for (var i = 0; i < whole.Rules.Count; i++)
        {
            var rule = whole.Rules[i];
            if (rule.Priority != 0) yield return whole with { Rules = Replaced(whole.Rules, i, rule with { Priority = 0 }) };
            if (rule.Cooldown != 0) yield return whole with { Rules = Replaced(whole.Rules, i, rule with { Cooldown = 0 }) };
            if (rule.Again) yield return whole with { Rules = Replaced(whole.Rules, i, rule with { Again = false }) };
        }
    }

    private static RandomCase With(RandomCase whole, int index, Step step) => whole with { Steps = Replaced(whole.Steps, index, step) };

    private static T[] Without<T>(IReadOnlyList<T> list, int index) => [.. list.Where((_, i) => i != index)];

    private static T[] Replaced<T>(IReadOnlyList<T> list, int index, T by) => [.. list.Select((item, i) => i == index ? by : item)];

    private static Step[] Joined(IReadOnlyList<Step> steps, int index)
    {
        var joined = steps[index + 1] with { Minutes = steps[index].Minutes + steps[index + 1].Minutes };
        return [.. steps.Take(index), joined, .. steps.Skip(index + 2)];
    }
}
