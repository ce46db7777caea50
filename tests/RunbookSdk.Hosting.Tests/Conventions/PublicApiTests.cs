using RunbookSdk.Hosting.Handlers;
using RunbookSdk.Tests.Conventions;

namespace RunbookSdk.Hosting.Tests.Conventions;

public sealed class PublicApiTests
{
    private static readonly System.Reflection.Assembly Subject = typeof(HandlerResult).Assembly;

    [Fact]
    public void Public_api_is_the_approved_one() =>
        ApprovedFile.Check("tests/RunbookSdk.Tests/Conventions/PublicApi.RunbookSdk.Hosting.txt", PublicApi.Of(Subject));

    [Fact]
    public void Public_classes_are_sealed_or_abstract() => Assert.Empty(PublicApi.OpenClasses(Subject));
}
