using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;
using RunbookSdk.Rules;
using RunbookSdk.Sessions;
using RunbookSdk.Tests.Rules;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Tests.Oracle;

/// <summary>The smallest forms of what random rules and facts have found, and of what is near to it.</summary>
public sealed class FoundByOracleTests
{
    [Fact]
    public void A_guarded_instant_that_lacks_is_not_asked_for()
    {
        var evaluation = Session(b => b.Rule("open",
                from beat in Facts<Beat>() where beat.Until == null || Now < beat.Until.Value select new Tell(beat.Subject, "open")))
            .At(0, new Beat("a", OracleTime.Minute(0), null));

        Assert.Single(evaluation.Decisions);
        Assert.Empty(evaluation.Faults);
    }

    [Fact]
    public void A_guarded_key_of_a_question_that_lacks_is_not_asked_for()
    {
        var evaluation = Session(b => b.Rule("open",
                from beat in Facts<Beat>()
                where beat.Until == null || Facts<Beat>().Any(o => o.At == beat.Until.Value)
                select new Tell(beat.Subject, "open")))
            .At(0, new Beat("a", OracleTime.Minute(0), null));

        Assert.Single(evaluation.Decisions);
        Assert.Empty(evaluation.Faults);
    }

    [Fact]
    public void A_guard_inside_a_question_stands_before_its_comparison_with_now()
    {
        var evaluation = Session(b => b.Rule("ended",
                from g in Facts<Gauge>()
                where Facts<Beat>().Any(o => o.Until != null && Now >= o.Until.Value)
                select new Tell(g.Cluster, "")))
            .At(0, new Beat("a", OracleTime.Minute(0), null), new Gauge("a", 1));

        Assert.Empty(evaluation.Faults);
    }

    [Fact]
    public void A_fault_of_a_source_that_is_made_before_its_rule_is_told()
    {
        var session = Session(b =>
        {
            var broken = Facts<Part>().RaisedWhen(p => 6 / p.State > 1);
            b.Rule("broken", from p in broken select new Tell(p.Cluster, ""));
        });

        Assert.Equal("broken", Assert.Single(session.At(0, new Part("a", "x", 0)).Faults).Rule);
    }

    [Fact]
    public void A_member_for_which_a_groups_question_throws_does_not_count_there_and_stays_in_the_group()
    {
        var session = Session(b => b.Rule("many",
            from p in Facts<Part>()
            group p by p.Cluster into g
            where g.Count(p => 6 / p.State > 1) >= 1 && g.Count() == 2
            select new Tell(g.Key, "")));

        Assert.Single(session.At(0, new Part("a", "x", 0), new Part("a", "y", 1)).Decisions);
    }

    [Fact]
    public void A_value_that_comes_back_before_anybody_looked_is_no_change()
    {
        var session = Session(b => b.Rule("again", from g in Facts<Gauge>() select new Tell(g.Cluster, "")).AgainOnChange());

        Assert.Single(session.At(0, new Gauge("a", 1)).Decisions);
        Assert.Empty(session.At(1, new Gauge("a", 2), new Gauge("a", 1)).Decisions);
        session.Session.Observe(new Observation(new Gauge("a", 0), OracleTime.Minute(2), null, true));
        Assert.Empty(session.At(2, new Gauge("a", 1)).Decisions);
        Assert.Single(session.At(3, new Gauge("a", 2)).Decisions);
    }

    [Fact]
    public void A_match_that_asks_for_another_action_releases_the_first_with_the_reason_of_the_first()
    {
        var session = Session(b => b.Rule("hold", from m in Facts<Gauge>()
                                                  group m by true into all
                                                  let most = all.OrderByDescending(g => g.Percent).First()
                                                  select new Hold(most.Cluster, "", "held " + most.Cluster)));
        session.At(0, new Gauge("a", 1));
        var decisions = session.At(1, new Gauge("b", 2)).Decisions;

        Assert.Equal(["held b", "ended: held a"], decisions.Select(d => d.Because));
    }

