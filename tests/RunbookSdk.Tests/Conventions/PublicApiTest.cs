using System.Reflection;

namespace RunbookSdk.Tests.Conventions;

/// <summary>What users can touch of one assembly is what a file says, which is changed on purpose only.</summary>
/// <param name="subject">The assembly.</param>
/// <param name="openOnPurpose">Classes that are neither sealed nor abstract, and why.</param>
public abstract class PublicApiTest(Assembly subject, params (string Name, string Why)[] openOnPurpose)
{
    [Fact]
    public void Public_api_is_the_approved_one() =>
        ApprovedFile.Check($"tests/RunbookSdk.Tests/Conventions/PublicApi.{subject.GetName().Name}.txt", PublicApi.Of(subject));

    [Fact]
    public void Public_classes_are_sealed_or_abstract() => Assert.Equal(openOnPurpose.Select(o => o.Name), PublicApi.OpenClasses(subject));
}
