using System.Text.RegularExpressions;
using RunbookSdk.Sessions;
using RunbookSdk.Testing.Conformance;
using RunbookSdk.Testing.Conformance.Cases;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Testing.Tests;

public sealed partial class ConformanceSuiteTests
{
    private const int LeastCases = 150;

    private static readonly string[] Areas =
    [
        "constants", "members", "joins", "ordered joins", "questions", "several questions", "numbers", "groups", "first of a group", "derived", "standing actions", "one-shot actions", "verifications", "order", "observations",
        "events", "now", "lasting conditions", "windows", "rates and quantiles", "missing", "age", "faults", "refusals", "domain", "scale", "swaps",
    ];

    [Fact]
    public void There_are_enough_cases_and_no_two_have_one_name()
    {
        var names = ConformanceSuite.Cases.Select(c => c.Name).ToList();

        Assert.True(names.Count >= LeastCases, $"The suite has {names.Count} cases.");
        Assert.Equal(names.Distinct(), names);
        Assert.All(names, n => Assert.Matches(NamePattern(), n));
    }

    [Fact]
    public void Every_area_of_the_language_has_cases() =>
        Assert.Equal(Areas, ConformanceSuite.Cases.GroupBy(c => c.Area).Where(a => a.Count() >= 3).Select(a => a.Key));

    [Fact]
    public void All_cases_run_in_one_line() => ConformanceSuite.Verify(() => new SessionOptions());

    [Fact]
    public void Case_that_expects_nothing_fails() => AssertDiffers(
        Case(HighGauges).At("12:00", new Gauge("a", 90)),
        "The case 'made-here' expects nothing: a matcher that never says anything would pass it.");

    [Fact]
    public void Case_without_a_step_fails() => AssertDiffers(
        Case(HighGauges), "The case 'made-here' expects nothing: a matcher that never says anything would pass it.");

    [Fact]
    public void Match_that_does_not_come_is_told() => AssertDiffers(
        Case(HighGauges).At("12:00", new Gauge("a", 90)).Begins("high(a)", "high(b)").Decides("high: decided tell team/a, 90"),
        """
        at 12:00:
          matches that begin:
            - 2
            + 1
          matches that stand:
              high(a)
            - high(b)
        """);

    [Fact]
    public void Match_that_nobody_expects_is_told() => AssertDiffers(
        Case(HighGauges).At("12:00", new Gauge("a", 90)).Begins("high(a)").Decides("high: decided tell team/a, 90").At("12:01", new Gauge("a", 1)),
        """
        at 12:01:
          matches that end:
            - 0
            + 1
          matches that stand:
            - high(a)
        """);

    [Fact]
    public void Decision_in_another_order_or_with_another_reason_is_told() => AssertDiffers(
        Case(HighGauges).At("12:00", new Gauge("a", 90), new Gauge("b", 91)).Begins("high(a)", "high(b)")
            .Decides("high: decided tell team/b, 91", "high: decided tell team/a, 90"),
        """
        at 12:00:
          decisions:
            - high: decided tell team/b, 91
            - high: decided tell team/a, 90
            + high: decided tell team/a, 90
            + high: decided tell team/b, 91
        """);

    [Fact]
    public void Next_instant_late_facts_duplicates_and_refusals_are_told() => AssertDiffers(
        Case(HighGauges).At("12:00", new Gauge("a", 90)).Begins("high(a)").Decides("high: decided tell team/a, 90")
            .IsLate().IsDuplicate(2).IsDue("12:10").IsRefused("too much").Faults("high"),
        """
        at 12:00:
          refused:
            - too much
          faults:
            - high
          late:
            - 1
            + 0
          duplicates:
            - 2
            + 0
          next due:
            - 12:10
            + never
        """);

    [Fact]
    public void Exception_of_a_case_that_fails_shows_its_name_area_and_difference()
    {
        var failed = Assert.Throws<ConformanceException>(
            () => Case(HighGauges).At("12:00").Begins("high(a)").Build().Verify(() => new SessionOptions()));

        Assert.StartsWith("made-here (tests): at 12:00:\n  matches that begin:", failed.Message, StringComparison.Ordinal);
        Assert.Equal("made-here", Assert.Single(failed.Results).Case);
    }

    [Fact]
    public void Case_that_is_not_there_is_named() =>
        Assert.Contains("'nonsense'", Assert.Throws<ArgumentException>(() => ConformanceSuite.Find("nonsense")).Message, StringComparison.Ordinal);

    [Fact]
    public void Case_as_the_page_shows_it_passes()
    {
        // snippet: conformance-case
        var written = Case("hold-while-high", book => book.Decide(
                "high", from gauge in Facts<Gauge>() where gauge.Value > 80 select new Hold(gauge.Name, "high")))
            .At("12:00", new Gauge("a", 90), new Gauge("b", 10)).Begins("high(a)").Decides("high: decided hold thing/a, high")
            .At("12:01", new Gauge("a", 91))
            .At("12:02", new Gauge("a", 80)).Ends("high(a)").Decides("high: released hold thing/a, ended: high");
        // end-snippet

        written.Build().Verify(() => new SessionOptions());
    }

    private static CaseBuilder Case(Action<CaseBook> rules) => Case("made-here", rules);

    private static CaseBuilder Case(string name, Action<CaseBook> rules) => new("tests", name, rules);

    private static void HighGauges(CaseBook b) =>
        b.Decide("high", from g in Facts<Gauge>() where g.Value > 80 select new Tell(g.Name, $"{g.Value}"));

    private static void AssertDiffers(CaseBuilder written, string difference) =>
        Assert.Equal([difference.ReplaceLineEndings("\n")], written.Build().Run(() => new SessionOptions()).Differences);

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex NamePattern();
}
