using System.Text.Json;

namespace RunbookSdk.Facts;

/// <summary>Makes fact records of one type from JSON objects. Not thread-safe.</summary>
internal sealed class FactBinder
{
    private readonly FactMember[] members;
    private readonly Func<object> make;
    private readonly FactTexts texts;

    public FactBinder(FactType type, ValueReaders readers, FactTexts texts)
    {
        Type = type;
        this.texts = texts;
        (members, make) = FactShape.Of(type, readers);
    }

    public FactType Type { get; }

    public IReadOnlyList<FactMember> Members => members;

    /// <summary>Makes a fact; null, and problems, when that cannot be done.</summary>
    /// <param name="data">The JSON value to make it of; well-formed.</param>
    /// <param name="offset">Where the data begin, for the problems.</param>
    /// <param name="isRetraction">True: only the key has to be there.</param>
    /// <param name="problems">Receives what is wrong.</param>
    public object? Bind(ReadOnlySpan<byte> data, int offset, bool isRetraction, FactProblems problems)
    {
        foreach (var member in members) member.Clear();
        var reader = new Utf8JsonReader(data);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            problems.Add(
                FactCodes.NotAnObject, offset, $"'data' must be an object with the members of {Type}, and is {FactProblems.Quote(data)}.");
            return null;
        }

        ReadMembers(ref reader, data, offset, problems);
        foreach (var member in members) RequireGiven(member, offset, isRetraction, problems);
        return problems.IsEmpty ? Make(offset, problems) : null;
    }

    /// <summary>The values of the members that the data name; null, and problems, when one of them cannot be read.</summary>
    /// <param name="data">A JSON object; well-formed.</param>
    /// <param name="problems">Receives what is wrong, with offsets in the data.</param>
    public IReadOnlyDictionary<string, object?>? BindSome(ReadOnlySpan<byte> data, FactProblems problems)
    {
        foreach (var member in members) member.Clear();
        var reader = new Utf8JsonReader(data);
        reader.Read();
        ReadMembers(ref reader, data, 0, problems);
        return problems.IsEmpty ? members.Where(m => m.IsGiven).ToDictionary(m => m.Shape.Name, m => m.Found, StringComparer.Ordinal) : null;
    }

    private void ReadMembers(ref Utf8JsonReader reader, ReadOnlySpan<byte> data, int offset, FactProblems problems)
    {
        var next = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (Find(in reader, ref next) is not { } member)
            {
                reader.Skip();
                continue;
            }

            var name = offset + (int)reader.TokenStartIndex;
            if (member.IsGiven) problems.Add(FactCodes.Twice, name, $"'{member.Shape.Name}' is there twice; write it once.");
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            var problem = member.Read(ref reader, texts);
            if (problem == ValueProblem.None) continue;
            var isNull = reader.TokenType == JsonTokenType.Null;
            reader.Skip();
            Report(problem, isNull, member, data[start..(int)reader.BytesConsumed], offset + start, problems);
        }
    }

    /// <summary>Looks where the last event had the member first: events of one source have one order.</summary>
    private FactMember? Find(in Utf8JsonReader reader, ref int next)
    {
        for (var i = 0; i < members.Length; i++)
        {
            var at = next + i;
            if (at >= members.Length) at -= members.Length;
            if (!members[at].IsCalled(in reader)) continue;
            next = at + 1;
            return members[at];
        }

        return null;
    }

    private void RequireGiven(FactMember member, int offset, bool isRetraction, FactProblems problems)
    {
        var shape = member.Shape;
        if (member.IsGiven || !shape.IsRequired || (isRetraction && !shape.IsKey)) return;
        problems.Add(FactCodes.MissingMember, offset, $"{Type} needs '{shape.Name}', {member.Expected}, and the data have none.");
    }

    private void Report(
        ValueProblem problem, bool isNull, FactMember member, ReadOnlySpan<byte> found, int offset, FactProblems problems)
    {
        var what = $"'{member.Shape.Name}' of {Type}";
        var (code, message) = problem switch
        {
            _ when isNull => (FactCodes.NullMember, $"{what} is null and must be {member.Expected}."),
            ValueProblem.NotFinite => (
                FactCodes.NotFinite,
                $"{what} is {FactProblems.Quote(found)}, no finite number; leave the event out when there is no value."),
            ValueProblem.NoZone =>
                (FactCodes.NoZone, $"{what} is {FactProblems.Quote(found)}, which has no zone; add an offset, as in +02:00 or Z."),
            _ => (FactCodes.WrongMember, $"{what} must be {member.Expected}, and is {FactProblems.Quote(found)}."),
        };
        problems.Add(code, offset, message);
    }

    private object? Make(int offset, FactProblems problems)
    {
        try
        {
            return make();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            problems.Add(FactCodes.RefusedByRecord, offset, $"{Type} refuses these values: {exception.Message}");
            return null;
        }
    }
}
