using System.Text;
using System.Text.Json;

namespace RunbookSdk.Facts;

/// <summary>
/// Reads facts that are written as CloudEvents 1.0 in JSON: one object a line, or a batch as an array. What is wrong is set aside with
/// its place and the rest is read on. Not thread-safe; keep one for as long as facts are read, for it remembers names that repeat.
/// </summary>
public sealed class CloudEventReader
{
    private readonly FactCatalog catalog;
    private readonly Dictionary<byte[], FactBinder> bindersByName = new(Utf8Comparer.Instance);
    private readonly Dictionary<byte[], FactBinder>.AlternateLookup<ReadOnlySpan<byte>> binders;
    private readonly Dictionary<Type, FactBinder> bindersByType = [];
    private readonly FactTexts texts = new();
    private readonly ValueReaders readers = new();
    private readonly FactProblems problems = new();
    private readonly bool keepsOrigins;

    /// <summary>Makes a reader.</summary>
    /// <param name="catalog">The fact records that may be read.</param>
    /// <param name="keepsOrigins">
    /// Whether each observation says who delivered it (<see cref="Observation.Origin"/>), which a journal wants to know. It costs two texts
    /// for each.
    /// </param>
    public CloudEventReader(FactCatalog catalog, bool keepsOrigins = false)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        this.catalog = catalog;
        this.keepsOrigins = keepsOrigins;
        binders = bindersByName.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    /// <summary>Reads a stream of lines; each event is there as soon as its line is complete.</summary>
    /// <param name="events">The lines, in UTF-8; a line may hold 1 MiB.</param>
    /// <param name="file">What the stream is called in diagnostics.</param>
    /// <param name="rejected">Receives what could not be read; default: it is dropped.</param>
    public IEnumerable<Observation> Read(Stream events, string file, Action<RejectedFact>? rejected = null)
    {
        ArgumentNullException.ThrowIfNull(events);
        return ReadLines(new LineReader(events), file, rejected ?? (static _ => { }));
    }

    /// <summary>Reads a text that holds one event or one batch; blank text holds none. Never throws for what it finds.</summary>
    /// <param name="json">The text, in UTF-8.</param>
    /// <param name="file">What the text is called in diagnostics.</param>
    /// <param name="line">The line of the file at which the text begins, from 1.</param>
    /// <param name="accepted">Receives the facts.</param>
    /// <param name="rejected">Receives what could not be read.</param>
    public void Read(
        ReadOnlySpan<byte> json, string file, int line, ICollection<Observation> accepted, ICollection<RejectedFact> rejected)
    {
        ArgumentNullException.ThrowIfNull(accepted);
        ArgumentNullException.ThrowIfNull(rejected);
        if (json.IndexOfAnyExcept(" \t\r\n"u8) < 0) return;
        problems.Clear();
        var reader = new Utf8JsonReader(json);
        try
        {
            reader.Read();
            if (reader.TokenType == JsonTokenType.StartArray) ReadBatch(ref reader, json, file, line, accepted, rejected);
            else ReadOne(ref reader, json, file, line, accepted, rejected);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            problems.Clear();
            ReportMalformed(json, exception as JsonException, (int)reader.TokenStartIndex);
            Reject(json, json, file, line, rejected);
        }
    }

    private IEnumerable<Observation> ReadLines(LineReader lines, string file, Action<RejectedFact> reject)
    {
        var accepted = new List<Observation>();
        var rejected = new List<RejectedFact>();
        while (lines.MoveNext())
        {
            ReadLine(lines, file, accepted, rejected);
            foreach (var fact in rejected) reject(fact);
            rejected.Clear();
            for (var i = 0; i < accepted.Count; i++) yield return accepted[i];
            accepted.Clear();
        }
    }

    /// <summary>Reads the line at which a reader of lines stands.</summary>
    internal void ReadLine(LineReader lines, string file, ICollection<Observation> accepted, ICollection<RejectedFact> rejected)
    {
        if (lines.IsTooLong) rejected.Add(lines.TooLong(file));
        else Read(lines.Current, file, lines.LineNumber, accepted, rejected);
    }

