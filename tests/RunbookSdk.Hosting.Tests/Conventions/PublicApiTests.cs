using RunbookSdk.Hosting.Handlers;
using RunbookSdk.Tests.Conventions;

namespace RunbookSdk.Hosting.Tests.Conventions;

public sealed class PublicApiTests() : PublicApiTest(typeof(HandlerResult).Assembly);
