using RunbookSdk.Tests.Conventions;

namespace RunbookSdk.Cli.Tests.Conventions;

public sealed class PublicApiTests() : PublicApiTest(System.Reflection.Assembly.Load("runbook"));
