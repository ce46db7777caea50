using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using RunbookSdk.Actions;
using RunbookSdk.Facts;
using RunbookSdk.Sessions;

namespace RunbookSdk.Cli.Operators;

/// <summary>Prints a status for programs: one object, instants in UTC and RFC 3339.</summary>
internal static class StatusJson
{
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(TextWriter output, SessionStatus status, IReadOnlyDictionary<string, RecordedFault> faults)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Json)) new FactJson().Write(writer, Of(status, faults));
        output.WriteLine(Encoding.UTF8.GetString(buffer.ToArray()));
    }

    private static Dictionary<string, object?> Of(SessionStatus status, IReadOnlyDictionary<string, RecordedFault> faults) => new()
    {
        ["at"] = status.At,
        ["nextDue"] = status.NextDue,
        ["stopped"] = status.Holds,
        ["windows"] = status.Windows,
        ["waiting"] = status.Waiting.Select(w => Of(w.Action, w.Rule, new()
        {
            ["number"] = w.Number,
            ["proposedAt"] = w.ProposedAt,
            ["deniedAt"] = w.DeniedAt,
            ["needed"] = w.Needed,
            ["mayApprove"] = w.MayApprove,
            ["planHash"] = w.PlanHash,
            ["approvers"] = w.Approvers,
        })),
        ["held"] = status.Held.Select(h => Of(h.Action, h.Rule, new() { ["since"] = h.Since, ["heldBecause"] = h.Because })),
        ["inForce"] = status.InForce.Select(a => Of(a.Action, a.Rule, new() { ["since"] = a.Since, ["leaseUntil"] = a.LeaseUntil })),
        ["verifications"] = status.Verifications,
        ["failures"] = status.Failures,
        ["subjects"] = status.Subjects.Select(Of),
        ["budgets"] = status.Budgets.Select(Of),
        ["quarantined"] = status.QuarantinedRules.Select(r => Of(r, faults.GetValueOrDefault(r))),
    };

    private static Dictionary<string, object?> Of(RunbookAction action, string rule, Dictionary<string, object?> more)
    {
        more["rule"] = rule;
        more["action"] = action.Name;
        more["target"] = action.Target.ToString();
        more["because"] = action.Because;
        more["details"] = action.Details.ToDictionary(d => d.Key, object? (d) => d.Value);
        return more;
    }

    private static Dictionary<string, object?> Of(SubjectStatus subject) => new()
    {
        ["subject"] = subject.Subject.ToString(),
        ["title"] = subject.Title,
        ["status"] = subject.Status,
        ["since"] = subject.Since,
        ["isOver"] = subject.IsOver,
        ["heldBy"] = subject.HeldBy,
        ["heldBecause"] = subject.HeldBy is null ? null : subject.HeldBecause,
    };

    private static Dictionary<string, object?> Of(BudgetUse use) => new()
    {
        ["rule"] = use.Rule,
        ["target"] = use.Target?.ToString(),
        ["used"] = use.Used,
        ["count"] = use.Budget.Count,
        ["per"] = use.Budget.Per,
        ["nextAt"] = use.NextAt,
    };

    private static Dictionary<string, object?> Of(string rule, RecordedFault? fault) => new()
    {
        ["rule"] = rule,
        ["since"] = fault?.At,
        ["message"] = fault?.Message,
        ["place"] = fault?.Place,
    };
}
