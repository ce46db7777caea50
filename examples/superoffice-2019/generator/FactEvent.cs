using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SuperOffice2019.Generator;

/// <summary>One line: a fact as a CloudEvent.</summary>
/// <param name="Source">Who saw it.</param>
/// <param name="Id">Identity of the delivery within its source; a letter for the stream and the number of the minute.</param>
/// <param name="Type">Name of the fact record.</param>
/// <param name="Second">When, in seconds since <see cref="Oslo.Start"/>.</param>
/// <param name="Data">Members of the fact in the order of the record.</param>
internal readonly record struct FactEvent(string Source, string Id, string Type, int Second, params (string Name, object Value)[] Data)
{
    private const int Gathered = 1 << 16;
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>True: from here on there is no such fact; <see cref="Data"/> is its key.</summary>
    public bool IsRetraction { get; init; }

    public int Minute => Second / 60;

    public static void WriteLines(IEnumerable<FactEvent> events, Stream output)
    {
        // Lines are gathered here, because the writer flushes a stream to the very end, and a compressed one grows by that.
        var text = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(text, Plain);
        foreach (var line in events)
        {
            line.Write(writer);
            writer.Flush();
            writer.Reset();
            text.Write("\n"u8);
            if (text.WrittenCount < Gathered) continue;
            output.Write(text.WrittenSpan);
            text.ResetWrittenCount();
        }

        output.Write(text.WrittenSpan);
    }

    private void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("specversion", "1.0");
        writer.WriteString("id", Id);
        writer.WriteString("source", Source);
        writer.WriteString("type", Type);
        writer.WriteString("time", Oslo.Utc(Second));
        if (IsRetraction) writer.WriteBoolean("retracted", true);
        writer.WriteStartObject("data");
        foreach (var (name, value) in Data) WriteMember(writer, name, value);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteMember(Utf8JsonWriter writer, string name, object value)
    {
        switch (value)
        {
            case string text: writer.WriteString(name, text); break;
            case bool truth: writer.WriteBoolean(name, truth); break;
            case int number: writer.WriteNumber(name, number); break;
            case decimal number: writer.WriteNumber(name, number); break;
            default: throw new ArgumentException($"{name} is a {value.GetType().Name}; facts here are text, truth and exact numbers.");
        }
    }
}
