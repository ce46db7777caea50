using RunbookSdk.Journal;
using RunbookSdk.Rules;
using RunbookSdk.Sqlite;

namespace RunbookSdk.Cli;

/// <summary>How far the rules of a state may go: the first run says it, and all others go as far.</summary>
internal static class StateMode
{
    /// <summary>The mode that a state is kept in; null when no run has written to it.</summary>
    public static Mode? Of(SqliteJournal journal) =>
        journal.Last(JournalRecordKind.Rules) is { } record ? JournalReading.ReadRules(record).Mode : null;

    /// <summary>What was decided in one mode does not follow in another.</summary>
    /// <exception cref="Diagnostics.RunbookException">The state is kept in another mode.</exception>
    public static void Check(SqliteJournal journal, Mode asked, string path)
    {
        if (Of(journal) is not { } kept || kept == asked) return;
        throw CommandCodes.Refuse(
            CommandCodes.OtherMode,
            $"The state is kept with --mode {Word(kept)}, and what was decided so does not follow with --mode {Word(asked)}. Go on with the same mode, or begin another --state. "
            + "To hold a running state back use 'runbook pause'; to let one rule go further change its .Mode(...).",
            new(path, 0));
    }

    private static string Word(Mode mode) => DecisionWords.Of(mode);
}
