using RunbookSdk.Tests.Conventions;

namespace RunbookSdk.Scripting.Tests.Conventions;

public sealed class PublicApiTests() : PublicApiTest(System.Reflection.Assembly.Load("RunbookSdk.Scripting"));
