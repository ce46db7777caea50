using RunbookSdk.Sessions;

namespace RunbookSdk.Tests.Oracle;

/// <summary>Here the oracle is held against NRules.</summary>
internal static class OracleMatcher
{
    public static SessionOptions Use(SessionOptions options) => options.UseNRules();
}
