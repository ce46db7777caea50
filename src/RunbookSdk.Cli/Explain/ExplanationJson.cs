using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using RunbookSdk.Actions;
using RunbookSdk.Explanation;
using RunbookSdk.Facts;
using RunbookSdk.Journal;
using RunbookSdk.Rules;

namespace RunbookSdk.Cli.Explain;

/// <summary>Prints an explanation for programs: one object, instants in UTC and RFC 3339. The form is told in docs/explaining.md.</summary>
internal static class ExplanationJson
{
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(TextWriter output, RuleExplanation explanation, IReadOnlyList<RecordedDecision> decisions)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Json)) new FactJson(inUtc: true).Write(writer, Of(explanation, decisions));
        output.WriteLine(Encoding.UTF8.GetString(buffer.ToArray()));
    }

    private static Dictionary<string, object?> Of(RuleExplanation explanation, IReadOnlyList<RecordedDecision> decisions) => new()
    {
        ["rule"] = explanation.Rule,
        ["location"] = explanation.Location.ToString(),
        ["at"] = explanation.Instant,
        ["key"] = explanation.Key,
        ["matches"] = explanation.Matches.Select(m => new Dictionary<string, object?> { ["beganAt"] = m.BeganAt, ["facts"] = m.Facts.Select(Of) }),
        ["clauses"] = explanation.Clauses.Select(Of),
        ["firstFailing"] = explanation.FirstFailing is { } failing ? explanation.Clauses.ToList().IndexOf(failing) : null,
        ["nearest"] = explanation.Nearest.Select(Of),
        ["ways"] = explanation.Ways.Select(w => new Dictionary<string, object?>
        {
            ["changes"] = w.Changes.Select(Of),
            ["at"] = w.At,
            ["staysObserved"] = w.StaysObserved,
            ["decisions"] = w.Decisions.Select(d => Of(d.Instant, d.ActionName, d.Target.ToString(), d.Mode, d.Outcome, d.Because)),
        }),
        ["waiting"] = explanation.Waiting.Select(w => new Dictionary<string, object?>
        {
            ["number"] = w.Number,
            ["action"] = w.Action.Name,
            ["target"] = w.Action.Target.ToString(),
            ["proposedAt"] = w.ProposedAt,
            ["deniedAt"] = w.DeniedAt,
            ["needed"] = w.Needed,
            ["approvers"] = w.Approvers,
        }),
        ["standing"] = explanation.Standing,
        ["decisions"] = decisions.Select(d => Of(d.Instant, d.ActionName, d.Target, d.Mode, d.Outcome, d.Because)),
        ["isComplete"] = explanation.IsComplete,
    };

    private static Dictionary<string, object?> Of(DateTimeOffset instant, string action, string target, Mode mode, Outcome outcome, string because) => new()
    {
        ["at"] = instant,
        ["action"] = action,
        ["target"] = target,
        ["mode"] = DecisionWords.Of(mode),
        ["outcome"] = DecisionWords.Of(outcome),
        ["because"] = because,
    };

    private static Dictionary<string, object?> Of(ExplainedClause clause) => new()
    {
        ["text"] = clause.Text,
        ["location"] = clause.Location.ToString(),
        ["reached"] = clause.Reached,
        ["passed"] = clause.Passed,
        ["result"] = DecisionWords.Of(clause.Result),
        ["values"] = clause.Values.Select(v => new Dictionary<string, object?> { ["text"] = v.Text, ["value"] = v.Value }),
        ["change"] = clause.Change,
    };

    private static Dictionary<string, object?> Of(Evidence fact) => new()
    {
        ["type"] = fact.Type,
        ["key"] = fact.Key,
        ["observedAt"] = fact.ObservedAt,
        ["value"] = fact.Value,
    };

    private static Dictionary<string, object?> Of(NeededChange change) => new()
    {
        ["kind"] = DecisionWords.Of(change.Kind),
        ["type"] = change.Fact.Type,
        ["key"] = change.Fact.Key,
        ["member"] = change.Member is { } member ? JsonNamingPolicy.CamelCase.ConvertName(member) : null,
        ["from"] = change.From,
        ["to"] = change.To,
        ["needed"] = change.Needed,
    };
}