    private void ReadBatch(
        ref Utf8JsonReader reader,
        ReadOnlySpan<byte> json,
        string file,
        int line,
        ICollection<Observation> accepted,
        ICollection<RejectedFact> rejected)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var start = (int)reader.TokenStartIndex;
            if (ReadEnvelope(ref reader, json, endsText: false) is { } observation) accepted.Add(observation);
            else Reject(json[start..(int)reader.BytesConsumed], json, file, line, rejected);
        }

        reader.Read();
    }

    private void ReadOne(
        ref Utf8JsonReader reader,
        ReadOnlySpan<byte> json,
        string file,
        int line,
        ICollection<Observation> accepted,
        ICollection<RejectedFact> rejected)
    {
        if (ReadEnvelope(ref reader, json, endsText: true) is { } observation) accepted.Add(observation);
        else Reject(json, json, file, line, rejected);
    }

    private Observation? ReadEnvelope(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, bool endsText)
    {
        problems.Clear();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            problems.Add(
                FactCodes.NotAnObject,
                start,
                $"An event must be a JSON object, and this is {FactProblems.Quote(json[start..(int)reader.BytesConsumed])}.");
            return null;
        }

        var envelope = default(CloudEventEnvelope);
        envelope.Read(ref reader, texts, problems);
        if (endsText) reader.Read(); // Throws when something follows the object.
        var fact = Bind(in envelope, json);
        if (!problems.IsEmpty) return null;
        return new Observation(fact!, envelope.Time, DeliveryHash.Of(envelope.Source, envelope.Id), envelope.IsRetraction)
        {
            Origin = keepsOrigins ? new(Encoding.UTF8.GetString(envelope.Source), Encoding.UTF8.GetString(envelope.Id)) : null,
        };
    }

    private object? Bind(in CloudEventEnvelope envelope, ReadOnlySpan<byte> json)
    {
        if (envelope.Type.IsEmpty || BinderOf(envelope.Type) is not { } binder)
        {
            if (!envelope.Type.IsEmpty) ReportUnknownType(envelope.Type, envelope.TypeOffset);
            return null;
        }

        var data = json[envelope.Data];
        if (data.IsEmpty) return null;
        if (envelope.IsRetraction && binder.Type.IsEvent)
            problems.Add(
                FactCodes.NoKeyToRetract,
                envelope.TypeOffset,
                $"{binder.Type} has no key, so none of them can be retracted; it goes by itself.");
        return binder.Bind(data, envelope.Data.Start.Value, envelope.IsRetraction, problems);
    }

    private FactBinder? BinderOf(ReadOnlySpan<byte> name)
    {
        if (binders.TryGetValue(name, out var binder)) return binder;
        if (catalog.Find(Encoding.UTF8.GetString(name)) is not { } type) return null;
        if (!bindersByType.TryGetValue(type, out binder))
        {
            binder = new FactBinder(FactType.Of(type), readers, texts);
            bindersByType.Add(type, binder);
        }

        // Names with ever new prefixes must not fill the memory.
        if (bindersByName.Count < 4096) binders[name] = binder;
        return binder;
    }

    private void ReportUnknownType(ReadOnlySpan<byte> name, int offset)
    {
        var unknown = Encoding.UTF8.GetString(name);
        var hint = catalog.Nearest(unknown) is { } nearest
            ? $"Did you mean '{nearest}'?"
            : "Declare the record in a runbook, or register it with the host.";
        problems.Add(FactCodes.UnknownType, offset, $"There is no fact called '{FactProblems.Quote(name)}'. {hint}");
    }

    private void ReportMalformed(ReadOnlySpan<byte> json, JsonException? exception, int fallback)
    {
        var offset = exception is null ? fallback : FactProblems.OffsetOf(json, exception);
        var rest = json[Math.Min(offset, json.Length)..];
        if (rest.StartsWith("NaN"u8) || rest.StartsWith("Infinity"u8) || rest.StartsWith("-Infinity"u8))
            problems.Add(FactCodes.NotFinite, offset, "JSON has no NaN and no Infinity; leave the event out when there is no value.");
        else if (rest.IsEmpty)
            problems.Add(FactCodes.NotJson, offset, "The text ends in the middle of an event; it may have been cut off.");
        else
            problems.Add(FactCodes.NotJson, offset, $"This is not JSON from here on: {FactProblems.Quote(rest)}");
    }

    private void Reject(ReadOnlySpan<byte> text, ReadOnlySpan<byte> json, string file, int line, ICollection<RejectedFact> rejected) =>
        rejected.Add(new RejectedFact(text.ToArray(), problems.ToDiagnostics(json, file, line)));

    private sealed class Utf8Comparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public static Utf8Comparer Instance { get; } = new();

        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode(byte[] obj) => GetHashCode(obj.AsSpan());

        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            var hash = alternate.Length;
            foreach (var letter in alternate) hash = (hash * 31) + letter;
            return hash;
        }

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
    }
}
