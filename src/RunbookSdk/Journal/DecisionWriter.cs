using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using RunbookSdk.Actions;
using RunbookSdk.Facts;

namespace RunbookSdk.Journal;

/// <summary>
/// Writes decisions as CloudEvents 1.0 in JSON, one a line, with everything that led to them. The same decision is always the same
/// bytes. Not thread-safe.
/// </summary>
public sealed class DecisionWriter : IDisposable
{
    /// <summary>The CloudEvents <c>type</c> of a decision.</summary>
    public const string EventType = "runbook.decision.v1";

    // Lines go to files and pipes, never into a web page as they are; so what people read stays readable.
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>The members that every decision has; further ones are those of its action.</summary>
    internal static readonly HashSet<string> OwnNames =
    [
        "rule", "action", "released", "target", "mode", "outcome", "because", "fact", "matchBegan", "leaseUntil", "planHash",
        "approvers", "idempotencyKey", "facts",
    ];

    private readonly DecisionWriterOptions options;
    private readonly ArrayBufferWriter<byte> buffer = new();
    private readonly Utf8JsonWriter writer;
    private readonly FactJson values = new();

    /// <summary>Makes a writer.</summary>
    /// <param name="options">How to write; default: see <see cref="DecisionWriterOptions"/>.</param>
    public DecisionWriter(DecisionWriterOptions? options = null)
    {
        this.options = options ?? new DecisionWriterOptions();
        writer = new Utf8JsonWriter(buffer, Json);
    }

    /// <summary>Writes a decision and the end of the line.</summary>
    /// <param name="decision">The decision.</param>
    /// <param name="output">Where to.</param>
    public void Write(Decision decision, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.Write(Encode(decision));
        output.Write("\n"u8);
    }

    /// <summary>Writes a decision and the end of the line, which is a line feed everywhere.</summary>
    /// <param name="decision">The decision.</param>
    /// <param name="output">Where to.</param>
    public void Write(Decision decision, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.Write(Encoding.UTF8.GetString(Encode(decision)));
        output.Write('\n');
    }

    /// <inheritdoc/>
    public void Dispose() => writer.Dispose();

    private ReadOnlySpan<byte> Encode(Decision decision)
    {
        ArgumentNullException.ThrowIfNull(decision);
        buffer.ResetWrittenCount();
        writer.Reset();
        writer.WriteStartObject();
        writer.WriteString("specversion"u8, "1.0"u8);
        writer.WriteString("id"u8, decision.Sequence.ToString(CultureInfo.InvariantCulture));
        writer.WriteString("source"u8, options.Source);
        writer.WriteString("type"u8, EventType);
        writer.WriteString("subject"u8, decision.Target.ToString());
        writer.WriteString("time"u8, FactJson.Utc(decision.Instant));
        writer.WriteString("datacontenttype"u8, "application/json"u8);
        writer.WriteStartObject("data"u8);
        WriteData(decision);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan;
    }

    private void WriteData(Decision decision)
    {
        writer.WriteString("rule"u8, decision.Rule);
        writer.WriteString("action"u8, decision.ActionName);
        if (decision.IsRelease) writer.WriteString("released"u8, decision.Action.Name);
        writer.WriteString("target"u8, decision.Target.ToString());
        writer.WriteString("mode"u8, DecisionWords.Of(decision.Mode));
        writer.WriteString("outcome"u8, DecisionWords.Of(decision.Outcome));
        writer.WriteString("because"u8, decision.Because);
        WriteDetails(decision.Action);
        writer.WriteString("matchBegan"u8, FactJson.Utc(decision.MatchBegan));
        if (decision.LeaseUntil is { } until) writer.WriteString("leaseUntil"u8, FactJson.Utc(until));
        if (decision.PlanHash is { } plan) writer.WriteString("planHash"u8, plan);
        if (decision.Approvers.Count > 0)
        {
            writer.WritePropertyName("approvers"u8);
            values.Write(writer, decision.Approvers);
        }

        writer.WriteString("idempotencyKey"u8, decision.IdempotencyKey);
        writer.WriteStartArray("facts"u8);
        foreach (var fact in decision.Facts) WriteEvidence(fact);
        writer.WriteEndArray();
    }

    private void WriteDetails(RunbookAction action)
    {
        foreach (var (name, value) in action.Details)
        {
            // A host's action may use a name of ours; JSON with one name twice means something else to every reader.
            writer.WriteString(OwnNames.Contains(name) ? "action" + char.ToUpperInvariant(name[0]) + name[1..] : name, value);
        }

        var written = action switch { AssertFact assert => assert.Fact, RetractFact retract => retract.Fact, _ => null };
        if (written is null) return;
        writer.WritePropertyName("fact"u8);
        values.Write(writer, written);
    }

    private void WriteEvidence(Evidence evidence)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, evidence.Type);
        writer.WriteString("key"u8, evidence.Key);
        writer.WriteString("observedAt"u8, FactJson.Utc(evidence.ObservedAt));
        writer.WritePropertyName("value"u8);
        values.Write(writer, evidence.Value);
        writer.WriteEndObject();
    }
}
