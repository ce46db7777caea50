namespace RunbookSdk.Journal;

/// <summary>What a record of the journal tells of.</summary>
public enum JournalRecordKind
{
    /// <summary>The session began; the first record of a journal, and there only.</summary>
    Start,

    /// <summary>Which rules hold from here on.</summary>
    Rules,

    /// <summary>A fact that was observed or retracted, as a CloudEvent; also one that came too late or twice.</summary>
    Fact,

    /// <summary>A match began or ended.</summary>
    Match,

    /// <summary>A decision with its evidence, as a CloudEvent.</summary>
    Decision,

    /// <summary>A fact that the session itself wrote, changed or took back: a status that moved, a fact that a rule derived.</summary>
    State,

    /// <summary>A rule that threw for some facts.</summary>
    Fault,

    /// <summary>Time has passed until here, and nothing came of it.</summary>
    Clock,

    /// <summary>An evaluation that was refused whole: nothing of it happened, and what it was given was dropped.</summary>
    Refusal,

    /// <summary>What the decision before it asks of a host's handlers: its action with all members.</summary>
    Intent,
}

/// <summary>One thing that a journal holds. Immutable.</summary>
/// <param name="Kind">What it tells of.</param>
/// <param name="Name">
/// Of a fact or state the name of its type, of a match, decision or fault the id of the rule, of rules the hash of the set, of an intent the full
/// name of the action's record.
/// </param>
/// <param name="Key">Of a fact or state its key, of a decision or intent its target; otherwise empty.</param>
/// <param name="At">When it was observed, where it is a fact or state; otherwise the instant of the entry.</param>
/// <param name="Data">All of it, as JSON.</param>
public sealed record JournalRecord(JournalRecordKind Kind, string Name, string Key, DateTimeOffset At, string Data);

/// <summary>What one evaluation was given and what came of it, whole: it is in the journal, or the evaluation has not happened. Immutable.</summary>
/// <param name="Number">Its place in the journal, from 1 without gaps; 0 before it is in one.</param>
/// <param name="Instant">The instant of the evaluation on the session's clock: when its facts became known.</param>
/// <param name="Records">What happened, in order.</param>
public sealed record JournalEntry(long Number, DateTimeOffset Instant, IReadOnlyList<JournalRecord> Records);
