using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using RunbookSdk.Cli.Operators;
using RunbookSdk.Journal;

namespace RunbookSdk.Cli.Deliveries;

/// <summary>Prints deliveries: those that a person has to settle first.</summary>
/// <param name="output">Where to.</param>
/// <param name="state">The state file, for the commands that are shown.</param>
/// <param name="times">How times are shown.</param>
/// <param name="now">The real clock.</param>
internal sealed class DeliveryText(TextWriter output, string state, TimeText times, DateTimeOffset now)
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public void Write(IReadOnlyList<Delivery> deliveries)
    {
        if (deliveries.Count == 0) output.WriteLine("Nothing waits for a handler, and nothing was given up.");
        Section("Given up", deliveries.Where(d => d.State == DeliveryState.Dead));
        Section("Still to be carried out", deliveries.Where(d => d.IsOpen));
        Section("Done", deliveries.Where(d => d.State == DeliveryState.Succeeded));
        Section("Discarded", deliveries.Where(d => d.State == DeliveryState.Discarded));
    }

    /// <summary>What the handler is asked for, in words.</summary>
    public static string What(Delivery delivery) => delivery.Kind switch
    {
        DeliveryKind.Release => $"release of {delivery.Action} {delivery.Target}",
        DeliveryKind.Renew => $"renewal of {delivery.Action} {delivery.Target}",
        _ => $"{delivery.Action} {delivery.Target}",
    };

    /// <summary>One object on one line.</summary>
    public static string Json(Delivery delivery)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            writer.WriteNumber("number", delivery.Number);
            writer.WriteString("state", Camel(delivery.State.ToString()));
            writer.WriteString("handler", delivery.Handler);
            writer.WriteString("kind", Camel(delivery.Kind.ToString()));
            writer.WriteString("action", delivery.Action);
            writer.WriteString("target", delivery.Target);
            writer.WriteNumber("attempts", delivery.Attempts);
            if (delivery.ChangedAt is { } changed) writer.WriteString("changedAt", changed.UtcDateTime);
            if (delivery.Said.Length > 0) writer.WriteString("said", delivery.Said);
            writer.WriteString("idempotencyKey", delivery.IdempotencyKey);
            writer.WritePropertyName("decision");
            writer.WriteRawValue(delivery.Decision);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);

    private void Section(string title, IEnumerable<Delivery> deliveries)
    {
        var isFirst = true;
        foreach (var delivery in deliveries)
        {
            if (isFirst) output.WriteLine($"{title}:");
            isFirst = false;
            var attempts = delivery.Attempts == 1 ? "1 attempt" : string.Create(CultureInfo.InvariantCulture, $"{delivery.Attempts} attempts");
            var when = delivery.ChangedAt is { } changed ? $", {times.From(now, changed)}" : "";
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {delivery.Number}  {delivery.Handler}: {What(delivery)}, {attempts}{when}"));
            if (delivery.Said.Length > 0) output.WriteLine($"      {delivery.Said}");
            if (delivery.State != DeliveryState.Dead) continue;
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"      runbook deliveries retry {delivery.Number} --state {ProposalText.Quoted(state)}"));
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"      runbook deliveries discard {delivery.Number} --state {ProposalText.Quoted(state)} --because \"...\""));
        }
    }
}
