namespace RunbookSdk.Journal;

/// <summary>
/// The state of a session as it was after an entry, so that a session that is opened from the journal need not do again what came before.
/// Immutable.
/// </summary>
/// <param name="Entry">The number of the last entry that it rests on.</param>
/// <param name="Rules">The hash of the rules that held.</param>
/// <param name="State">The state; what it means is for a session to say. It is checked when it is read.</param>
public sealed record JournalSnapshot(long Entry, string Rules, ReadOnlyMemory<byte> State);
