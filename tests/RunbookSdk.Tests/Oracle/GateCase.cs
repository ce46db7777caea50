using FsCheck;
using FsCheck.Fluent;
using RunbookSdk.Actions;
using RunbookSdk.Components;
using RunbookSdk.Facts;
using RunbookSdk.Rules;
using RunbookSdk.Sessions;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Tests.Oracle;

/// <summary>A thing that happens: its kind, and what of that kind.</summary>
internal sealed record Happening(int Kind, int Which, int How)
{
    public override string ToString() => $"{GateCase.Kinds[Kind]} {Which} {How}";
}

/// <summary>Rules with random limits, and what happens to them: trouble, people, time.</summary>
/// <param name="Suspend">Which limits the rule has that suspends, as places in <see cref="Words"/>.</param>
/// <param name="Restart">Which limits the rule has that restarts.</param>
/// <param name="Options">Which options the session has.</param>
/// <param name="Steps">Minutes that pass, then what happens together.</param>
internal sealed record GateCase(
    IReadOnlyList<int> Suspend, IReadOnlyList<int> Restart, int Options, IReadOnlyList<(int Minutes, Happening[] Happenings)> Steps)
{
    /// <summary>Clusters of the case; one component each.</summary>
    public const int Clusters = 5;

    public static readonly string[] Kinds = ["load", "alert", "approve", "deny", "pause", "resume", "silence", "window", "propose-only", "act", "edit", "hand-back", "member"];

    public static readonly (string Name, Action<RuleBuilder> Say)[] Words =
    [
        ("cooldown", r => r.Cooldown(Minutes(7))),
        ("at-most", r => r.AtMost(2, Minutes(20))),
        ("approval", r => r.RequireApproval(1, Minutes(9))),
        ("approvals", r => r.RequireApproval(2, Minutes(12), of: ["ann", "sre"]).Author("ben")),
        ("lease", r => r.Lease(Minutes(15))),
        ("one-target", r => r.AtMostTargets(1)),
        ("two-targets", r => r.AtMostTargets(2)),
        ("share", r => r.AtMostShare(0.5, of: Facts<Component>())),
        ("keep", r => r.Keep(3, of: Facts<Component>(), available: c => c.Status == ComponentStatus.Operational)),
        ("keep-share", r => r.KeepShare(0.5, of: Facts<Component>(), available: c => c.Status == ComponentStatus.Operational)),
        ("only-during", r => r.OnlyDuring("w0")),
        ("escalate", r => r.Escalate("sre")),
        ("again", r => r.AgainOnChange()),
        ("propose", r => r.Mode(Mode.Propose)),
    ];

    public static Arbitrary<GateCase> Any { get; } = Arb.From(
        from suspend in SomeWords
        from restart in SomeWords
        from options in Gen.Choose(0, 3)
        from steps in Step.ListOf(25)
        select new GateCase(suspend, restart, options, [.. steps]),
        Shrink);

    private static Gen<int[]> SomeWords =>
        Gen.Choose(0, 3).SelectMany(count => Gen.Choose(0, Words.Length - 1).ArrayOf(count)).Select(w => w.Distinct().Order().ToArray());

    private static Gen<(int, Happening[])> Step =>
        from minutes in Gen.Choose(0, 6)
        from count in Gen.Choose(0, 3)
        from happenings in Happens.ArrayOf(count)
        select (minutes, happenings);

    private static Gen<Happening> Happens =>
        from kind in Gen.Frequency(
            (8, Gen.Constant(0)), (6, Gen.Constant(1)), (5, Gen.Constant(2)), (10, Gen.Choose(2, Kinds.Length - 1)))
        from which in Gen.Choose(0, Clusters - 1)
        from how in Gen.Choose(0, 5)
        select new Happening(kind, which, how);

    public static bool Says(IReadOnlyList<int> words, string name) => words.Any(w => Words[w].Name == name);

    /// <summary>Its rules, read anew each time, as another process would.</summary>
    public RuleSet ReadRules(params IEnumerable<RuleBook> further) => RuleSet.Create([new GateBook(this), .. further]);

    public SessionOptions SessionOptions => new()
    {
        MaxRounds = 20,
        EscalatesTo = (Options & 1) == 1 ? "ops" : null,
        Budget = (Options & 2) == 2 ? new Budget(3, TimeSpan.FromMinutes(15)) : null,
    };

    /// <summary>What is observed when something happens, as things stand.</summary>
    public static Observation Fact(Happening happening, DateTimeOffset now, SessionSnapshot snapshot)
    {
        var (which, how) = (happening.Which, happening.How);
        var cluster = $"c{which}";
        var person = (string[])["ann", "ben", "cid", "Ann", "dan", "eve"];
        var scope = (string[])["all", "rule/suspend", "rule/res*", $"component/{cluster}/*", "job/*", "team/*"];
        object fact = Kinds[happening.Kind] switch
        {
            "load" => new ClusterLoad(cluster, how < 3 ? 90 + how : 10),
            "alert" => new Alert("down", cluster, how < 4, $"{how % 3}"),
            "approve" => Answer(snapshot, which, person[how], Verdict.Approve, now, how),
            "deny" => Answer(snapshot, which, person[how], Verdict.Deny, now, how),
            "pause" or "resume" => new Pause(scope[how], "ann", "", now),
            "silence" => new Silence($"s{which}", scope[how], "ann", "", now.AddMinutes(which), now.AddMinutes(which + how + 1)),
            "window" => new MaintenanceWindow(
                $"w{which % 2}", $"*/{7 + how} * * * *", "Europe/Oslo", TimeSpan.FromMinutes(2 + which), "ann", "", now, now.AddMinutes(20 + (how * 10)), which % 2 == 0 ? "" : scope[how]),
            "propose-only" or "act" => new ProposeOnly(scope[how], "ann", "", now),
            "member" => new TeamMember("sre", person[how]),
            _ => new ComponentEdit(cluster, "WebTools", how % 2 == 0 ? ComponentStatus.MajorOutage : ComponentStatus.Operational, "ann", "", now),
        };
        return new Observation(fact, now, IsRetraction: Kinds[happening.Kind] is "resume" or "act" or "hand-back");
    }

    public override string ToString() => $"""

        suspend: {string.Join(' ', Suspend.Select(w => Words[w].Name))}; restart: {string.Join(' ', Restart.Select(w => Words[w].Name))}; options {Options}
        {string.Join('\n', Steps.Select(s => $"{s.Minutes} minutes, then {string.Join("; ", s.Happenings.AsEnumerable())}"))}
        """;

    private static Approval Answer(SessionSnapshot snapshot, int which, string who, Verdict verdict, DateTimeOffset now, int how)
    {
        if (snapshot.Proposals.Count == 0) return new("suspend", $"component/c{which}/webtools", who, verdict, now);
        var waiting = snapshot.Proposals[which % snapshot.Proposals.Count];
        return new(waiting.Rule, waiting.Action.Target.ToString(), who, verdict, now, how switch { 1 => "0000000000000000", 2 => null, _ => waiting.PlanHash });
    }

    private static IEnumerable<GateCase> Shrink(GateCase gate)
    {
        for (var i = gate.Steps.Count - 1; i >= 0; i--) yield return gate with { Steps = [.. gate.Steps.Take(i), .. gate.Steps.Skip(i + 1)] };
        for (var i = 0; i < gate.Steps.Count; i++)
        {
            foreach (var gone in gate.Steps[i].Happenings)
            {
                var step = (gate.Steps[i].Minutes, gate.Steps[i].Happenings.Where(h => h != gone).ToArray());
                yield return gate with { Steps = [.. gate.Steps.Take(i), step, .. gate.Steps.Skip(i + 1)] };
            }
        }

        foreach (var word in gate.Suspend) yield return gate with { Suspend = [.. gate.Suspend.Where(w => w != word)] };
        foreach (var word in gate.Restart) yield return gate with { Restart = [.. gate.Restart.Where(w => w != word)] };
        if (gate.Options > 0) yield return gate with { Options = 0 };
    }

    private sealed class GateBook(GateCase gate) : Runbook
    {
        protected override void Define()
        {
            var suspend = Rule("suspend",
                from load in Facts<ClusterLoad>()
                join tools in Facts<Component>() on load.Cluster equals tools.Cluster
                where load.Percent > 80
                select Suspend(tools, $"{load.Percent}%")).Mode(Act);
            foreach (var word in gate.Suspend) Words[word].Say(suspend);
            var restart = Rule("restart",
                from alert in Facts<Alert>()
                where alert.Firing
                select RunJob("restart-" + alert.Subject, new[] { alert.Severity }, alert.Severity)).Mode(Act);
            foreach (var word in gate.Restart) Words[word].Say(restart);
            Rule("too-much",
                from alert in Facts<Alert>()
                where alert.Firing
                group alert by alert.Name into down
                where down.Count() >= 4
                select Hold("job/*", $"{down.Count()}")).Mode(Act);
        }
    }
}
