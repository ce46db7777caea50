using RunbookSdk.Rules;

namespace RunbookSdk.Tests.Documentation;

public sealed class WritingRunbooksPageTests
{
    [Fact]
    public void Rules_of_the_page_are_accepted()
    {
        var rules = RuleSet.TryCreate([new WritingRunbooksPage()], out var problems);

        Assert.True(rules is not null && problems.Count == 0, string.Join('\n', problems));
        Assert.Equal(13, rules.Rules.Count(r => !r.IsImplied));
    }
}
