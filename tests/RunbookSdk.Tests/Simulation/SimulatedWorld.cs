using RunbookSdk.Actions;
using RunbookSdk.Components;
using RunbookSdk.Facts;
using RunbookSdk.Sessions;

namespace RunbookSdk.Tests.Simulation;

/// <summary>What happens around a session, all of it from one seed: loads and alerts, people, and handlers that carry decisions out or fail to.</summary>
internal sealed class SimulatedWorld(int seed)
{
    public static readonly DateTimeOffset Start = new(2019, 9, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly string[] Clusters = ["c1", "c2", "c3"];
    private static readonly string[] People = ["ann", "ben", "cy"];
    private static readonly string[] Scopes = ["all", "rule/suspend", "rule/restart", "rule/scale", "component/c1/*", "job/restart", "team/on-call"];

    private readonly PriorityQueue<Observation, (DateTimeOffset, int)> coming = new();
    private int scheduled;
    private int delivered;
    private DateTimeOffset now = Start;

    public Random Random { get; } = new(seed);

    /// <summary>What happens next, seen what stands and what was just decided.</summary>
    public SimulatedStep Next(Func<SessionSnapshot> stands, IEnumerable<Decision> decided)
    {
        foreach (var decision in decided) CarryOut(decision);
        now += Chance(0.25) ? TimeSpan.FromMinutes(Random.Next(60, 1500)) : TimeSpan.FromSeconds(Random.Next(0, 3600));
        var seen = new List<Observation>();
        if (now == Start || delivered == 0) seen.AddRange(Furniture());
        for (var i = Random.Next(0, 4); i > 0; i--) seen.Add(Measured());
        if (Chance(0.3)) AddAnswers(stands(), seen);
        if (Chance(0.06)) seen.Add(Word(stands()));
        while (coming.TryPeek(out _, out var due) && due.Item1 <= now) seen.Add(coming.Dequeue());
        if (seen.Count > 0 && Chance(0.1)) seen.Add(seen[Random.Next(seen.Count)]);
        var isPoisoned = Chance(0.02);
        if (isPoisoned) seen.Insert(Random.Next(seen.Count + 1), Seen(new Poison("p")));
        return new(now, seen, isPoisoned, !isPoisoned && Chance(0.015) ? Random.Next(SimulatedBook.Editions) : null);
    }

    public bool Chance(double share) => Random.NextDouble() < share;

    private IEnumerable<Observation> Furniture() =>
    [
        .. Clusters.SelectMany(c => (object[])[new Component(c, "WebTools"), new Component(c, "Mail"), new Cluster(c, c == "c1" ? 0.6 : 0.2)]).Select(Seen),
        Seen(new Service("crm", "dc1")), Seen(new Site("dc1", true, 1)), Seen(new Site("dc2", true, 1)),
    ];

    private Observation Measured()
    {
        var cluster = Clusters[Random.Next(Clusters.Length)];
        object fact = Random.Next(14) switch
        {
            < 5 => new ClusterLoad(cluster, Random.Next(20) * 5),
            < 7 => new Sample("load", cluster, Random.Next(0, 100)),
            7 => new Sample("errors", Chance(0.8) ? "dc1" : "dc2", Random.Next(50, 80)),
            < 10 => new Alert(Chance(0.5) ? "down" : "melting", cluster, Chance(0.5)),
            10 => new Probe(Chance(0.5) ? "oslo" : "rome", cluster, Chance(0.6)),
            11 => new Heartbeat(cluster, now),
            12 => new Site("dc2", Chance(0.7), 1),
            _ => new Note(Chance(0.5) ? cluster : "several", Random.Next(3)),
        };
        var observation = Seen(fact);
        if (Chance(0.1)) observation = observation with { ObservedAt = now.AddMinutes(-Random.Next(1, 60)) };
        return Chance(0.06) ? observation with { IsRetraction = true } : observation;
    }

    /// <summary>People answer what waits, some of them too late, twice, or to another plan.</summary>
    private void AddAnswers(SessionSnapshot snapshot, List<Observation> seen)
    {
        foreach (var waiting in snapshot.Proposals)
        {
            if (!Chance(0.8)) continue;
            var person = People[Random.Next(People.Length)];
            var said = new Approval(
                waiting.Rule, $"{waiting.Action.Target}", Chance(0.2) ? person.ToUpperInvariant() : person, Chance(0.85) ? Verdict.Approve : Verdict.Deny,
                Chance(0.1) ? now.AddHours(-3) : now, Chance(0.1) ? "0000" : null);
            if (Chance(0.15)) Schedule(said, now.AddHours(Random.Next(1, 8)));
            else seen.Add(Seen(said));
        }
    }

    private Observation Word(SessionSnapshot snapshot)
    {
        var (scope, person) = (Scopes[Random.Next(Scopes.Length)], People[Random.Next(People.Length)]);
        if (snapshot.Facts<Pause>().FirstOrDefault() is { } pause && Chance(0.7)) return Seen(pause) with { IsRetraction = true };
        if (snapshot.Facts<ProposeOnly>().FirstOrDefault() is { } only && Chance(0.7)) return Seen(only) with { IsRetraction = true };
        return Seen(Random.Next(3) switch
        {
            0 => new Pause(scope, person, "wait", now),
            1 => new ProposeOnly(scope, person, "ask me", now),
            _ => new Silence($"s{Random.Next(3)}", scope, person, "quiet", now.AddMinutes(Random.Next(0, 90)), now.AddMinutes(Random.Next(90, 600))),
        });
    }

    /// <summary>Handlers work, fail, fail and work, or give up; what they say comes late, twice and in any order.</summary>
    private void CarryOut(Decision decision)
    {
        if (decision.Outcome is not (Outcome.Decided or Outcome.Released) || decision.Action is not (RunJob or Suspend or FailOver) || Chance(0.25)) return;
        var at = decision.Instant;
        var attempts = Random.Next(1, 4);
        for (var i = 1; i <= attempts; i++)
        {
            at = at.AddSeconds(Random.Next(1, 900));
            Report(decision, ActionStatus.Attempted, i, at);
            at = at.AddSeconds(Random.Next(1, 300));
            var isLast = i == attempts;
            Report(decision, !isLast ? Chance(0.5) ? ActionStatus.Failed : ActionStatus.TimedOut : Chance(0.7) ? ActionStatus.Succeeded : ActionStatus.DeadLettered, i, at);
        }
    }

    private void Report(Decision decision, ActionStatus status, int attempts, DateTimeOffset at)
    {
        var said = ActionOutcome.Of(decision, status, attempts, "", at);
        for (var i = Chance(0.2) ? 2 : 1; i > 0; i--)
            Schedule(new Observation(said, at, (UInt128)(ulong)++delivered), at.AddSeconds(Chance(0.3) ? Random.Next(0, 4000) : 0));
    }

    private void Schedule(object fact, DateTimeOffset due) =>
        coming.Enqueue(fact is Observation observation ? observation : Seen(fact) with { ObservedAt = due }, (due, ++scheduled));

    private Observation Seen(object fact) => new(fact, now, (UInt128)(ulong)++delivered);
}
