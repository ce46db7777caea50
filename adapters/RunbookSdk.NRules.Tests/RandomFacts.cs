using RunbookSdk.Rules;
using RunbookSdk.Rules.Model;
using RunbookSdk.Tests.Oracle;

namespace RunbookSdk.NRules.Tests;

/// <summary>Rules of the oracle that need nothing but facts, and facts for them.</summary>
internal static class RandomFacts
{
    /// <summary>Every shape that reads plain facts, in two variants.</summary>
    public static IReadOnlyList<RuleModel> Rules { get; } =
    [
        .. RuleSet.Create(new Palette([.. Enumerable.Range(0, Palette.Shapes.Count).SelectMany(shape => (RuleSpec[])
        [
            new(shape, 1, 1, 1, "a", ResultKind.Tell, 0, 0, false), new(shape, 0, 2, 2, "b", ResultKind.Tell, 0, 0, false),
        ])])).Rules.Select(r => r.Model).Where(m => IsPlain(m.Query)),
    ];

    public static object Next(Random random)
    {
        var cluster = "abc"[random.Next(3)].ToString();
        return random.Next(4) switch
        {
            0 => new Gauge(cluster, random.Next(5)),
            1 => new Part(cluster, "xy"[random.Next(2)].ToString(), random.Next(4)),
            2 => new Beat(cluster, OracleTime.Minute(random.Next(9)), random.Next(2) == 0 ? null : OracleTime.Minute(random.Next(9))),
            _ => new Ping(cluster, random.Next(4)),
        };
    }

    private static bool IsPlain(QueryModel query) => query.Slots.Select(s => s.Source)
        .Concat(query.Subqueries.Select(s => s.Source))
        .All(s => s is SourceModel.All || (s is SourceModel.Group group && IsPlain(group.Query)));
}
