using RunbookSdk.Sessions;
using RunbookSdk.Testing.Conformance;

namespace RunbookSdk.NRules.Tests;

public sealed class ConformanceTests
{
    public static TheoryData<string> Cases => [.. ConformanceSuite.Cases.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void NRules_conforms(string name) => ConformanceSuite.Find(name).Verify(() => new SessionOptions().UseNRules());
}
