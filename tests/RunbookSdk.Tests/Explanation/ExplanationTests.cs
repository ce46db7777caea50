using RunbookSdk.Actions;
using RunbookSdk.Clients;
using RunbookSdk.Components;
using RunbookSdk.Explanation;
using RunbookSdk.Facts;
using RunbookSdk.Journal;
using RunbookSdk.Rules;
using RunbookSdk.Sessions;

namespace RunbookSdk.Tests.Explanation;

/// <summary>What an explanation says, word by word; that its counts are right is held by the oracle.</summary>
public sealed class ExplanationTests
{
    private static readonly DateTimeOffset Start = Instant.Parse("2019-09-11 08:00 Europe/Oslo");

    [Fact]
    public void Lasting_condition_says_since_when_it_holds_and_when_it_raises()
    {
        var session = Session();
        Observe(session, 0, new Component("online1", "WebTools"), new ClusterLoad("online1", 91), new ClusterLoad("online2", 40));
        session.Evaluate(Start.AddMinutes(3));

        Assert.Equal(
            """
            suspend about 'online1', 2019-09-11 08:03:00 +02:00: no match
              nearest: ClusterLoad online1, Component online1/WebTools
              ok        1 of 1  from load in Facts<ClusterLoad>()
              FAIL      0 of 1  .RaisedWhen(l => l.Percent > 85, lasting: 00:10:00)
                                  l.Percent = 91
                                  has held since 2019-09-11 08:00:00 +02:00, 00:03:00 of 00:10:00; raised at 2019-09-11 08:10:00 +02:00 if it goes on
              ok             -  where !Facts<Maintenance>().Where(m => m.Cluster == load.Cluster).Any()
                                  Facts<Maintenance>().Where(m => m.Cluster == load.Cluster).Any() = false
                                  Maintenance facts that count = 0 of 0
              ok             -  from tools in Facts<Component>()
              ok             -  where load.Cluster == tools.Cluster
                                  load.Cluster = "online1"
                                  tools.Cluster = "online1"
            """.ReplaceLineEndings("\n"),
            session.Explain("suspend", "online1").ToString());
    }

    [Fact]
    public void Match_of_a_fact_whose_key_has_a_slash_in_it_is_found_by_that_key()
    {
        var session = Session();
        Observe(session, 0, new RequestRate("a/b", "x", 90));
        session.Evaluate(Start.AddMinutes(1));

        Assert.Single(session.Explain("busy", "a/b").Matches);
        Assert.Single(session.Explain("busy", "a/b/x").Matches);
        Assert.Single(session.Explain("busy", "x").Matches);
    }

    [Fact]
    public void Nearest_facts_fail_the_fewest_clauses_by_the_least()
    {
        var session = Session();
        Observe(session, 0, new RequestRate("a", "x", 10), new RequestRate("b", "x", 79), new RequestRate("c", "y", 95), new RequestRate("d", "x", 60));

        var explanation = session.Explain("busy");

        Assert.Equal("b/x", Assert.Single(explanation.Nearest).Key);
        Assert.Equal("where rate.PerSecond > 80", explanation.FirstFailing!.Text);
        Assert.Equal((3, 0), (explanation.FirstFailing.Reached, explanation.FirstFailing.Passed));
        Assert.Equal("it would hold with rate.PerSecond above 80", explanation.FirstFailing.Change);
    }

    [Fact]
    public void Facts_that_belong_together_are_nearer_than_others_that_fail_as_many_clauses()
    {
        var session = Session();
        Observe(session, 0, new Disk("b", 1, 9), new Disk("a", 1, 9), new RequestRate("a", "x", 90));

        Assert.Equal(["a/x", "a"], session.Explain("disk-of-rate").Nearest.Select(f => f.Key));
    }

    [Fact]
    public void What_is_not_known_is_said_to_be_missing()
    {
        var explanation = Session().Explain("suspend");

        Assert.Equal("no ClusterLoad is known", explanation.Clauses[0].Change);
        Assert.Equal("no Component is known", explanation.Clauses[3].Change);
        Assert.Equal(ClauseResult.NotAsked, explanation.Clauses[^1].Result);
        Assert.Empty(explanation.Nearest);
    }

