using System.Globalization;
using System.Text.Json;
using RunbookSdk.Actions;
using RunbookSdk.Journal;

namespace RunbookSdk.Hosting.Dispatching;

/// <summary>Reads from the journal what was decided, and for which handlers.</summary>
internal sealed class IntentReader(IReadOnlyList<HandlerRuntime> handlers, ActionReader actions)
{
    /// <summary>The deliveries that follow from some entries, in the order of the decisions and, for each, of the handlers.</summary>
    public IReadOnlyList<Delivery> Read(IEnumerable<JournalEntry> entries) => [.. entries.SelectMany(Read)];

    private IEnumerable<Delivery> Read(JournalEntry entry)
    {
        string? decision = null;
        foreach (var record in entry.Records)
        {
            if (record.Kind == JournalRecordKind.Decision) decision = record.Data;
            else if (record.Kind == JournalRecordKind.Intent && decision is not null)
            {
                foreach (var delivery in DeliveriesOf(entry, decision, record)) yield return delivery;
            }
        }
    }

    private IEnumerable<Delivery> DeliveriesOf(JournalEntry entry, string text, JournalRecord intent)
    {
        var decision = RecordedDecision.Parse(text);
        using var document = JsonDocument.Parse(intent.Data);
        var data = document.RootElement;
        var kind = Enum.Parse<DeliveryKind>(data.GetProperty("kind").GetString()!, ignoreCase: true);
        var delivery = new Delivery
        {
            Entry = entry.Number,
            Handler = "",
            Kind = kind,
            Target = intent.Key,
            Action = data.GetProperty("action").GetString()!,
            ActionType = intent.Name,
            IsStanding = data.GetProperty("standing").GetBoolean(),
            Arguments = data.GetProperty("arguments").GetRawText(),
            Decision = text,
            IdempotencyKey = KeyOf(decision, kind),
        };
        return [.. handlers.Where(h => IsFor(h, delivery, decision)).Select(h => delivery with { Handler = h.Name })];
    }

    /// <summary>A renewal has the key of what it renews; each one is another thing to do, so its number belongs to the key.</summary>
    private static string KeyOf(RecordedDecision decision, DeliveryKind kind) => kind == DeliveryKind.Renew
        ? string.Create(CultureInfo.InvariantCulture, $"{decision.IdempotencyKey}#{decision.Number}")
        : decision.IdempotencyKey;

    /// <summary>What cannot be read is for all who take such actions: it becomes a dead letter that says why, and is not lost.</summary>
    private bool IsFor(HandlerRuntime handler, Delivery delivery, RecordedDecision decision)
    {
        RunbookAction action;
        try
        {
            action = actions.Read(delivery, decision);
        }
        catch (FormatException)
        {
            return actions.Find(delivery.ActionType) is { } type && type.IsAssignableTo(handler.Caller.ActionType);
        }

        return handler.Takes(action, delivery.Kind);
    }
}
