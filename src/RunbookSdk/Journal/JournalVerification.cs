namespace RunbookSdk.Journal;

/// <summary>What was found when a journal was read back. Immutable.</summary>
/// <param name="Decisions">How many decisions were compared; all of them follow from what was given.</param>
/// <param name="After">The entry after which the comparison began: 0, or that of a snapshot when facts before it were dropped.</param>
public sealed record JournalVerification(long Decisions, long After);
