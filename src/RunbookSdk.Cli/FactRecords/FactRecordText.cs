namespace RunbookSdk.Cli.FactRecords;

/// <summary>Fact records for people.</summary>
internal static class FactRecordText
{
    private const string Gap = "  ";

    /// <summary>A line each.</summary>
    public static void WriteShort(TextWriter output, IReadOnlyList<FactRecord> records)
    {
        var names = records.Max(r => r.Name.Length);
        foreach (var record in records)
            output.WriteLine($"{record.Name.PadRight(names)}{Gap}{string.Join(", ", record.Members.Select(ShortOf))}{(record.Meaning is { } meaning ? $"{Gap}-- {meaning}" : "")}");
        output.WriteLine();
        output.WriteLine("* the key: a new value with the same key replaces the old; without one a fact is an event. ? may be left out.");
        output.WriteLine($"'runbook facts {records[0].Name}' says all of one.");
    }

    /// <summary>All of each.</summary>
    public static void WriteWhole(TextWriter output, IReadOnlyList<FactRecord> records)
    {
        foreach (var record in records)
        {
            output.WriteLine(record.Meaning is { } meaning ? $"{record.Name}: {meaning}" : record.Name);
            var (names, written) = (record.Members.Max(m => ShortOf(m).Length), record.Members.Max(m => m.Written.Length));
            foreach (var member in record.Members)
                output.WriteLine($"{Gap}{ShortOf(member).PadRight(names)}{Gap}{member.Written.PadRight(written)}{Gap}{member.Meaning}".TrimEnd());
            foreach (var time in TimesOf(record)) output.WriteLine(Gap + time);
            output.WriteLine(Gap + FactRecordJson.Example(record));
            output.WriteLine();
        }

        output.WriteLine("* the key; ? may be left out. The last line of each is a fact as --facts reads it.");
    }

    private static string ShortOf(FactRecordMember member) => member.Name + (member.IsKey ? "*" : member.IsRequired ? "" : "?");

    private static IEnumerable<string> TimesOf(FactRecord record)
    {
        if (record.Retention is { } retention) yield return $"known for {retention:c} after it was last observed";
        if (record.MaxAge is { } age) yield return $"decides nothing when it is older than {age:c}";
    }
}
