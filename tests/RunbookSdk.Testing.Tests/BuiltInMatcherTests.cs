using RunbookSdk.Sessions;
using RunbookSdk.Testing.Conformance;
using RunbookSdk.Testing.Conformance.Cases;

namespace RunbookSdk.Testing.Tests;

public sealed class BuiltInMatcherTests
{
    // snippet: conformance
    public static TheoryData<string> Cases => [.. ConformanceSuite.Cases.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_built_in_matcher_conforms(string name) => ConformanceSuite.Find(name).Verify(() => new SessionOptions());
    // end-snippet

    /// <summary>A case that passes now belongs in the suite: move it there.</summary>
    [Fact]
    public void Open_cases_are_those_that_the_built_in_matcher_does_not_pass() => Assert.Empty(
        new OpenCases().Read().Where(c => c.Run(() => new SessionOptions()).IsPassed).Select(c => c.Name));
}