    [Fact]
    public void Two_questions_that_are_searched_alike_and_count_other_numbers_have_answers_of_their_own()
    {
        var session = Session(b =>
        {
            b.Rule("once", from g in Facts<Gauge>()
                           where Facts<Gauge>().Where(o => o.Percent < g.Percent).Sum(o => o.Percent) == 1
                           select new Tell(g.Cluster, "once"));
            b.Rule("twice", from g in Facts<Gauge>()
                            where Facts<Gauge>().Where(o => o.Percent < g.Percent).Sum(o => o.Percent * 2) == 2
                            select new Tell(g.Cluster, "twice"));
        });

        Assert.Equal(["once", "twice"], session.At(0, new Gauge("a", 1), new Gauge("b", 2)).Decisions.Select(d => d.Because));
    }

    [Fact]
    public void Quantiles_of_one_set_at_other_places_have_answers_of_their_own()
    {
        var session = Session(b =>
        {
            b.Rule("low", from g in Facts<Gauge>() where Facts<Part>().Quantile(0, p => p.State) == 1 select new Tell(g.Cluster, "low"));
            b.Rule("high", from g in Facts<Gauge>() where Facts<Part>().Quantile(1, p => p.State) == 3 select new Tell(g.Cluster, "high"));
        });

        Assert.Equal(["low", "high"], session.At(0, new Gauge("a", 1), new Part("a", "x", 1), new Part("a", "y", 3)).Decisions.Select(d => d.Because));
    }

    [Fact]
    public void A_first_shows_a_member_that_only_it_reads()
    {
        var session = Session(b => b.Rule("first", from p in Facts<Part>()
                                                   group p by p.Cluster into parts
                                                   select new Tell(parts.Key, $"{parts.OrderBy(p => p.Name).First().State}")).AgainOnChange());

        session.At(0, new Part("a", "x", 1));
        Assert.Equal(["2"], session.At(1, new Part("a", "x", 2)).Decisions.Select(d => d.Because));
    }

    [Fact]
    public void What_was_refused_and_comes_again_alone_is_decided()
    {
        var session = Session(b =>
        {
            b.Rule("hot", from g in Facts<Gauge>() select new Hot(g.Cluster, g.Percent));
            b.Rule("hold", from h in Facts<Hot>()
                           join g in Facts<Gauge>() on h.Cluster equals g.Cluster
                           where g.Percent >= h.Level
                           select new Hold(h.Cluster, "", "held"));
            b.Rule("restless", from p in Facts<Note>() where !Facts<Alarm>().Any() select new Alarm(p.Name, 1));
        });
        session.At(0, new Gauge("b", 3));
        Assert.Throws<RunbookException>(() => session.At(0, new Gauge("b", 2), new Note("x", 1)));

        Assert.Equal(
            [Actions.Outcome.Released, Actions.Outcome.Decided], session.At(0, new Gauge("b", 2)).Decisions.Select(d => d.Outcome));
    }

    [Fact]
    public void A_fact_that_leaves_and_comes_back_in_one_batch_has_changed()
    {
        var session = Session(b => b.Rule("not-then",
            from beat in Facts<Beat>() where Now - Minutes(5) != beat.At select new Hold(beat.Subject, "", "not then")));
        session.At(2, new Beat("a", OracleTime.Minute(21), null));
        session.Session.Observe(new Observation(new Beat("a", default, null), OracleTime.Minute(6), null, true));

        Assert.Equal(1, session.At(6, new Beat("a", OracleTime.Minute(1), null)).MatchesEnded);
    }

