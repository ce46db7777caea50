using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using RunbookSdk.Facts;

namespace RunbookSdk.Journal;

/// <summary>
/// Writes observations as CloudEvents 1.0 in JSON, as <see cref="CloudEventReader"/> reads them. What has no identity of delivery gets one
/// of its place. Not thread-safe.
/// </summary>
internal sealed class FactEventWriter : IDisposable
{
    /// <summary>The source of facts that came without one.</summary>
    public const string OwnSource = "/runbook/journal";

    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly ArrayBufferWriter<byte> buffer = new();
    private readonly Utf8JsonWriter writer;
    private readonly FactJson values = new();

    public FactEventWriter() => writer = new Utf8JsonWriter(buffer, Json);

    /// <summary>Writes an observation.</summary>
    /// <param name="observation">The observation.</param>
    /// <param name="type">Type of its fact.</param>
    /// <param name="observedAt">When it was seen.</param>
    /// <param name="place">A text that no other observation of the journal has.</param>
    public string Write(in Observation observation, FactType type, DateTimeOffset observedAt, string place)
    {
        Begin();
        writer.WriteString("specversion"u8, "1.0"u8);
        writer.WriteString("type"u8, type.WireName);
        writer.WriteString("source"u8, observation.Origin?.Source ?? OwnSource);
        writer.WriteString("id"u8, observation.Origin?.Id ?? place);
        if (observation is { Origin: null, Delivery: { } delivery })
            writer.WriteString("delivery"u8, delivery.ToString("x32", CultureInfo.InvariantCulture));
        writer.WritePropertyName("time"u8);
        values.Write(writer, observedAt);
        if (observation.IsRetraction) writer.WriteBoolean("retracted"u8, true);
        writer.WritePropertyName("data"u8);
        if (observation.IsRetraction) values.WriteKey(writer, type, observation.Fact);
        else values.Write(writer, observation.Fact);
        return End();
    }

    /// <summary>Writes an object of some values.</summary>
    public string Write(params ReadOnlySpan<(string Name, object? Value)> members)
    {
        Begin();
        foreach (var (name, value) in members)
        {
            writer.WritePropertyName(name);
            values.Write(writer, value);
        }

        return End();
    }

    public void Dispose() => writer.Dispose();

    private void Begin()
    {
        buffer.ResetWrittenCount();
        writer.Reset();
        writer.WriteStartObject();
    }

    private string End()
    {
        writer.WriteEndObject();
        writer.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
