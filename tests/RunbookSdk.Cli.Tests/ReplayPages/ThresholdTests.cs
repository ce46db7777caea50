using System.Globalization;
using RunbookSdk.Cli.Replay.Page;
using RunbookSdk.Components;
using RunbookSdk.Rules;

namespace RunbookSdk.Cli.Tests.ReplayPages;

/// <summary>Which thresholds are read from the model of a rule.</summary>
public sealed class ThresholdTests
{
    [Fact]
    public void Condition_that_raises_and_one_that_clears_are_told_apart() => AssertThresholds(
        new Book(b => b.Add(Book.Loads.RaisedWhen(l => l.Percent > 85, lasting: TimeSpan.FromMinutes(10)).ClearedWhen(l => l.Percent < 60, lasting: TimeSpan.FromHours(12)))),
        "ClusterLoad.Percent > 85 raises 00:10:00", "ClusterLoad.Percent < 60 clears 12:00:00");

    [Fact]
    public void Condition_turned_around_or_negated_says_the_same() => AssertThresholds(
        new Book(b => b.Add(from l in Book.Loads where 85 < l.Percent && !(l.Percent >= 99) select l)),
        "ClusterLoad.Percent > 85 condition", "ClusterLoad.Percent < 99 condition");

    [Fact]
    public void Parts_of_a_choice_are_thresholds_each() => AssertThresholds(
        new Book(b => b.Add(from l in Book.Loads where l.Percent > 85 || l.Percent == 0 select l)),
        "ClusterLoad.Percent > 85 condition", "ClusterLoad.Percent == 0 condition");

    [Fact]
    public void Variable_counts_with_the_value_that_it_had()
    {
        var high = 70.5;

        AssertThresholds(new Book(b => b.Add(Book.Loads.Where(l => l.Percent > high + 1))), "ClusterLoad.Percent > 71.5 condition");
    }

    [Fact]
    public void Whole_number_is_a_number_and_a_word_is_none() => AssertThresholds(
        new Book(b => b.Add(from c in Book.Clients where c.Sessions >= 3 && c.Product == "WebTools" from x in Book.Components where x.Status == ComponentStatus.Suspended select c)),
        "Client.Sessions >= 3 condition (Product = WebTools)");

    [Fact]
    public void Key_that_the_rule_asks_for_narrows_the_threshold() => AssertThresholds(
        new Book(b => b.Add(Book.Samples.Where(s => s.Metric == "network-errors").RaisedWhen(s => s.Value > 2))),
        "Sample.Value > 2 raises (Metric = network-errors)");

    [Fact]
    public void Average_over_a_window_says_that_it_is_one() => AssertThresholds(
        new Book(b => b.Add(from l in Book.Loads where Runbook.Over(l, TimeSpan.FromMinutes(10)).Average(x => x.Percent) > 80 select l)),
        "ClusterLoad.Percent > 80 condition [average over 10 minutes]");

    [Fact]
    public void Average_of_a_group_says_that_it_is_one() => AssertThresholds(
        new Book(b => b.AddAlert(from s in Book.Samples group s by s.Metric into g where g.Max(x => x.Value) > 7 select g.Key)),
        "Sample.Value > 7 condition [max of a group]");

    [Fact]
    public void Question_about_other_facts_is_read_too() => AssertThresholds(
        new Book(b => b.Add(from l in Book.Loads where !Book.Samples.Any(s => s.Metric == "calm" && s.Value < 3) select l)),
        "Sample.Value < 3 condition (Metric = calm)");

    [Fact]
    public void Comparison_of_two_facts_or_of_something_computed_is_no_threshold() => AssertThresholds(
        new Book(b => b.Add(from l in Book.Loads from s in Book.Samples where l.Percent > s.Value && l.Percent / 2 > 40 select l)));

    private static void AssertThresholds(Book book, params string[] expected) =>
        Assert.Equal(expected, RuleSet.Create(book).Rules.SelectMany(r => ThresholdReader.Read(r.Model)).Select(Text));

    private static string Text(Threshold t)
    {
        var only = string.Join(", ", t.Only.Select(o => $"{o.Member.Name} = {o.Value}"));
        return string.Create(CultureInfo.InvariantCulture, $"{t.Type}.{t.Member.Name} {t.Operator} {t.Value} {t.Use.ToString().ToLowerInvariant()}")
            + (t.Lasting > TimeSpan.Zero ? $" {t.Lasting:c}" : "") + (t.Of is { } of ? $" [{of}]" : "") + (only.Length > 0 ? $" ({only})" : "");
    }

    private sealed class Book(Action<Book> define) : Runbook
    {
        public static FactSource<ClusterLoad> Loads => Facts<ClusterLoad>();

        public static FactSource<Sample> Samples => Facts<Sample>();

        public static FactSource<Clients.Client> Clients => Facts<Clients.Client>();

        public static FactSource<Component> Components => Facts<Component>();

        public void Add<T>(Query<T> query) => Rule("page-ops", query.Select(_ => Page("ops", "it is so")));

        public void AddAlert(Query<string> query) => Rule("alert", query.Select(key => new Alert("high", key, true, "major")));

        protected override void Define() => define(this);
    }
}
