using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using RunbookSdk.Components;
using RunbookSdk.Facts;
using RunbookSdk.Instances;
using RunbookSdk.Scripting.Querying;
using RunbookSdk.Sessions;

namespace RunbookSdk.Scripting.Tests;

public sealed class UnloadingTests : IDisposable
{
    private readonly ScriptFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Twenty_loads_leave_no_context_alive()
    {
        folder.Write("a.csx", Samples.Long);

        var contexts = Enumerable.Range(0, 20).Select(_ => LoadAndDispose()).ToList();

        Assert.Equal(0, AliveAfterCollection(contexts));
    }

    [Fact]
    public void Twenty_sessions_that_decided_leave_no_context_alive()
    {
        folder.Write("a.csx", Samples.Long);

        var contexts = Enumerable.Range(0, 20).Select(_ => LoadDecideAndDispose()).ToList();

        Assert.Equal(0, AliveAfterCollection(contexts));
    }

    [Fact]
    public void Queries_are_unloaded_with_their_runner_and_then_the_scripts_too()
    {
        folder.Write("a.csx", Samples.Long);

        var contexts = Enumerable.Range(0, 5).SelectMany(_ => AskAndDispose()).ToList();

        Assert.Equal(0, AliveAfterCollection(contexts));
    }

    [Fact]
    public void Scripts_whose_rules_were_all_replaced_are_unloaded()
    {
        folder.Write("a.csx", Samples.Long);
        var (session, first) = Begin();

        var others = Enumerable.Range(1, 5).Select(i => Reload(session, Samples.Long.Replace("Rule(\"", $"Rule(\"v{i}-", StringComparison.Ordinal).Replace("Rule($\"", $"Rule($\"v{i}-", StringComparison.Ordinal))).ToList();

        Assert.Equal(1, AliveAfterCollection([first, .. others], expected: 1));
        Assert.True(others[^1].IsAlive);
        GC.KeepAlive(session);
    }

    [Fact]
    public void Scripts_that_say_the_same_as_before_are_unloaded_too()
    {
        folder.Write("a.csx", Shared);
        var (session, first) = Begin();

        var others = Enumerable.Range(1, 5).Select(i => Reload(session, Shared.Replace("95", $"{95 + i}", StringComparison.Ordinal))).ToList();

        Assert.Equal(1, AliveAfterCollection([first, .. others], expected: 1));
        GC.KeepAlive(session);
    }

    [Fact]
    public void Scripts_whose_lifecycles_have_instances_are_unloaded_too()
    {
        folder.Write("a.csx", WithLifecycle);
        var (session, first) = Begin();
        Assert.Equal("fresh", State(session));

        var others = Enumerable.Range(1, 5).Select(i => Reload(session, WithLifecycle.Replace("Hours(5)", $"Hours({5 + i})", StringComparison.Ordinal))).ToList();

        Assert.Equal("fresh", State(session));
        Assert.Equal(1, AliveAfterCollection([first, .. others], expected: 1));
        GC.KeepAlive(session);
    }

    private const string WithLifecycle = """
        var disk = DefineLifecycle("disk", l => l
            .Initial("fresh")
            .State("fresh", s => s
                .After(Hours(5)).GoTo("old")
                .When("it is full", i => Facts<Disk>().Any(d => d.Server == i.Id && d.Free < 1)).GoTo("old"))
            .Final("old"));
        Rule("begin", from d in Facts<Disk>() select Begin(disk, d.Server, because: "it is there")).Mode(Mode.Act);
        record Disk([Key] string Server, double Free);
        """;

    /// <summary>One rule that is the same in each version of the script, and one that is not and uses a record of the script's own.</summary>
    private const string Shared = """
        Rule("same", from load in Facts<ClusterLoad>()
                     where load.Percent > 80
                     select Page("sre", load.Cluster)).Mode(Mode.Act);

        Rule("other", from load in Facts<ClusterLoad>()
                      where load.Percent > 95 && !Facts<Disk>().Any(d => d.Server == load.Cluster && d.Free < 1)
                      select new Disk(load.Cluster, load.Percent)).Mode(Mode.Act);

        record Disk([Key] string Server, double Free);
        """;

