namespace RunbookSdk.Journal;

/// <summary>Says that time has passed, and that nothing came of it.</summary>
internal static class ClockRecord
{
    public static JournalRecord Of(DateTimeOffset now)
    {
        using var facts = new FactEventWriter();
        return new(JournalRecordKind.Clock, "", "", now, facts.Write(("now", now)));
    }
}
