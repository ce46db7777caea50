using System.Globalization;
using System.Text;
using System.Text.Json;
using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;

namespace RunbookSdk.Lifecycles;

/// <summary>A value in a JSON text that knows where it stands.</summary>
/// <param name="Kind">The token that it begins with.</param>
/// <param name="Offset">Where, in bytes.</param>
/// <param name="Text">Of a text what it says; of another plain value how it is written.</param>
/// <param name="Members">Of an object.</param>
/// <param name="Items">Of an array.</param>
internal sealed record JsonPart(
    JsonTokenType Kind, int Offset, string Text, IReadOnlyList<(string Name, int Offset, JsonPart Value)> Members, IReadOnlyList<JsonPart> Items)
{
    /// <summary>What it is, for people.</summary>
    public string Shown => Kind switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => $"the text '{Text}'",
        _ => Text,
    };
}

/// <summary>A JSON text: its values, and their places.</summary>
internal sealed class JsonText
{
    private readonly byte[] utf8;
    private readonly string file;
    private readonly List<int> lineStarts = [0];

    public JsonText(string json, string file)
    {
        this.file = file;
        utf8 = Encoding.UTF8.GetBytes(json.StartsWith('\uFEFF') ? json[1..] : json);
        for (var i = 0; i < utf8.Length; i++)
        {
            if (utf8[i] == (byte)'\n') lineStarts.Add(i + 1);
        }
    }

    public SourceLocation At(int offset)
    {
        var found = lineStarts.BinarySearch(offset);
        var line = found < 0 ? ~found - 1 : found;
        return new(file, line + 1, Encoding.UTF8.GetCharCount(utf8.AsSpan(lineStarts[line]..Math.Min(offset, utf8.Length))) + 1);
    }

    /// <summary>Reads the text.</summary>
    /// <exception cref="RunbookException">It is not JSON.</exception>
    public JsonPart Read()
    {
        var reader = new Utf8JsonReader(utf8);
        try
        {
            reader.Read();
            var root = ReadPart(ref reader);
            reader.Read(); // Throws when something follows.
            return root;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            var offset = exception is JsonException json ? FactProblems.OffsetOf(utf8, json) : (int)reader.TokenStartIndex;
            var message = offset >= utf8.Length
                ? "The text ends in the middle of a lifecycle; it may have been cut off."
                : $"This is not JSON from here on: {FactProblems.Quote(utf8.AsSpan(offset))}";
            throw new RunbookException(new Diagnostic(LifecycleCodes.NotJson, Severity.Error, message, At(offset)));
        }
    }

    private static JsonPart ReadPart(ref Utf8JsonReader reader)
    {
        var (kind, offset) = (reader.TokenType, (int)reader.TokenStartIndex);
        if (kind is not (JsonTokenType.StartObject or JsonTokenType.StartArray)) return new(kind, offset, TextOf(ref reader), [], []);
        var (members, items) = (new List<(string, int, JsonPart)>(), new List<JsonPart>());
        while (reader.Read() && reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray))
        {
            if (kind == JsonTokenType.StartArray)
            {
                items.Add(ReadPart(ref reader));
                continue;
            }

            var (name, place) = (reader.GetString()!, (int)reader.TokenStartIndex);
            reader.Read();
            members.Add((name, place, ReadPart(ref reader)));
        }

        return new(kind, offset, "", members, items);
    }

    private static string TextOf(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => reader.GetString()!,
        JsonTokenType.Number => Encoding.UTF8.GetString(reader.ValueSpan),
        var word => word.ToString().ToLower(CultureInfo.InvariantCulture),
    };
}
