using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace RunbookSdk.Cli.Replay.Page;

/// <summary>Writes the data of a page, so that no text in it can end the element that it stands in.</summary>
internal sealed class PageJson : IDisposable
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly MemoryStream buffer = new();

    public PageJson() => Writer = new(buffer, Options);

    public Utf8JsonWriter Writer { get; }

    /// <summary>All that was written. The only sign that means something to HTML in there is written by its number.</summary>
    public string Text()
    {
        Writer.Flush();
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length).Replace("<", "\\u003c", StringComparison.Ordinal);
    }

    /// <summary>A list of objects; what is beyond a bound is left out.</summary>
    /// <returns>How many are left out.</returns>
    public int List<T>(string name, IEnumerable<T> items, int most, Action<T> write)
    {
        var count = 0;
        Writer.WriteStartArray(name);
        foreach (var item in items)
        {
            if (++count > most) continue;
            Writer.WriteStartObject();
            write(item);
            Writer.WriteEndObject();
        }

        Writer.WriteEndArray();
        return Math.Max(0, count - most);
    }

    /// <summary>An instant, in milliseconds from the start of 1970.</summary>
    public void Instant(string name, DateTimeOffset? instant)
    {
        if (instant is { } at) Writer.WriteNumber(name, at.ToUnixTimeMilliseconds());
    }

    public void Texts(string name, IEnumerable<string> texts)
    {
        Writer.WriteStartArray(name);
        foreach (var text in texts) Writer.WriteStringValue(text);
        Writer.WriteEndArray();
    }

    public void Dispose()
    {
        Writer.Dispose();
        buffer.Dispose();
    }
}
