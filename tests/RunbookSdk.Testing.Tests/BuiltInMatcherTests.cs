using RunbookSdk.Sessions;
using RunbookSdk.Testing.Conformance;

namespace RunbookSdk.Testing.Tests;

public sealed class BuiltInMatcherTests
{
    public static TheoryData<string> Cases => [.. ConformanceSuite.Cases.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_built_in_matcher_conforms(string name) => ConformanceSuite.Find(name).Verify(() => new SessionOptions());
}
