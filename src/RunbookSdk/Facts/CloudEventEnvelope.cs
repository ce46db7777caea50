using System.Text.Json;

namespace RunbookSdk.Facts;

/// <summary>
/// The attributes of one CloudEvent, as they stand in the text. Its data are only looked for, and read when its type is known.
/// </summary>
internal ref struct CloudEventEnvelope
{
    private const Attributes Required =
        Attributes.SpecVersion | Attributes.Id | Attributes.Source | Attributes.Type | Attributes.Time | Attributes.Data;

    private Attributes seen;

    [Flags]
    private enum Attributes
    {
        Unknown = 0,
        SpecVersion = 1,
        Id = 2,
        Source = 4,
        Type = 8,
        Time = 16,
        Data = 32,
        Retracted = 64,
        DataBase64 = 128,
    }

    public ReadOnlySpan<byte> Id { get; private set; }

    public ReadOnlySpan<byte> Source { get; private set; }

    public ReadOnlySpan<byte> Type { get; private set; }

    public int TypeOffset { get; private set; }

    public DateTimeOffset Time { get; private set; }

    public bool IsRetraction { get; private set; }

    /// <summary>Where the data stand; an empty range when there are none.</summary>
    public Range Data { get; private set; }

    /// <summary>Reads an envelope.</summary>
    /// <param name="reader">Stands at the beginning of the object, and at its end afterwards.</param>
    /// <param name="texts">Makes the few strings that are needed.</param>
    /// <param name="problems">Receives what is wrong.</param>
    public void Read(ref Utf8JsonReader reader, FactTexts texts, FactProblems problems)
    {
        var start = (int)reader.TokenStartIndex;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var attribute = Find(in reader);
            if (attribute == Attributes.Unknown)
            {
                reader.Skip();
                continue;
            }

            if ((seen & attribute) != 0)
                problems.Add(FactCodes.Twice, (int)reader.TokenStartIndex, $"'{NameOf(attribute)}' is there twice; write it once.");
            seen |= attribute;
            reader.Read();
            ReadAttribute(attribute, ref reader, texts, problems);
        }

        if ((seen & Required) != Required) ReportMissing(start, problems);
    }

    private static Attributes Find(in Utf8JsonReader reader)
    {
        if (reader.ValueIsEscaped) return FindEscaped(in reader);
        var name = reader.ValueSpan;
        return name.Length switch
        {
            2 when name.SequenceEqual("id"u8) => Attributes.Id,
            4 when name.SequenceEqual("time"u8) => Attributes.Time,
            4 when name.SequenceEqual("type"u8) => Attributes.Type,
            4 when name.SequenceEqual("data"u8) => Attributes.Data,
            6 when name.SequenceEqual("source"u8) => Attributes.Source,
            9 when name.SequenceEqual("retracted"u8) => Attributes.Retracted,
            11 when name.SequenceEqual("specversion"u8) => Attributes.SpecVersion,
            11 when name.SequenceEqual("data_base64"u8) => Attributes.DataBase64,
            _ => Attributes.Unknown,
        };
    }

    private static Attributes FindEscaped(in Utf8JsonReader reader)
    {
        foreach (var attribute in Enum.GetValues<Attributes>())
        {
            if (attribute != Attributes.Unknown && reader.ValueTextEquals(NameOf(attribute))) return attribute;
        }

        return Attributes.Unknown;
    }

    private static string NameOf(Attributes attribute) => attribute switch
    {
        Attributes.SpecVersion => "specversion",
        Attributes.Id => "id",
        Attributes.Source => "source",
        Attributes.Type => "type",
        Attributes.Time => "time",
        Attributes.Data => "data",
        Attributes.Retracted => "retracted",
        _ => "data_base64",
    };

    private void ReadAttribute(Attributes attribute, scoped ref Utf8JsonReader reader, FactTexts texts, FactProblems problems)
    {
        var start = (int)reader.TokenStartIndex;
        switch (attribute)
        {
            case Attributes.Id:
                Id = ReadText(attribute, ref reader, texts, problems);
                break;
            case Attributes.Source:
                Source = ReadText(attribute, ref reader, texts, problems);
                break;
            case Attributes.Type:
                TypeOffset = start;
                Type = ReadText(attribute, ref reader, texts, problems);
                break;
            case Attributes.SpecVersion:
                if (reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("1.0"u8)) break;
                Refuse(attribute, "must be \"1.0\"", ref reader, problems);
                break;
            case Attributes.Time:
                ReadTime(ref reader, texts, problems);
                break;
            case Attributes.Retracted:
                IsRetraction = reader.TokenType == JsonTokenType.True;
                if (IsRetraction || reader.TokenType == JsonTokenType.False) break;
                Refuse(attribute, "must be true or false", ref reader, problems);
                break;
            case Attributes.Data:
                reader.Skip();
                Data = start..(int)reader.BytesConsumed;
                break;
            default:
                Refuse(attribute, "cannot be read; write the fact as a JSON object in 'data'", ref reader, problems);
                break;
        }
    }

    private static ReadOnlySpan<byte> ReadText(
        Attributes attribute, scoped ref Utf8JsonReader reader, FactTexts texts, FactProblems problems)
    {
        if (reader.TokenType == JsonTokenType.String && !reader.ValueIsEscaped && reader.ValueSpan.Length > 0) return reader.ValueSpan;
        if (texts.ReadString(ref reader) is { Length: > 0 } text) return System.Text.Encoding.UTF8.GetBytes(text);
        Refuse(attribute, "must be text, and not empty", ref reader, problems);
        return default;
    }

    private void ReadTime(ref Utf8JsonReader reader, FactTexts texts, FactProblems problems)
    {
        var problem = ValueReaders.ReadInstant(ref reader, texts, out var time);
        Time = time;
        if (problem == ValueProblem.None) return;
        var found = reader.TokenType == JsonTokenType.String ? $"'{FactProblems.Quote(reader.ValueSpan)}'" : "no text";
        var start = (int)reader.TokenStartIndex;
        if (problem == ValueProblem.NoZone)
            problems.Add(FactCodes.NoZone, start, $"'time' is {found}, which has no zone; add an offset, as in +02:00 or Z.");
        else
            problems.Add(FactCodes.NotAnInstant, start, $"'time' must be an instant such as 2019-09-11T08:46:00+02:00, and is {found}.");
        reader.Skip();
    }

    private static void Refuse(Attributes attribute, string rule, scoped ref Utf8JsonReader reader, FactProblems problems)
    {
        problems.Add(FactCodes.WrongAttribute, (int)reader.TokenStartIndex, $"'{NameOf(attribute)}' {rule}.");
        reader.Skip();
    }

    private readonly void ReportMissing(int start, FactProblems problems)
    {
        foreach (var attribute in Enum.GetValues<Attributes>())
        {
            if ((Required & attribute) == 0 || (seen & attribute) != 0) continue;
            if (attribute == Attributes.Data && (seen & Attributes.DataBase64) != 0) continue;
            problems.Add(
                FactCodes.MissingAttribute, start, $"The event has no '{NameOf(attribute)}'; a CloudEvent that is a fact needs one.");
        }
    }
}
