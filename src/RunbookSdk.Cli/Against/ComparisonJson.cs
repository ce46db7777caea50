using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using RunbookSdk.Actions;
using RunbookSdk.Explanation;
using RunbookSdk.Facts;
using RunbookSdk.Journal;

namespace RunbookSdk.Cli.Against;

/// <summary>Prints what is otherwise for programs: one object, instants in UTC and RFC 3339. The form is told in docs/backtest.md.</summary>
internal static class ComparisonJson
{
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(TextWriter output, Comparison comparison)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Json)) new FactJson().Write(writer, Of(comparison));
        output.WriteLine(Encoding.UTF8.GetString(buffer.ToArray()));
    }

    private static Dictionary<string, object?> Of(Comparison comparison) => new()
    {
        ["rules"] = new Dictionary<string, object?>
        {
            ["added"] = comparison.Rules.Added,
            ["removed"] = comparison.Rules.Removed,
            ["changed"] = comparison.Rules.Changed.Select(r => new Dictionary<string, object?>
            {
                ["rule"] = r.Id,
                ["clauses"] = r.Clauses.Select(c => new Dictionary<string, object?> { ["here"] = c.Here, ["there"] = c.There }),
            }),
        },
        ["facts"] = comparison.ChangedFacts.Select(f => new Dictionary<string, object?> { ["fact"] = f.Name, ["here"] = f.Here, ["there"] = f.There }),
        ["differences"] = comparison.Differences.Select(Of),
        ["summary"] = new Dictionary<string, object?>
        {
            ["facts"] = comparison.Facts,
            ["rejected"] = comparison.Rejected,
            ["here"] = comparison.Here,
            ["there"] = comparison.There,
            ["same"] = comparison.Same,
            ["reworded"] = comparison.Reworded,
            ["appears"] = comparison.Count(DifferenceKind.Appears),
            ["vanishes"] = comparison.Count(DifferenceKind.Vanishes),
            ["moves"] = comparison.Count(DifferenceKind.Moves),
            ["changes"] = comparison.Count(DifferenceKind.Changes),
        },
    };

    private static Dictionary<string, object?> Of(Difference difference) => new()
    {
        ["kind"] = DecisionWords.Of(difference.Kind),
        ["here"] = Of(difference.Here),
        ["there"] = Of(difference.There),
        ["changed"] = difference.Changed.Select(c => new Dictionary<string, object?> { ["name"] = c.Name, ["here"] = c.Here, ["there"] = c.There }),
        ["reason"] = difference.Reason is { } reason
            ? new Dictionary<string, object?>
            {
                ["kind"] = DecisionWords.Of(reason.Kind),
                ["text"] = reason.Text,
                ["facts"] = reason.Facts.Select(f => new Dictionary<string, object?> { ["type"] = f.Type, ["key"] = f.Key, ["observedAt"] = f.ObservedAt, ["value"] = f.Value }),
                ["clause"] = Of(reason.Clause),
                ["counterpart"] = Of(reason.Counterpart),
            }
            : null,
    };

    private static Dictionary<string, object?>? Of(Decision? decision) => decision is null ? null : new()
    {
        ["at"] = decision.Instant,
        ["rule"] = decision.Rule,
        ["action"] = decision.ActionName,
        ["target"] = decision.Target.ToString(),
        ["mode"] = DecisionWords.Of(decision.Mode),
        ["outcome"] = DecisionWords.Of(decision.Outcome),
        ["because"] = decision.Because,
        ["details"] = decision.Action.Details.ToDictionary(d => d.Key, object? (d) => d.Value),
        ["idempotencyKey"] = decision.IdempotencyKey,
    };

    private static Dictionary<string, object?>? Of(ExplainedClause? clause) => clause is null ? null : new()
    {
        ["text"] = clause.Text,
        ["location"] = clause.Location.ToString(),
        ["reached"] = clause.Reached,
        ["passed"] = clause.Passed,
        ["values"] = clause.Values.Select(v => new Dictionary<string, object?> { ["text"] = v.Text, ["value"] = v.Value }),
        ["change"] = clause.Change,
    };
}
