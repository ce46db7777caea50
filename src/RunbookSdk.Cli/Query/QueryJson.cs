using System.Collections;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using RunbookSdk.Facts;
using RunbookSdk.Journal;

namespace RunbookSdk.Cli.Query;

/// <summary>Prints a value for programs: the items of a sequence one a line as they come, anything else on one line.</summary>
internal sealed class QueryJson(TextWriter output)
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly FactJson json = new(inUtc: true);

    /// <summary>Prints a value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="cancellation">Stops before the next line.</param>
    /// <returns>How many lines.</returns>
    public int Write(object? value, CancellationToken cancellation)
    {
        var count = 0;
        if (value is not IEnumerable items || ValueText.IsScalar(value) || value is IDictionary) items = new[] { value };
        foreach (var item in Stoppable.Items(items, cancellation))
        {
            WriteLine(item, cancellation);
            count++;
        }

        return count;
    }

    private void WriteLine(object? value, CancellationToken cancellation)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Options)) WriteItem(writer, value);
        cancellation.ThrowIfCancellationRequested(); // A value may have been asked for long.
        output.WriteLine(Encoding.UTF8.GetString(buffer.ToArray()));
    }

    private void WriteItem(Utf8JsonWriter writer, object? value)
    {
        // The event of a decision says all of it once more, as text in text.
        var columns = value is null or IDictionary ? [] : QueryColumns.AllOf(value).Where(c => value is not RecordedDecision || c.Name != nameof(RecordedDecision.CloudEvent)).ToList();
        if (columns.Count == 0)
        {
            json.Write(writer, value);
            return;
        }

        writer.WriteStartObject();
        foreach (var column in columns)
        {
            writer.WritePropertyName(JsonNamingPolicy.CamelCase.ConvertName(column.Name));
            json.Write(writer, column.Of(value!));
        }

        writer.WriteEndObject();
    }
}