    [Fact]
    public void Key_that_no_fact_has_is_told()
    {
        var session = Session();
        Observe(session, 0, new ClusterLoad("online1", 91));

        var explanation = session.Explain("suspend", "online7");

        Assert.False(explanation.IsKeyKnown);
        Assert.DoesNotContain("about 'online7'", explanation.ToString(), StringComparison.Ordinal); // what follows is not about it
        Assert.Contains("nothing that the rule reads has the key 'online7'", explanation.ToString(), StringComparison.Ordinal);
        Assert.True(session.Explain("suspend", "ONLINE1").IsKeyKnown);
    }

    [Fact]
    public void Key_of_a_fact_comes_before_a_part_of_one()
    {
        var session = Session();
        Observe(session, 0, new ClusterLoad("online1", 91), new Component("online1", "WebTools"), new Component("online1", "Web"));

        Assert.Equal(2, session.Explain("suspend", "online1").Clauses.Count(c => c.Text.StartsWith("from", StringComparison.Ordinal)));
        Assert.Equal("online1/Web", session.Explain("suspend", "online1/Web").Nearest[1].Key);
    }

    [Fact]
    public void Group_shows_the_clauses_within_it_first()
    {
        var session = Session();
        Observe(session, 0, new Probe("oslo", "crm", false), new Probe("bergen", "crm", true), new Probe("oslo", "web", false));

        var explanation = session.Explain("down", "crm");

        Assert.Equal(
            [
                "from probe in Facts<Probe>() 3 of 3", "where !probe.Up 2 of 3", "group by probe.Subject into down 1 of 2", "where down.Count >= 2 0 of 1",
            ],
            explanation.Clauses.Select(c => $"{c.Text} {c.Passed} of {c.Reached}").Select(t => t.Replace("group0", "down", StringComparison.Ordinal)));
        Assert.Contains(new ExplainedValue("Key", "\"crm\""), explanation.Clauses[2].Values);
    }

