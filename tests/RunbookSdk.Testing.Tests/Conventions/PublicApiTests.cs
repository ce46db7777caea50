using RunbookSdk.Testing.Conformance;
using RunbookSdk.Tests.Conventions;

namespace RunbookSdk.Testing.Tests.Conventions;

public sealed class PublicApiTests() : PublicApiTest(typeof(ConformanceSuite).Assembly);
