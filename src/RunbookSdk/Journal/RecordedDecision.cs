using System.Globalization;
using System.Text.Json;
using RunbookSdk.Actions;
using RunbookSdk.Rules;

namespace RunbookSdk.Journal;

/// <summary>A decision as a journal holds it. Immutable.</summary>
public sealed record RecordedDecision
{
    /// <summary>The name of a <see cref="Hold"/>, which no handler does: nothing else in a journal says that it stands.</summary>
    private const string Holds = "hold";

    /// <summary>All of it: a CloudEvent 1.0 in JSON on one line, the same bytes as <c>runbook eval</c> prints.</summary>
    public required string CloudEvent { get; init; }

    /// <summary>Its number within its session; see <see cref="Decision.Sequence"/>.</summary>
    public required long Number { get; init; }

    /// <summary>When it was decided, by the session's clock.</summary>
    public required DateTimeOffset Instant { get; init; }

    /// <summary>Id of the rule.</summary>
    public required string Rule { get; init; }

    /// <summary>Name of the action, also where it is released.</summary>
    public required string Action { get; init; }

    /// <summary>What it is about, such as <c>component/online1/webtools</c>.</summary>
    public required string Target { get; init; }

    /// <summary>Why, in a sentence for people.</summary>
    public required string Because { get; init; }

    /// <summary>Its own key; see <see cref="Decision.IdempotencyKey"/>.</summary>
    public required string IdempotencyKey { get; init; }

    /// <summary>When the match began that led to it.</summary>
    public required DateTimeOffset MatchBegan { get; init; }

    /// <summary>The mode that held.</summary>
    public Mode Mode { get; init; } = Mode.Act;

    /// <summary>What became of the request.</summary>
    public Outcome Outcome { get; init; } = Outcome.Decided;

    /// <summary>True when the standing action is taken back, or would be.</summary>
    public bool IsRelease { get; init; }

    /// <summary>True when the action is known to stay in force until it is released.</summary>
    public bool IsStanding { get; init; }

    /// <summary>Until when a standing action is in force unless it is renewed; null without a lease.</summary>
    public DateTimeOffset? LeaseUntil { get; init; }

    /// <summary>Who approved or denied, in the order in which they did.</summary>
    public IReadOnlyList<string> Approvers { get; init; } = [];

    /// <summary>The further values of the action, by name, as the decision shows them.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Details { get; init; } = [];

    /// <summary>What was to be done: the action's name, or <c>release</c>; see <see cref="Decision.ActionName"/>.</summary>
    public string ActionName => IsRelease ? "release" : Action;

    /// <summary>Two decisions with one identity are about the same thing.</summary>
    internal string Identity => $"{Action} {Target} {string.Join(' ', Details.Select(d => $"{d.Key}={d.Value}"))}";

    /// <summary>Reads a decision from its CloudEvent, as <see cref="DecisionWriter"/> writes it.</summary>
    /// <param name="cloudEvent">The CloudEvent.</param>
    /// <exception cref="FormatException">The text is no such event.</exception>
    public static RecordedDecision Parse(string cloudEvent)
    {
        ArgumentNullException.ThrowIfNull(cloudEvent);
        try
        {
            using var document = JsonDocument.Parse(cloudEvent);
            return Of(cloudEvent, document.RootElement, document.RootElement.GetProperty("data"));
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new FormatException($"The text is no decision of a journal: {exception.Message}", exception);
        }
    }

    private static RecordedDecision Of(string text, JsonElement root, JsonElement data)
    {
        var (outcome, isRelease) = (Word<Outcome>(data, "outcome"), data.TryGetProperty("released", out var released));
        return new()
        {
            CloudEvent = text,
            Number = long.Parse(Text(root, "id"), CultureInfo.InvariantCulture),
            Instant = root.GetProperty("time").GetDateTimeOffset(),
            Rule = Text(data, "rule"),
            Action = isRelease ? released.GetString()! : Text(data, "action"),
            Target = Text(data, "target"),
            Because = Text(data, "because"),
            IdempotencyKey = Text(data, "idempotencyKey"),
            MatchBegan = data.GetProperty("matchBegan").GetDateTimeOffset(),
            Mode = Word<Mode>(data, "mode"),
            Outcome = outcome,
            IsRelease = isRelease,
            IsStanding = outcome is Outcome.Renewed or Outcome.Released || Text(data, "action") == Holds,
            LeaseUntil = data.TryGetProperty("leaseUntil", out var until) ? until.GetDateTimeOffset() : null,
            Approvers = data.TryGetProperty("approvers", out var approvers) ? [.. approvers.EnumerateArray().Select(a => a.GetString()!)] : [],
            Details = [.. data.EnumerateObject().Where(IsDetail).Select(p => KeyValuePair.Create(p.Name, p.Value.GetString()!))],
        };
    }

    private static bool IsDetail(JsonProperty property) =>
        property.Value.ValueKind == JsonValueKind.String && !DecisionWriter.OwnNames.Contains(property.Name);

    private static T Word<T>(JsonElement element, string name)
        where T : struct, Enum => Enum.Parse<T>(Text(element, name).Replace("-", "", StringComparison.Ordinal), ignoreCase: true);

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? throw new FormatException($"'{name}' is null");
}
