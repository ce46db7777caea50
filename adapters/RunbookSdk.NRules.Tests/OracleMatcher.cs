using RunbookSdk.Sessions;

namespace RunbookSdk.Tests.Oracle;

/// <summary>Here the oracle is held against NRules.</summary>
internal static class OracleMatcher
{
    /// <summary>
    /// Of the random cases of the core one in so many is tried: NRules compiles a network for each session and each swap, and all of them
    /// take minutes. RUNBOOK_ORACLE_TIMES with this number tries as many as the core does.
    /// </summary>
    public const int OneIn = 5;

    public static SessionOptions Use(SessionOptions options) => options.UseNRules();
}