    [Fact]
    public void A_decision_rests_on_the_values_that_were_matched_also_when_its_round_writes_others()
    {
        var session = Session(b =>
        {
            b.Rule("note", from p in Facts<Part>() select Runbook.Assert(new Note(p.Name, p.State), ""));
            b.Rule("tell",
                from n in Facts<Note>()
                join g in Facts<Gauge>() on n.Name equals g.Cluster
                where n.Level > 0
                select new Tell(n.Name, n.Level > 0 ? "some" : "none"));
        });
        session.At(0, new Part("a", "x", 2));
        var decisions = session.At(1, new Part("b", "x", 0), new Gauge("x", 1)).Decisions;

        var tell = Assert.Single(decisions, d => d.Rule == "tell");
        Assert.Equal(("some", new Note("x", 2)), (tell.Because, tell.Facts[0].Value));
    }

    [Fact]
    public void A_derived_value_that_changes_twice_in_a_round_is_observed_with_both_values()
    {
        var session = Session(b =>
        {
            b.Rule("from-part", from p in Facts<Part>() where p.State > 0 select new Hot(p.Cluster, p.State));
            b.Rule("count",
                from g in Facts<Gauge>()
                where Facts<Hot>().Over(Minutes(5)).Count(h => h.Level == 1) == 1
                where Facts<Hot>().Over(Minutes(5)).Count(h => h.Level == 2) == 1
                select new Tell(g.Cluster, ""));
        });

        Assert.Single(session.At(0, new Gauge("a", 1), new Part("a", "x", 1), new Part("a", "y", 2)).Decisions);
    }

    [Fact]
    public void A_window_over_a_source_that_compares_with_now_counts_each_observation_once()
    {
        var session = Session(b => b.Rule("twice",
            from g in Facts<Gauge>()
            where Facts<Beat>().Where(o => Now >= o.At).Over(Minutes(30)).Count() > 1
            select new Tell(g.Cluster, "")));

        session.At(0, new Gauge("a", 1), new Beat("a", OracleTime.Minute(3), null));
        Assert.Empty(session.At(10).Decisions);
    }

    [Fact]
    public void A_fact_that_comes_back_later_is_a_new_one_also_when_nobody_missed_it()
    {
        var session = Session(b => b.Rule("raised",
            from g in Facts<Gauge>().RaisedWhen(g => g.Percent > 2) select new Tell(g.Cluster, "")));
        session.At(0, new Gauge("c", 0));
        session.Session.Observe(new Observation(new Gauge("c", 0), OracleTime.Minute(1), null, true));
        session.At(1);

        Assert.Equal(["team/a", "team/c"], session.At(2, new Gauge("a", 4), new Gauge("c", 3)).Decisions.Select(d => d.Target.ToString()));
    }

    [Fact]
    public void What_was_decided_before_a_refused_instant_is_not_lost()
    {
        var session = Session(b =>
        {
            b.Rule("due", from beat in Facts<Beat>() where Now >= beat.At select new Tell(beat.Subject, ""));
            b.Rule("restless", from g in Facts<Gauge>() where !Facts<Hot>().Any() select new Hot(g.Cluster, 1));
        });
        session.At(0, new Beat("a", OracleTime.Minute(5), null));

        Assert.Throws<RunbookException>(() => session.At(10, new Gauge("a", 1)));
        Assert.Equal(OracleTime.Minute(5), Assert.Single(session.At(11).Decisions).Instant);
    }

    private static Driver Session(Action<Book> define) => new(define);

    private sealed class Driver(Action<Book> define)
    {
        public RunbookSession Session { get; } = new(
            RuleSet.Create(new Book(b =>
            {
                define(b);
                foreach (var declaration in b.Declarations) declaration.Settings = declaration.Settings with { Mode = Mode.Act };
            })),
            OracleTime.Start,
            OracleMatcher.Use(new SessionOptions()));

        public Evaluation At(int minute, params object[] facts)
        {
            foreach (var fact in facts) Session.Observe(new Observation(fact, OracleTime.Minute(minute)));
            return Session.Evaluate(OracleTime.Minute(minute));
        }
    }
}
