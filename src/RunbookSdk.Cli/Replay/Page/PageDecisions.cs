using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using RunbookSdk.Actions;
using RunbookSdk.Journal;

namespace RunbookSdk.Cli.Replay.Page;

/// <summary>The decisions of a page with their evidence, as their CloudEvents hold it.</summary>
internal sealed partial class PageDecisions
{
    private readonly List<(RecordedDecision Decision, string? PlanHash, JsonElement Facts)> decisions = [];
    private readonly Dictionary<(string Type, string Key), int> evidence = [];
    private readonly IReadOnlyList<RecordedDecision> all;

    public PageDecisions(IReadOnlyList<RecordedDecision> all)
    {
        this.all = all;
        foreach (var decision in all.Take(PageBounds.Decisions))
        {
            using var document = JsonDocument.Parse(decision.CloudEvent);
            var data = document.RootElement.GetProperty("data");
            var facts = data.GetProperty("facts").Clone();
            foreach (var fact in facts.EnumerateArray())
            {
                var key = (fact.GetProperty("type").GetString()!, fact.GetProperty("key").GetString()!);
                evidence[key] = evidence.GetValueOrDefault(key) + 1;
            }

            decisions.Add((decision, data.TryGetProperty("planHash", out var plan) ? plan.GetString() : null, facts));
        }
    }

    /// <summary>How many decisions rest on a fact, by the name of its type and its key.</summary>
    public IReadOnlyDictionary<(string Type, string Key), int> Evidence => evidence;

    /// <summary>Writes them.</summary>
    /// <returns>How many are left out, and of how many that are not the evidence is.</returns>
    public (int Decisions, int Evidence) Write(PageJson json)
    {
        var (room, without) = (PageBounds.Evidence, 0);
        json.List("decisions", decisions, PageBounds.Decisions, d =>
        {
            Write(json, d.Decision, d.PlanHash);
            var facts = d.Facts.GetRawText();
            room -= facts.Length;
            if (room < 0)
            {
                without++;
                return;
            }

            json.Writer.WritePropertyName("facts");
            if (LongNumber().IsMatch(facts)) WriteReadable(json.Writer, d.Facts);
            else json.Writer.WriteRawValue(facts, skipInputValidation: true);
        });
        return (all.Count - decisions.Count, without);
    }

    /// <summary>When the lease of an action was renewed while it was in force.</summary>
    public IEnumerable<DateTimeOffset> RenewalsOf(ActionTerm term) => term.Renewals == 0
        ? []
        : all.Where(d => d.Outcome == Outcome.Renewed && d.Identity == term.Began.Identity && d.Instant >= term.From && (term.Until is null || d.Instant <= term.Until)).Select(d => d.Instant);

    /// <summary>A browser would round whole numbers beyond 2^53, so they are written as texts.</summary>
    private static void WriteReadable(Utf8JsonWriter writer, JsonElement value)
    {
        const long Exact = 1L << 53;
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in value.EnumerateObject())
                {
                    writer.WritePropertyName(member.Name);
                    WriteReadable(writer, member.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray()) WriteReadable(writer, item);
                writer.WriteEndArray();
                break;
            case JsonValueKind.Number when Int128.TryParse(value.GetRawText(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) && Int128.Abs(whole) > Exact: writer.WriteStringValue(value.GetRawText()); break;
            default: value.WriteTo(writer); break;
        }
    }

    [GeneratedRegex("[0-9]{16}", RegexOptions.CultureInvariant)]
    private static partial Regex LongNumber();

    private static void Write(PageJson json, RecordedDecision decision, string? planHash)
    {
        var writer = json.Writer;
        writer.WriteNumber("number", decision.Number);
        json.Instant("at", decision.Instant);
        writer.WriteString("rule", decision.Rule);
        writer.WriteString("action", decision.ActionName);
        if (decision.IsRelease) writer.WriteString("released", decision.Action);
        writer.WriteString("target", decision.Target);
        writer.WriteString("mode", DecisionWords.Of(decision.Mode));
        writer.WriteString("outcome", DecisionWords.Of(decision.Outcome));
        writer.WriteString("because", decision.Because);
        json.Instant("began", decision.MatchBegan);
        json.Instant("leaseUntil", decision.LeaseUntil);
        if (planHash is not null) writer.WriteString("plan", planHash);
        if (decision.Approvers.Count > 0) json.Texts("approvers", decision.Approvers);
        writer.WriteString("key", decision.IdempotencyKey);
        writer.WriteStartArray("details");
        foreach (var (name, value) in decision.Details)
        {
            writer.WriteStringValue(name);
            writer.WriteStringValue(value);
        }

        writer.WriteEndArray();
    }
}
