using RunbookSdk.Diagnostics;
using RunbookSdk.Matching;
using RunbookSdk.Rules;
using RunbookSdk.Rules.Model;
using RunbookSdk.Tests.Oracle;
using RunbookSdk.Tests.Rules;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.NRules.Tests;

/// <summary>What sessions ask of a matcher besides matches: swaps, ways back, limits.</summary>
public sealed class MatcherTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void After_any_swaps_a_matcher_stands_as_a_new_one_would(int seed)
    {
        var random = new Random(seed);
        var (driver, facts) = (new MatcherDriver(), new Dictionary<string, object>());
        for (var step = 0; step < 30; step++)
        {
            if (step % 6 == 0) SwapSome(driver, random);
            var seen = RandomFacts.Next(random);
            if (random.Next(4) == 0) Forget(seen);
            else Learn(seen);
            if (random.Next(4) == 0) driver.PutAndTakeBack(RandomFacts.Next(random), RandomFacts.Next(random));
            if (step % 6 == 5) IsAsNew();
        }

        Assert.NotEmpty(driver.Standing);

        void IsAsNew()
        {
            var fresh = new MatcherDriver();
            fresh.Put(facts.Values);
            fresh.Swap([], driver.Rules);
            Assert.Equal(fresh.Text, driver.Text);
        }

        void Learn(object seen)
        {
            facts[KeyOf(seen)] = seen;
            driver.Put(seen);
        }

        void Forget(object seen)
        {
            facts.Remove(KeyOf(seen));
            driver.Remove(seen);
        }
    }

    [Fact]
    public void A_swap_keeps_the_matches_of_rules_that_stay()
    {
        var rules = Rules(b =>
        {
            b.Rule("stays", from g in Facts<Gauge>() where !Facts<Part>().Any(p => p.Cluster == g.Cluster) select new Tell(g.Cluster, ""));
            b.Rule("groups", from p in Facts<Part>() group p by p.Cluster into c where c.Count() > 1 select new Tell(c.Key, ""));
            b.Rule("goes", from g in Facts<Gauge>() select new Tell(g.Cluster, ""));
            b.Rule("comes", from p in Facts<Part>() select new Tell(p.Cluster, ""));
        });
        var driver = new MatcherDriver();
        driver.Swap([], [.. rules.Take(3)]);
        driver.Put(new Gauge("a", 1), new Part("b", "x", 1), new Part("b", "y", 1));
        var before = driver.Standing.ToList();

        var changes = driver.Swap([rules[2]], [rules[3]]);

        Assert.Equal(["comes Began", "comes Began", "goes Ended"], changes.Select(c => $"{c.Match.Rule.Id} {c.Kind}").Order());
        Assert.All(before.Where(m => m.Rule.Id != "goes"), m => Assert.Contains(m, driver.Standing));
    }

    [Fact]
    public void A_changed_fact_changes_its_matches_and_no_others()
    {
        var driver = Driver(b => b.Rule("r", from g in Facts<Gauge>() where g.Percent > 0 select new Hold(g.Cluster, "", $"{g.Percent}")));
        driver.Put(new Gauge("a", 1), new Gauge("b", 1));

        var change = Assert.Single(driver.Put(new Gauge("a", 2)));

        Assert.Equal((MatchChangeKind.Changed, new Gauge("a", 2)), (change.Kind, change.Match.Facts[0].Value));
    }

    [Fact]
    public void A_change_that_the_result_does_not_read_is_no_change_of_the_match()
    {
        var driver = Driver(b => b.Rule("r", from g in Facts<Gauge>() where g.Percent > 0 select new Tell(g.Cluster, "")));
        driver.Put(new Gauge("a", 1));

        Assert.Empty(driver.Put(new Gauge("a", 2)));
        Assert.Equal(MatchChangeKind.Ended, Assert.Single(driver.Put(new Gauge("a", 0))).Kind);
    }

    [Fact]
    public void A_changed_answer_changes_a_match_and_an_equal_one_does_not()
    {
        var driver = Driver(b => b.Rule("r", from g in Facts<Gauge>() select new Tell(g.Cluster, $"{Facts<Part>().Sum(p => p.State)}")));
        driver.Put(new Gauge("a", 1), new Part("a", "x", 1), new Part("a", "y", 2));

        Assert.Empty(driver.Put(new Part("a", "x", 2), new Part("a", "y", 1)));
        Assert.Equal(MatchChangeKind.Changed, Assert.Single(driver.Put(new Part("a", "x", 3))).Kind);
    }

    [Fact]
    public void An_answer_on_its_way_is_never_looked_at()
    {
        var driver = Driver(b => b.Rule("r", from g in Facts<Gauge>() where 6 / Facts<Part>().Count() > 1 select new Tell(g.Cluster, "")));
        driver.Put(new Gauge("a", 1), new Part("a", "x", 1));

        Assert.Empty(driver.Put(new Part("a", "x", 2)));
        Assert.Empty(driver.Faults);
    }

    [Fact]
    public void A_condition_that_throws_is_told_once_and_harms_no_other_rule()
    {
        var driver = Driver(b =>
        {
            b.Rule("good", from p in Facts<Part>() select new Tell(p.Name, ""));
            b.Rule("bad", from p in Facts<Part>() where 6 / p.State > 1 select new Tell(p.Name, ""));
            b.Rule("late", from p in Facts<Part>() select new Tell(p.Name, ""));
        });
        driver.Put(new Part("a", "x", 0));

        Assert.Equal(["good", "late"], driver.Standing.Select(m => m.Rule.Id).Order());
        Assert.Equal(["bad: DivideByZeroException for Part { Cluster = a, Name = x, State = 0 }"], driver.Faults);
        driver.Put(new Part("a", "x", 1));
        Assert.Equal(3, driver.Standing.Count);
    }

    [Fact]
    public void A_key_that_throws_is_a_fault_of_its_fact_once_whatever_there_is_to_join()
    {
        var driver = Driver(b => b.Rule("r",
            from p in Facts<Part>()
            join g in Facts<Gauge>() on 6 / p.State equals (int)g.Percent
            select new Tell(p.Name, g.Cluster)));

        driver.Put(new Part("a", "x", 0));
        driver.Put(new Gauge("a", 1), new Gauge("b", 1), new Gauge("c", 3));

        Assert.Equal(["r: DivideByZeroException for Part { Cluster = a, Name = x, State = 0 }"], driver.Faults);
        driver.Put(new Part("a", "x", 2));
        Assert.Equal("c", ((Gauge)Assert.Single(driver.Standing).Facts[1].Value).Cluster);
    }

    [Fact]
    public void A_swap_tells_no_fault_again()
    {
        var rules = Rules(b =>
        {
            b.Rule("bad", from p in Facts<Part>() where 6 / p.State > 1 select new Tell(p.Name, ""));
            b.Rule("other", from p in Facts<Part>() where 6 / p.State > 2 select new Tell(p.Name, ""));
        });
        var driver = new MatcherDriver();
        driver.Swap([], [rules[0]]);
        driver.Put(new Part("a", "x", 0));
        driver.Faults.Clear();
        driver.Swap([], [rules[1]]);

        Assert.StartsWith("other: ", Assert.Single(driver.Faults), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(10, int.MaxValue, "RBK5020")]
    [InlineData(int.MaxValue, 10, "RBK5021")]
    public void A_rule_beyond_its_limit_is_refused_and_leaves_nothing_behind(int combinations, int matches, string code)
    {
        var driver = new MatcherDriver(combinations, matches);
        driver.Swap([], Rules(b => b.Rule("pairs", from g in Facts<Gauge>() from p in Facts<Part>() select new Tell(g.Cluster, p.Name))));
        driver.Put(new Gauge("a", 1), new Part("a", "x", 1));
        var before = driver.Text;
        var many = "abcd".SelectMany(c => (object[])[new Gauge($"{c}", 2), new Part($"{c}", "x", 2)]).ToList();

        Assert.True(driver.PutAndTakeBack(many));
        Assert.Equal(before, driver.Text);
        Assert.Equal(code, Assert.Throws<RunbookException>(() => driver.Put(many)).Code);
    }

    [Fact]
    public void Facts_that_an_equality_keeps_apart_do_not_count_against_the_limit()
    {
        var driver = new MatcherDriver(combinations: 20);
        driver.Swap([], Rules(b => b.Rule("r",
            from g in Facts<Gauge>() join p in Facts<Part>() on g.Cluster equals p.Cluster select new Tell(g.Cluster, p.Name))));
        driver.Put("abcdefghij".SelectMany(c => (object[])[new Gauge($"{c}", 2), new Part($"{c}", "x", 2)]));

        Assert.Equal(10, driver.Standing.Count);
    }

    [Fact]
    public void Rules_with_questions_that_NRules_does_not_answer_are_refused_all_at_once()
    {
        var rules = Rules(b =>
        {
            b.Rule("one", from g in Facts<Gauge>() where Facts<Part>().Sum(p => p.State) > 1 select new Tell(g.Cluster, ""));
            b.Rule("two", from p in Facts<Part>() group p by p.Cluster into c where c.Sum(p => p.State) > 1 select new Tell(c.Key, ""));
        });
        var (one, two) = (rules[0].Query, rules[1].Query);
        var group = (SourceModel.Group)two.Slots[0].Source;
        var unknown = (AggregateKind)99;
        var refused = Assert.Throws<RunbookException>(() => new MatcherDriver().Swap([],
        [
            rules[0] with { Query = one with { Subqueries = [one.Subqueries[0] with { Kind = unknown }] } },
            rules[1] with
            {
                Query = two with { Slots = [two.Slots[0] with { Source = group with { Aggregates = [group.Aggregates[0] with { Kind = unknown }] } }] },
            },
        ]));

        Assert.Equal(["RBK6001", "RBK6001"], refused.Diagnostics.Select(d => d.Code));
        Assert.All(refused.Diagnostics.Zip(["'one'", "'two'"]), p => Assert.Contains(p.Second, p.First.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Changes_without_end_leave_nothing_behind()
    {
        var driver = Driver(b => b.Rule("r",
            from g in Facts<Gauge>()
            join p in Facts<Part>() on g.Cluster equals p.Cluster
            where Facts<Ping>().Count(e => e.Cluster == g.Cluster) < 3
            select new Tell(g.Cluster, p.Name)));
        Churn(500);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        Churn(5_000);

        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 500_000);

        void Churn(int times)
        {
            for (var i = 0; i < times; i++)
            {
                driver.Put(new Gauge("a", i), new Part("a", "x", i), new Ping("a", i));
                driver.Remove(new Ping("a", i));
                if (i % 2 == 0) driver.Remove(new Gauge("a", i));
            }
        }
    }

    private static void SwapSome(MatcherDriver driver, Random random)
    {
        var removed = driver.Rules.Where(_ => random.Next(2) == 0).ToList();
        var added = RandomFacts.Rules.Where(r => !driver.Rules.Contains(r) && random.Next(8) == 0).ToList();
        var others = driver.Standing.Where(m => !removed.Contains(m.Rule)).ToList();
        var changes = driver.Swap(removed, added);
        Assert.All(changes, c => Assert.True(c.Kind == MatchChangeKind.Began ? added.Contains(c.Match.Rule) : removed.Contains(c.Match.Rule)));
        Assert.All(others, m => Assert.Contains(m, driver.Standing));
    }

    private static string KeyOf(object value) => Facts.FactType.Of(value.GetType()) is var type && type.IsEvent
        ? $"{value}"
        : $"{type.Name}/{type.KeyText(value)}";

    private static MatcherDriver Driver(Action<Book> define)
    {
        var driver = new MatcherDriver();
        driver.Swap([], Rules(define));
        return driver;
    }

    private static List<RuleModel> Rules(Action<Book> define) => [.. RuleSet.Create(new Book(define)).Rules.Select(r => r.Model)];
}
