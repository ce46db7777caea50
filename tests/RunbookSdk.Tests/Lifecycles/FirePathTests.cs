using RunbookSdk.Lifecycles;

namespace RunbookSdk.Tests.Lifecycles;

/// <summary>The short way of plain fires says what the long one says, and asks as often.</summary>
public sealed class FirePathTests
{
    [Theory]
    [InlineData(0, 0, "refused: a job in new cannot go: only when it is even, or when it is great")]
    [InlineData(0, 2, "even")]
    [InlineData(1, 1, "refused: a job in new cannot go: only when it is even, or when it is great")]
    [InlineData(1, 11, "great")]
    public void Each_guard_is_asked_once_whether_it_holds_or_not(int timed, int number, string expected)
    {
        var asked = new List<string>();
        var definition = Lifecycle.Define<string, string>("job").Initial("new")
            .State("new", s =>
            {
                s.On("go").If("it is even", (int n) => Asks(asked, "even", n != 0 && n % 2 == 0)).GoTo("even")
                    .On("go").If("it is great", (int n) => Asks(asked, "great", n > 10)).GoTo("great");
                if (timed == 1) s.After(TimeSpan.FromDays(1)).GoTo("even"); // takes the long way
            })
            .Final("even").Final("great").Build();
        var fired = definition.Fire(definition.Start(Door.Noon).After, "go", number, Door.Later);

        Assert.Equal(
            expected.StartsWith("refused", StringComparison.Ordinal) ? (FireOutcome.Refused, "new") : (FireOutcome.Moved, expected),
            (fired.Outcome, fired.After.State));
        Assert.Equal(expected == "even" ? ["even"] : ["even", "great"], asked);
    }

    [Fact]
    public void Instance_of_an_equal_definition_made_elsewhere_is_taken_the_long_way()
    {
        static Lifecycle<string, string> Make() =>
            Lifecycle.Define<string, string>("job").Initial("new").State("new", s => s.Permit("go", "done")).Final("done").Build();
        var (mine, theirs) = (Make(), Make());

        var fired = mine.Fire(theirs.Start(Door.Noon).After, "go", Door.Later);

        Assert.Equal((FireOutcome.Moved, "done"), (fired.Outcome, fired.After.State));
    }

    [Fact]
    public void Turn_that_is_kept_raises_nothing_when_its_run_is_over()
    {
        Turn<string, string>? kept = null;
        var definition = Lifecycle.Define<string, string>("job").Initial("new")
            .State("new", s => s.On("go").Do("keep the turn", turn => kept ??= turn).GoTo("old"))
            .State("old", s => s.Permit("back", "new")).Build();
        var instance = definition.Begin(TimeProvider.System);
        instance.Fire("go");

        var late = Assert.Throws<InvalidOperationException>(() => kept!.Value.Raise("back"));

        Assert.Equal("back is raised by a turn that is over; raise it while the action runs, or fire it.", late.Message);
        instance.Fire("back");
        instance.Fire("go");
        Assert.Equal("old", instance.State);
    }

    private static bool Asks(List<string> asked, string name, bool holds)
    {
        asked.Add(name);
        return holds;
    }
}
