using System.Security.Cryptography;
using System.Text;
using RunbookSdk.Actions;
using RunbookSdk.Journal;

namespace RunbookSdk.Sessions;

/// <summary>Says what a proposal proposes and why: the rule as it is read, the action, the facts with their values and times.</summary>
internal static class PlanHash
{
    private const int Digits = 16;

    /// <summary>The first 16 hexadecimal digits of a SHA-256.</summary>
    public static string Of(MatchState state, RunbookAction action)
    {
        using var writer = new FactEventWriter();
        var text = writer.Write(
            ("rule", state.Rule.Model.Id),
            ("says", state.Rule.Fingerprint),
            ("action", action.Identity),
            ("fact", action switch { AssertFact assert => assert.Fact, RetractFact retract => retract.Fact, _ => null }),
            ("facts", state.Evidence()));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..Digits];
    }
}
