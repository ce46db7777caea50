using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using RunbookSdk.Facts;
using RunbookSdk.Instances;
using RunbookSdk.Journal;
using RunbookSdk.Rules;
using RunbookSdk.Sessions;
using RunbookSdk.Tests.Sessions;

namespace RunbookSdk.Tests.Instances;

/// <summary>
/// Random days with nodes that are drained, against a simulation that goes from minute to minute. A failure prints its seed.
/// </summary>
public sealed class InstanceProperties
{
    private static readonly Config Runs = Config.QuickThrowOnFailure.WithMaxTest(150);

    private static readonly RuleSet Rules = RuleSet.Create(new Book(Drain.Define));

    private static readonly string[] Nodes = ["n1", "n2"];

    private static readonly string[] Words = ["drain", "give-up", "go-on", "wait"];

    /// <summary>What happens at an instant: after some minutes, to a node; it is asked for something, or a connection comes or goes.</summary>
    private static readonly Gen<Happening> Any =
        from gap in Gen.Frequency((3, Gen.Choose(0, 3)), (3, Gen.Choose(4, 40)), (1, Gen.Choose(41, 200)))
        from node in Gen.Elements(Nodes)
        from asked in Gen.Elements(Words)
        from connects in Gen.Elements<bool?>(null, true, false)
        select new Happening(gap, node, asked, connects);

    [Fact]
    public void Instances_stand_where_a_naive_simulation_says() =>
        Prop.ForAll(Gen.ListOf(Any).ToArbitrary(), day =>
        {
            var desk = new Desk(Rules);
            var (naive, minute) = (new Simulation(), 0);
            foreach (var happening in day)
            {
                minute += happening.Gap;
                naive.Advance(minute, happening);
                desk.At(minute, happening.Facts(minute));
                Assert.Equal(naive.Text(), Text(desk.Session));
            }
        }).Check(Runs);

    [Fact]
    public void Session_that_is_opened_again_from_its_journal_goes_on_as_one_that_never_ended() =>
        Prop.ForAll(Gen.ListOf(Any).ToArbitrary(), day =>
        {
            var (desk, journal, minute) = (new Desk(Rules), new MemoryJournal(), 0);
            foreach (var happening in day)
            {
                minute += happening.Gap;
                desk.At(minute, happening.Facts(minute));
                var again = Open(journal);
                foreach (var fact in happening.Facts(minute)) again.Observe((Observation)fact);
                again.Evaluate(Desk.Minute(minute));
                Assert.Equal((Text(desk.Session), desk.Session.NextDue), (Text(again), again.NextDue));
            }
        }).Check(Runs.WithMaxTest(60));

    [Fact]
    public void Many_small_steps_of_the_clock_say_what_one_leap_says() =>
        Prop.ForAll(Gen.ListOf(Any).ToArbitrary(), day =>
        {
            var (leaps, steps, minute) = (new Desk(Rules), new Desk(Rules), 0);
            foreach (var happening in day)
            {
                for (var i = 1; i < happening.Gap; i++) steps.At(minute + i);
                minute += happening.Gap;
                leaps.At(minute, happening.Facts(minute));
                steps.At(minute, happening.Facts(minute));
            }

            Assert.Equal(leaps.Told, steps.Told);
            Assert.Equal(Text(leaps.Session), Text(steps.Session));
        }).Check(Runs.WithMaxTest(60));

    private static RunbookSession Open(MemoryJournal journal) => RunbookSession.Open(
        Rules,
        Desk.Noon,
        new SessionOptions { Journal = journal },
        DomainFacts.CatalogWith([typeof(Node), typeof(Connection)]),
        null,
        out _);

    private static string Text(RunbookSession session) => string.Join("; ", session.Snapshot.Facts<LifecycleStatus>()
        .OrderBy(s => s.Id, StringComparer.Ordinal)
        .Select(s => Line(s.Id, s.Path, (int)(s.Since - Desk.Noon).TotalMinutes)));

    private static string Line(string id, string path, int since) => string.Create(CultureInfo.InvariantCulture, $"{id} {path} {since}");

    private sealed record Happening(int Gap, string Node, string Asked, bool? Connects)
    {
        public object[] Facts(int minute)
        {
            List<object> facts = [new Observation(new Node(Node, Asked), Desk.Minute(minute))];
            if (Connects is { } connects) facts.Add(new Observation(new Connection(Node, 1), Desk.Minute(minute), IsRetraction: !connects));
            return [.. facts];
        }
    }

    /// <summary>The lifecycle and the rules of <see cref="Drain"/>, written out by hand.</summary>
    private sealed class Simulation
    {
        private readonly SortedDictionary<string, (string Path, int Since)> stands = new(StringComparer.Ordinal);
        private readonly Dictionary<string, string> asked = [];
        private readonly HashSet<string> connected = [];
        private int now;

        public void Advance(int until, Happening happening)
        {
            while (now < until)
            {
                now++;
                foreach (var node in stands.Keys.ToList()) Elapse(node);
                if (now < until) foreach (var node in stands.Keys.ToList()) Empty(node);
            }

            if (happening.Connects == true) connected.Add(happening.Node);
            if (happening.Connects == false) connected.Remove(happening.Node);
            foreach (var node in stands.Keys.ToList()) Empty(node);
            if (asked.GetValueOrDefault(happening.Node) != happening.Asked) Ask(happening.Node, happening.Asked);
            asked[happening.Node] = happening.Asked;
            foreach (var node in stands.Keys.ToList()) Empty(node);
        }

        public string Text() => string.Join("; ", stands.Select(s => Line(s.Key, s.Value.Path, s.Value.Since)));

        private void Elapse(string node)
        {
            var (path, since) = stands[node];
            if (path == "draining" && now == since + 30) stands[node] = ("stuck", now);
            if (path == "out-of-service/patching" && now == since + 20) stands[node] = ("serving", now);
            if (path == "serving" && now == since + 120) stands.Remove(node);
        }

        private void Empty(string node)
        {
            if (stands[node].Path is "draining" or "stuck" && !connected.Contains(node)) stands[node] = ("out-of-service/empty", now);
        }

        private void Ask(string node, string word)
        {
            var path = stands.TryGetValue(node, out var known) ? known.Path : null;
            if (word == "drain" && path is null or "serving") stands[node] = ("draining", now);
            if (word == "give-up" && path is not null and not "serving") stands[node] = ("serving", now);
            if (word == "go-on" && path == "out-of-service/empty") stands[node] = ("out-of-service/patching", now);
        }
    }
}
