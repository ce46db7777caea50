namespace RunbookSdk.Cli.Tests;

public sealed class EvalBudgetTests : OperatorTest
{
    private static readonly string[] Options = ["--budget", "2/1h", "--escalate", "sre", "--format", "text"];

    public EvalBudgetTests() => Write("""Rule("shed", from c in Facts<Component>() select Suspend(c, because: "load")).Mode(Act).Lease(Days(1));""");

    [Fact]
    public async Task A_budget_over_all_rules_holds_from_run_to_run_and_what_it_stops_wakes_the_team()
    {
        await EvalAsync(1, Options, [Component(1, "mail")]);
        await EvalAsync(2, Options, [Component(2, "search")]);
        Assert.DoesNotContain("denied", Output, StringComparison.Ordinal);

        await EvalAsync(3, Options, [Component(3, "reports")]);
        var stopped = Output;
        Assert.Contains("denied", stopped, StringComparison.Ordinal);
        Assert.Contains("sre", stopped, StringComparison.Ordinal);

        await EvalAsync(70, Options, [Component(70, "calendar")]);
        Assert.DoesNotContain("denied", Output, StringComparison.Ordinal);
        Assert.Equal("", Error);
    }
}