    [Fact]
    public void Match_that_stands_is_shown_with_what_it_asked_for()
    {
        var session = Session();
        Observe(session, 0, new Component("online1", "WebTools"), new ClusterLoad("online1", 91));
        session.Evaluate(Start.AddMinutes(10));

        var explanation = session.Explain("suspend", "online1");

        Assert.Null(explanation.FirstFailing);
        Assert.Equal(Start.AddMinutes(10), Assert.Single(explanation.Matches).BeganAt);
        Assert.Equal(["in force: suspend component/online1/webtools since 2019-09-11 08:10:00 +02:00"], explanation.Standing);
        Assert.StartsWith("suspend about 'online1', 2019-09-11 08:10:00 +02:00: matches since 2019-09-11 08:10:00 +02:00\n  matched: ", explanation.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_waits_for_people_is_told()
    {
        var session = Session();
        Observe(session, 0, new Site("dc2", true, 1), new Service("crm", "dc1"));

        Assert.Equal(["waits for approval: fail-over site/dc2, 0 of 2, denied at 2019-09-12 08:00:00 +02:00"], session.Explain("move").Standing);
        Observe(session, 1, new Approval("move", "site/dc2", "kari", Verdict.Approve, Start.AddMinutes(1)));
        Assert.Equal(["waits for approval: fail-over site/dc2, 1 of 2 (kari), denied at 2019-09-12 08:00:00 +02:00"], session.Explain("move").Standing);
        Observe(session, 2, new Pause("rule/watch", "kari", "a drill", Start.AddMinutes(2)));
        Assert.Equal(["mode: observe"], session.Explain("watch").Standing);
    }

    [Fact]
    public void Clause_that_throws_says_what()
    {
        var session = Session();
        Observe(session, 0, new RequestRate("a", "x", 0));

        var explanation = session.Explain("divide");

        Assert.Equal(ClauseResult.Fails, explanation.Clauses[1].Result);
        Assert.Contains(explanation.Clauses[1].Values, v => v.Text == "throws" && v.Value.StartsWith("DivideByZeroException", StringComparison.Ordinal));
    }

    [Fact]
    public void Question_that_cannot_be_asked_holds_neither_way()
    {
        var session = Session();
        Observe(session, 0, new Component("online1", "WebTools"), new Heartbeat("h", Start));

        var explanation = session.Explain("silent");

        Assert.Empty(session.Snapshot.Matches("silent"));
        Assert.Equal((1, 0), (explanation.FirstFailing!.Reached, explanation.FirstFailing.Passed));
    }

    [Fact]
    public void Explanation_changes_nothing()
    {
        var (asked, silent) = (Session(), Session());
        for (var minute = 0; minute < 30; minute++)
        {
            foreach (var session in new[] { asked, silent }) Observe(session, minute, new Component("online1", "WebTools"), new ClusterLoad("online1", minute % 20 * 6));
            foreach (var rule in asked.Rules.Rules) asked.Explain(rule.Id);
            Assert.Equal(silent.NextDue, asked.NextDue);
            Assert.Equal(silent.Snapshot.Matches().Select(m => m.BeganAt), asked.Snapshot.Matches().Select(m => m.BeganAt));
        }
    }

    [Fact]
    public void Way_to_a_lasting_condition_is_time_and_before_that_nothing_less_than_its_bound()
    {
        var session = Session();
        Observe(session, 0, new Component("online1", "WebTools"), new ClusterLoad("online1", 91));
        session.Evaluate(Start.AddMinutes(3));

        var time = Assert.Single(Ways(session, "suspend", "online1"));
        Observe(session, 4, new ClusterLoad("online1", 71));
        var load = Assert.Single(Ways(session, "suspend", "online1"));

        Assert.Equal((Start.AddMinutes(10), false, 0), (time.At, time.StaysObserved, time.Changes.Count));
        Assert.Equal(Start.AddMinutes(14), load.At);
        Assert.Equal((71d, Math.BitIncrement(85d), "above 85"), (load.Changes[0].From, load.Changes[0].To, load.Changes[0].Needed));
        Assert.Contains(
            "  it would match with ClusterLoad online1 with Percent above 85 (71 now), at 2019-09-11 08:14:00 +02:00 (in 00:10:00), if nothing else happens until then\n",
            session.Explain("suspend", "online1", new() { FindsWays = true }).ToString() + "\n",
            StringComparison.Ordinal);
    }

    [Fact]
    public void Way_may_be_that_a_fact_is_not_there()
    {
        var session = Session();
        Observe(session, 0, new Component("online1", "WebTools"), new ClusterLoad("online1", 91));
        Observe(session, 1, new Maintenance("online1", Start, Start.AddHours(1), "m1"));
        session.Evaluate(Start.AddMinutes(20));

        var way = Assert.Single(Ways(session, "suspend", "online1"));

        Assert.Equal((Start.AddMinutes(20), "no Maintenance online1/m1"), (way.At, Assert.Single(way.Changes).ToString()));
    }

    [Fact]
    public void Way_may_need_two_changes()
    {
        var session = Session();
        Observe(session, 0, new RequestRate("a", "y", 60));

        Assert.Empty(Ways(session, "busy-or-full"));
        Observe(session, 1, new Disk("d", 70, 3));

        Assert.Equal(
            ["Disk d with Percent above 80 (70 now)", "Disk d with Free at most 2 (3 now)"],
            Assert.Single(Ways(session, "busy-or-full")).Changes.Select(c => c.ToString()));
    }

    [Fact]
    public void Of_two_changes_none_is_more_than_both_together_need()
    {
        var session = Session();
        Observe(session, 0, new Pool("p", 0, 0));

        // By itself the second clause asks for 21 free ones; together with 11 busy ones 10 are enough.
        Assert.Equal(
            ["Pool p with Busy at least 11 (0 now)", "Pool p with Free above 9 (0 now)"],
            Assert.Single(Ways(session, "pool")).Changes.Select(c => c.ToString()));
    }

    [Fact]
    public void Way_to_what_is_too_old_is_that_it_is_observed_again()
    {
        var session = Session();
        Observe(session, 0, new Disk("d", 95, 1));
        session.Evaluate(Start.AddMinutes(20));

        Assert.Equal("Disk d observed again", Assert.Single(Assert.Single(Ways(session, "fresh")).Changes).ToString());
    }

    [Fact]
    public void What_waits_for_an_approval_is_there_as_data_with_until_when()
    {
        var session = Session();
        Observe(session, 0, new Site("dc2", true, 1), new Service("crm", "dc1"));

        var explanation = session.Explain("move", options: new() { FindsWays = true, Zone = TimeZoneInfo.Utc });

        Assert.Equal((Start.AddHours(24), 2), (Assert.Single(explanation.Waiting).DeniedAt, explanation.Waiting[0].Needed));
        Assert.Empty(explanation.Ways);
        Assert.Equal(["waits for approval: fail-over site/dc2, 0 of 2, denied at 2019-09-12 06:00:00 +00:00"], explanation.Standing);
    }

    [Fact]
    public void Ways_are_found_for_a_session_with_a_journal_which_gets_nothing_of_that()
    {
        var journal = new MemoryJournal();
        var session = new RunbookSession(RuleSet.Create(new Samples()), Start, new() { Journal = journal });
        Observe(session, 0, new RequestRate("a", "x", 70));
        var entries = journal.Count;

        Assert.Equal("RequestRate a/x with PerSecond above 80 (70 now)", Assert.Single(Assert.Single(Ways(session, "busy")).Changes).ToString());
        Assert.Equal(entries, journal.Count);
    }

    [Fact]
    public void Rule_that_is_not_there_is_refused() => Assert.Throws<ArgumentException>(() => Session().Explain("nobody"));

    [Fact]
    public void Too_many_combinations_are_told_and_not_tried()
    {
        var session = Session();
        session.Observe(new Release("p", ProductVersion.Parse("1.0"), Start));
        for (var i = 0; i < 700; i++) session.Observe(new Heartbeat($"h{i}", Start));
        session.Evaluate(Start);

        var explanation = session.Explain("pairs");

        Assert.False(explanation.IsComplete);
        Assert.Contains("there are too many combinations of facts; not all of them were looked at", explanation.ToString(), StringComparison.Ordinal);
    }

    private static IReadOnlyList<WayToMatch> Ways(RunbookSession session, string rule, string? key = null) =>
        session.Explain(rule, key, new() { FindsWays = true }).Ways;

    private static RunbookSession Session() => new(RuleSet.Create(new Samples()), Start);

    private static void Observe(RunbookSession session, int minute, params ReadOnlySpan<object> facts)
    {
        foreach (var fact in facts) session.Observe(fact);
        session.Evaluate(Start.AddMinutes(minute));
    }

    private sealed record Disk([Key] string Name, double Percent, int Free);

    private sealed record Pool([Key] string Name, int Busy, int Free);

    private sealed class Samples : Runbook
    {
        protected override void Define()
        {
            Rule("suspend",
                from load in Facts<ClusterLoad>().RaisedWhen(l => l.Percent > 85, lasting: Minutes(10))
                join tools in Facts<Component>() on load.Cluster equals tools.Cluster
                where !Facts<Maintenance>().Any(m => m.Cluster == load.Cluster)
                select Suspend(tools, because: "load")).Mode(Act);
            Rule("busy", from rate in Facts<RequestRate>() where rate.Component == "x" where rate.PerSecond > 80 select Page("web", because: rate.Cluster));
            Rule("down", from probe in Facts<Probe>() where !probe.Up group probe by probe.Subject into down where down.Count() >= 2 select Page("net", because: down.Key));
            Rule("move", from site in Facts<Site>() from service in Facts<Service>() select FailOver(service, site, because: "move")).RequireApproval(2).Mode(Act);
            Rule("watch", from site in Facts<Site>() select Page("net", because: site.Name));
            Rule("silent", from c in Facts<Component>() where !Facts<Heartbeat>().Any(h => h.At == c.Since!.Value) select Page("web", because: c.Name));
            Rule("divide", from rate in Facts<RequestRate>() where 10 / (int)rate.PerSecond > 2 select Page("web", because: rate.Cluster));
            Rule("busy-or-full", from disk in Facts<Disk>() where disk.Percent > 80 where disk.Free < 3 select Page("disk", because: disk.Name));
            Rule("disk-of-rate",
                from rate in Facts<RequestRate>()
                from disk in Facts<Disk>()
                where disk.Name == rate.Cluster
                where disk.Name != "a"
                select Page("disk", because: disk.Name));
            Rule("fresh", from disk in Facts<Disk>().MaxAge(Minutes(5)) where disk.Percent > 80 && Now > Date("2019-09-11 08:10 Europe/Oslo") select Page("disk", because: disk.Name));
            Rule("pool", from pool in Facts<Pool>() where pool.Busy > 10 where pool.Busy + pool.Free > 20 where pool.Busy < 15 select Page("web", because: pool.Name));
            Rule("pairs",
                from one in Facts<Heartbeat>()
                from other in Facts<Heartbeat>()
                where one.Subject.Length + other.Subject.Length > 100
                select Page("web", because: one.Subject));
        }
    }
}
