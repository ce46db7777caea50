using System.Globalization;
using System.Text;
using System.Text.Json;
using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;
using RunbookSdk.Rules;

namespace RunbookSdk.Journal;

/// <summary>Reads what a session was given back from a journal. Not thread-safe.</summary>
/// <param name="catalog">The fact records that may be read.</param>
internal sealed class JournalReading(FactCatalog catalog)
{
    private readonly CloudEventReader events = new(catalog, keepsOrigins: true);
    private readonly List<Observation> accepted = [];
    private readonly List<RejectedFact> rejected = [];

    /// <summary>The observation of a record.</summary>
    public Observation ReadFact(JournalEntry entry, JournalRecord record)
    {
        accepted.Clear();
        rejected.Clear();
        events.Read(Encoding.UTF8.GetBytes(record.Data), "journal", (int)Math.Min(entry.Number, int.MaxValue), accepted, rejected);
        if (accepted.Count != 1)
        {
            var why = rejected.Count > 0 ? rejected[0].Diagnostics[0].Message : "it holds no event";
            throw new JournalException(JournalProblems.FactUnreadable(entry.Number, record.Name, why));
        }

        var observation = accepted[0];
        return observation.Origin?.Source == FactEventWriter.OwnSource
            ? observation with { Origin = null, Delivery = OwnDelivery(record.Data) }
            : observation;
    }

    /// <summary>Which rules held from an entry on.</summary>
    public static JournalRules ReadRules(JournalRecord record)
    {
        using var document = JsonDocument.Parse(record.Data);
        var texts = document.RootElement.GetProperty("texts").EnumerateArray()
            .Select(t => new RuleText(t.GetProperty("file").GetString()!, t.GetProperty("text").GetString()!));
        Mode? mode = document.RootElement.TryGetProperty("mode", out var word) ? Enum.Parse<Mode>(word.GetString()!, ignoreCase: true) : null;
        return new(record.Name, [.. texts]) { Mode = mode };
    }

    private static UInt128? OwnDelivery(string data)
    {
        using var document = JsonDocument.Parse(data);
        return document.RootElement.TryGetProperty("delivery", out var delivery)
            ? UInt128.Parse(delivery.GetString()!, NumberStyles.HexNumber, CultureInfo.InvariantCulture)
            : null;
    }
}

/// <summary>Rules that a journal was written with. Immutable.</summary>
/// <param name="Hash">Hash of the set; see <see cref="RuleSet.Hash"/>.</param>
/// <param name="Texts">The texts that they were read from; none for rules of compiled runbooks.</param>
public sealed record JournalRules(string Hash, IReadOnlyList<RuleText> Texts)
{
    /// <summary>How far any rule might go when these rules were taken; null when the journal does not say.</summary>
    public Mode? Mode { get; init; }
}

/// <summary>Rules that a journal was written with, made again. Immutable.</summary>
/// <param name="Rules">The rules.</param>
/// <param name="Catalog">The fact records that they know.</param>
public sealed record EarlierRules(RuleSet Rules, FactCatalog Catalog);

/// <summary>What can be wrong with a journal.</summary>
internal static class JournalProblems
{
    public static Diagnostic FactUnreadable(long entry, string type, string why) => Of(
        "RBK5101",
        string.Create(CultureInfo.InvariantCulture, $"entry {entry} of the journal holds a fact '{type}' that cannot be read back: {why} Open it with the record as it was, or declare the record again."));

    public static Diagnostic RulesUnknown(long entry, string hash) => Of(
        "RBK5102",
        string.Create(CultureInfo.InvariantCulture, $"from entry {entry} on the journal was written with other rules ({hash}), and their text is not in it. Open it once with those rules, so that the session takes them over, or begin another journal."));

    public static Diagnostic Differs(long entry, string recorded, string made) => Of(
        "RBK5103",
        string.Create(CultureInfo.InvariantCulture, $"entry {entry} of the journal does not follow from what comes before it: it says '{recorded}', and the rules say '{made}'. The journal was changed, or a rule depends on something that is no fact."));

    public static Diagnostic NoStart() => Of("RBK5104", "the journal does not begin with the start of a session; it was cut, or it is none.");

    public static Diagnostic SnapshotIgnored(long entry, string why) => new(
        "RBK5105",
        Severity.Warning,
        string.Create(CultureInfo.InvariantCulture, $"the snapshot after entry {entry} of the journal is not used: {why}. Nothing is lost by that; what came before it is done again."),
        SourceLocation.None);

    public static Diagnostic SnapshotNeeded(long dropped, string why) => Of(
        "RBK5106",
        string.Create(CultureInfo.InvariantCulture, $"facts up to entry {dropped} of the journal were dropped, and no snapshot after them can be used: {why}. Open it with the version and the rules that it was compacted with."));

    public static Diagnostic SnapshotNotKept(string why) => new(
        "RBK5107", Severity.Warning, $"no snapshot is kept: {why}. Nothing is lost by that; opening the journal takes longer.", SourceLocation.None);

    private static Diagnostic Of(string code, string message) => new(code, Severity.Error, message, SourceLocation.None);
}
