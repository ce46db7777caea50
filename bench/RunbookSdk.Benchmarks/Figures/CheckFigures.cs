using System.Globalization;

namespace RunbookSdk.Benchmarks.Figures;

/// <summary>How long <c>runbook check</c> lets its author wait.</summary>
internal static class CheckFigures
{
    private const int Starts = 15;
    private const int Pairs = 3;

    public static IEnumerable<Figure> All()
    {
        yield return new("check-vs-hello", () => BuiltProgram.InFolder(folder => CheckOverHello(folder)));
        yield return new("check-changed-vs-hello", () => BuiltProgram.InFolder(folder => CheckOverHello(folder, "--no-cache")));
        yield return new("check-scaling", () => BuiltProgram.InFolder(folder => Scaling(folder, runbooks: 100, Pairs)));
        yield return new("check-scaling-400", () => BuiltProgram.InFolder(folder => Scaling(folder, runbooks: 400, pairs: 1)));
    }

    /// <summary>
    /// The whole process of a check of one runbook, over the one of a program that only says hello. The runbook was checked before, so this is a check of
    /// one that has not changed, unless the cache is left out.
    /// </summary>
    private static double CheckOverHello(string folder, params string[] options)
    {
        Write(folder, 1);
        string[] check = ["check", Path.Combine(folder, "0.csx"), .. options];
        BuiltProgram.Seconds(folder, BuiltProgram.Runbook, check);
        BuiltProgram.Seconds(folder, BuiltProgram.Hello, []);
        return Timing.Median(Enumerable.Range(0, Starts).Select(_ =>
            BuiltProgram.Seconds(folder, BuiltProgram.Runbook, check) / BuiltProgram.Seconds(folder, BuiltProgram.Hello, [])));
    }

    /// <summary>How many times longer a check of many runbooks takes with one processor than with all of them; nothing comes from a cache.</summary>
    private static double Scaling(string folder, int runbooks, int pairs)
    {
        Write(folder, runbooks);
        string[] check = ["check", "--no-cache", folder];
        return Timing.Median(Enumerable.Range(0, pairs).Select(_ =>
            BuiltProgram.SecondsOnOneProcessor(folder, BuiltProgram.Runbook, check) / BuiltProgram.Seconds(folder, BuiltProgram.Runbook, check)));
    }

    private static void Write(string folder, int count)
    {
        for (var i = 0; i < count; i++) File.WriteAllText(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{i}.csx")), Text(i));
    }

    private static string Text(int number) =>
        $$"""
        const double High = 85, Low = 60; // percent of capacity
        string Title(string cluster) => $"{cluster} above {High}%";

        Rule("suspend-{{number}}",
            from load in Facts<ClusterLoad>().RaisedWhen(l => l.Percent > High, lasting: Minutes(10)).ClearedWhen(l => l.Percent < Low, lasting: Hours(12))
            join tools in Facts<Component>() on load.Cluster equals tools.Cluster
            where tools.Name == "Tools{{number}}"
            where !Facts<Maintenance>().Any(m => m.Cluster == tools.Cluster)
            select Suspend(tools, because: Title(load.Cluster)))
          .RequireApproval()
          .Lease(Hours(24));

        Rule("page-{{number}}",
            from load in Facts<ClusterLoad>()
            where load.Percent > High
            select Page("ops-{{number}}", because: $"{load.Cluster} is at {load.Percent}%"))
          .Cooldown(Minutes(30))
          .Mode(Act);
        """;
}