    /// <summary>Apart, like what follows, so that no local of the test keeps the scripts alive.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private (RunbookSession Session, WeakReference Context) Begin()
    {
        using var loaded = ScriptLoader.Load([folder.Path], new() { CacheFolder = folder.CachePath });
        Assert.True(loaded.Rules is not null, string.Join('\n', loaded.Diagnostics));
        var session = new RunbookSession(loaded.Rules, Instant.Parse("2019-09-11 08:00 Europe/Oslo"));
        Evaluate(session, loaded);
        return (session, new(AssemblyLoadContext.GetLoadContext(loaded.FactTypes[0].Assembly)));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static string State(RunbookSession session) => Assert.Single(session.Snapshot.Facts<LifecycleStatus>()).State;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private WeakReference Reload(RunbookSession session, string script)
    {
        folder.Write("a.csx", script);
        using var loaded = ScriptLoader.Load([folder.Path], new() { CacheFolder = folder.CachePath });
        Assert.True(loaded.Rules is not null, string.Join('\n', loaded.Diagnostics));
        session.Preview(loaded.Rules);
        session.Swap(loaded.Rules);
        Evaluate(session, loaded);
        return new(AssemblyLoadContext.GetLoadContext(loaded.FactTypes[0].Assembly));
    }

    private static void Evaluate(RunbookSession session, ScriptRunbooks loaded)
    {
        session.Observe(new Component("online1", "WebTools"));
        session.Observe(Activator.CreateInstance(loaded.FactTypes.Single(t => t.Name == "Disk"), "online1-web1", 2.0)!);
        for (var minute = 0; minute <= 15; minute++)
        {
            session.Observe(new ClusterLoad("online1", Percent: 90 + (minute / 15 * 100)));
            session.Evaluate(session.Now.AddMinutes(1));
        }
    }

    /// <summary>Counts until nothing changes any more: a method that is just compiled anew in the background keeps its context for a while.</summary>
    private static int AliveAfterCollection(List<WeakReference> contexts, int expected = 0)
    {
        for (var i = 0; i < 100 && contexts.Count(c => c.IsAlive) > expected; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            if (i >= 10) Thread.Sleep(50);
        }

        return contexts.Count(c => c.IsAlive);
    }

    /// <summary>Two queries, of which the second sees what the first declared.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private WeakReference[] AskAndDispose()
    {
        using var loaded = ScriptLoader.Load([folder.Path], new() { CacheFolder = folder.CachePath });
        using var runner = new QueryRunner(QuerySettings.Of(typeof(QueryWords), loaded.FactTypes, cacheFolder: null), new QueryWords(loaded.FactTypes));
        runner.Run(runner.Compile("var known = Known;"));
        var answer = runner.Run(runner.Compile("new { Known = known, Name = typeof(Disk).Name, Query = System.Reflection.MethodBase.GetCurrentMethod()!.DeclaringType!.Assembly.FullName }"))!;
        Assert.StartsWith($"{{ Known = {loaded.FactTypes.Count}, Name = Disk, Query = runbook-query-1", answer.ToString(), StringComparison.Ordinal);
        return [new(AssemblyLoadContext.GetLoadContext(answer.GetType().Assembly)), new(AssemblyLoadContext.GetLoadContext(loaded.FactTypes[0].Assembly))];
    }

    /// <summary>Apart, so that no local of the test keeps the scripts alive.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private WeakReference LoadAndDispose()
    {
        var declared = folder.DeclareCached();
        Assert.Equal(8, declared.Book.Declarations.Count);
        var loaded = new ScriptRunbooks(declared.Context, declared.FactTypes, declared.Problems, rules: null);
        loaded.Dispose();
        return new(declared.Context);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private WeakReference LoadDecideAndDispose()
    {
        using var loaded = ScriptLoader.Load([folder.Path], new() { CacheFolder = folder.CachePath });
        var start = Instant.Parse("2019-09-11 08:00 Europe/Oslo");
        var session = new RunbookSession(loaded.Rules!, start);
        session.Observe(new Component("online1", "WebTools"));
        session.Observe(Activator.CreateInstance(loaded.FactTypes.Single(t => t.Name == "Disk"), "online1-web1", 2.0)!);
        var decided = new List<string>();
        var begun = 0;
        for (var minute = 0; minute <= 15; minute++)
        {
            session.Observe(new ClusterLoad("online1", Percent: 90 + (minute / 15 * 100)));
            var evaluation = session.Evaluate(start.AddMinutes(minute));
            decided.AddRange(evaluation.Decisions.Select(d => d.Rule));
            begun += evaluation.MatchesBegun;
        }

        // The third match, of "load-climbs", derives a fact of the script's own record.
        Assert.Equal(3, begun);
        Assert.Equal(["disk-nearly-full", "suspend-webtools"], decided);
        return new(AssemblyLoadContext.GetLoadContext(loaded.FactTypes[0].Assembly));
    }
}
