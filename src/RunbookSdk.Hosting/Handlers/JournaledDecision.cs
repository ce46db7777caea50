using System.Globalization;
using System.Text.Json;
using RunbookSdk.Actions;

namespace RunbookSdk.Hosting.Handlers;

/// <summary>A decision as the journal holds it. Immutable.</summary>
public sealed record JournaledDecision
{
    /// <summary>All of it: a CloudEvent 1.0 in JSON on one line, the same bytes as <c>runbook eval</c> prints.</summary>
    public required string CloudEvent { get; init; }

    /// <summary>Number of the decision within its journal, from 1.</summary>
    public required long Sequence { get; init; }

    /// <summary>When it was decided, by the session's clock.</summary>
    public required DateTimeOffset Instant { get; init; }

    /// <summary>Id of the rule.</summary>
    public required string Rule { get; init; }

    /// <summary>What is to be done: the action's name, or <c>release</c>.</summary>
    public required string ActionName { get; init; }

    /// <summary>What it is about, such as <c>component/online1/webtools</c>.</summary>
    public required string Target { get; init; }

    /// <summary>Why, in a sentence for people.</summary>
    public required string Because { get; init; }

    /// <summary>The decision's own key (<see cref="Decision.IdempotencyKey"/>), which <see cref="ActionOutcome"/> names.</summary>
    public required string Key { get; init; }

    /// <summary>When the match began that led to it.</summary>
    public required DateTimeOffset MatchBegan { get; init; }

    /// <summary>Until when a standing action is in force unless it is renewed; null without a lease.</summary>
    public DateTimeOffset? LeaseUntil { get; init; }

    /// <summary>Who approved, in their order.</summary>
    public IReadOnlyList<string> Approvers { get; init; } = [];

    /// <summary>The further values of the action, by name, as the decision shows them.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Details { get; init; } = [];

    /// <summary>Reads a decision from its CloudEvent, as <see cref="RunbookSdk.Journal.DecisionWriter"/> writes it.</summary>
    /// <param name="cloudEvent">The CloudEvent.</param>
    /// <exception cref="FormatException">The text is no such event.</exception>
    public static JournaledDecision Parse(string cloudEvent)
    {
        ArgumentNullException.ThrowIfNull(cloudEvent);
        try
        {
            using var document = JsonDocument.Parse(cloudEvent);
            return Of(cloudEvent, document.RootElement, document.RootElement.GetProperty("data"));
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new FormatException($"The text is no decision of a journal: {exception.Message}", exception);
        }
    }

    private static JournaledDecision Of(string text, JsonElement root, JsonElement data) => new()
    {
        CloudEvent = text,
        Sequence = long.Parse(Text(root, "id"), CultureInfo.InvariantCulture),
        Instant = root.GetProperty("time").GetDateTimeOffset(),
        Rule = Text(data, "rule"),
        ActionName = Text(data, "action"),
        Target = Text(data, "target"),
        Because = Text(data, "because"),
        Key = Text(data, "idempotencyKey"),
        MatchBegan = data.GetProperty("matchBegan").GetDateTimeOffset(),
        LeaseUntil = data.TryGetProperty("leaseUntil", out var until) ? until.GetDateTimeOffset() : null,
        Approvers = data.TryGetProperty("approvers", out var approvers) ? [.. approvers.EnumerateArray().Select(a => a.GetString()!)] : [],
        Details = [.. DetailsOf(data)],
    };

    /// <summary>They stand between the reason and the beginning of the match.</summary>
    private static IEnumerable<KeyValuePair<string, string>> DetailsOf(JsonElement data) => data.EnumerateObject()
        .SkipWhile(p => p.Name != "because")
        .Skip(1)
        .TakeWhile(p => p.Name != "matchBegan")
        .Where(p => p.Value.ValueKind == JsonValueKind.String)
        .Select(p => KeyValuePair.Create(p.Name, p.Value.GetString()!));

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? throw new FormatException($"'{name}' is null");
}
