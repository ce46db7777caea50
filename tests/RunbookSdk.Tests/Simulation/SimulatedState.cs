using System.Globalization;
using RunbookSdk.Actions;
using RunbookSdk.Journal;
using RunbookSdk.Sessions;

namespace RunbookSdk.Tests.Simulation;

/// <summary>How things stand in a session, as lines that can be compared.</summary>
internal static class SimulatedState
{
    public static IReadOnlyList<string> Of(RunbookSession session)
    {
        var (snapshot, kept) = (session.Snapshot, session.Retained);
        return
        [
            $"due {session.NextDue:O}",
            .. snapshot.FactTypes.SelectMany(snapshot.Facts).Select(Of),
            .. snapshot.Matches().Select(m => $"match {m.Rule} since {m.BeganAt:O} of {string.Join(", ", m.Facts.Select(Of))}"),
            .. snapshot.InForce.Select(a => $"in force {a.Action} by {a.Rule} since {a.Since:O} until {a.LeaseUntil:O}"),
            .. snapshot.Proposals.Select(p => $"waits {p.Action} of {p.Rule} since {p.ProposedAt:O} until {p.DeniedAt:O} {string.Join(' ', p.Approvers)}/{p.Needed}"),
            .. snapshot.Held.Select(h => $"held {h.Action} of {h.Rule} since {h.Since:O}: {h.Because}"),
            string.Create(CultureInfo.InvariantCulture, $"{kept.Facts} {kept.Expiring} {kept.Matches} {kept.StandingActions} {kept.DerivedFacts} {kept.Proposals} {kept.Holds} {kept.Effects} {kept.Verifications}"),
        ];
    }

    /// <summary>What a journal says that happened, without how often somebody looked at the clock.</summary>
    public static IReadOnlyList<string> Of(IJournal journal) =>
    [
        .. journal.Read().SelectMany(e => e.Records.Where(r => r.Kind is not (JournalRecordKind.Clock or JournalRecordKind.Fact)).Select(r => $"{e.Instant:O} {r.Kind} {r.Name} {r.Key} {r.Data}")),
    ];

    /// <summary>Shows the first line that differs, in full.</summary>
    public static void AreSame(IReadOnlyList<string> expected, IReadOnlyList<string> actual)
    {
        for (var i = 0; i < Math.Max(expected.Count, actual.Count); i++)
            Assert.Equal($"{i}: {expected.ElementAtOrDefault(i)}\n", $"{i}: {actual.ElementAtOrDefault(i)}\n");
    }

    private static string Of(Evidence fact) => $"{fact.Type} {fact.Key} {fact.ObservedAt:O} {fact.Value}";
}
