using RunbookSdk.Components;
using RunbookSdk.Explanation;
using RunbookSdk.Facts;
using RunbookSdk.Rules;
using RunbookSdk.Sessions;
using RunbookSdk.Testing.Scenarios;

namespace RunbookSdk.Testing.Tests.Scenarios;

/// <summary>What docs/testing-runbooks.md shows of C#.</summary>
public sealed class TestingPageTests
{
    // snippet: verify-scenarios
    [Fact]
    public void Customer_care_hears_of_what_is_suspended() =>
        Scenario.Verify(Path.Combine(AppContext.BaseDirectory, "customer-care.scenario.yaml"), RuleSet.Create(new CustomerCare()));
    // end-snippet

    [Fact]
    public void Scenario_that_fails_throws_with_its_reasons()
    {
        var rules = RuleSet.Create(new CustomerCare { Status = ComponentStatus.MajorOutage });

        var failed = Assert.Throws<ScenarioException>(() => Scenario.Verify(Path.Combine(AppContext.BaseDirectory, "customer-care.scenario.yaml"), rules));

        Assert.Contains("where component.Status == ComponentStatus.MajorOutage", failed.Message, StringComparison.Ordinal);
        Assert.False(Assert.Single(failed.Results).IsPassed);
    }

    [Fact]
    public void Explanation_says_which_clause_fails_and_what_it_reads()
    {
        var rules = RuleSet.Create(new CustomerCare());
        var start = Instant.Parse("2019-09-11 08:00 Europe/Oslo");
        // snippet: explain
        var session = new RunbookSession(rules, start);
        session.Observe(new Component("online1", "WebTools", ComponentStatus.DegradedPerformance));
        session.Evaluate(start);

        var why = session.Explain("tell-customer-care", key: "online1/WebTools");
        // why.FirstFailing!.Text   is  where component.Status == ComponentStatus.Suspended
        // why.FirstFailing.Values  are component.Status = DegradedPerformance
        // why.ToString()           is all of it, a clause a line
        // end-snippet

        Assert.Equal("where component.Status == ComponentStatus.Suspended", why.FirstFailing!.Text);
        Assert.Equal(new ExplainedValue("component.Status", "DegradedPerformance"), Assert.Single(why.FirstFailing.Values));
        Assert.Empty(why.Matches);
    }

    private sealed class CustomerCare : Runbook
    {
        public ComponentStatus Status { get; init; } = ComponentStatus.Suspended;

        protected override void Define() =>
            Rule("tell-customer-care",
                from component in Facts<Component>()
                where component.Status == Status
                select Page("customer-care", because: $"{component.Name} is suspended on {component.Cluster}"))
              .Mode(Act);
    }
}
