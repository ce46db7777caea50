using System.Text.Json;
using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;

namespace RunbookSdk.Cli.Replay;

/// <summary>Finds and opens the files of facts that a replay names.</summary>
internal sealed class FactFiles(
    CloudEventReader events, TimeZoneInfo zone, string metric, Stream input, Action<string, RejectedFact> reject)
{
    public const string StandardInput = "standard input";
    private const int LongestDocument = 1 << 29;
    private static readonly string[] Kinds = [".jsonl", ".json", ".csv"];

    /// <summary>The files that paths stand for, in the order of the paths; a folder's in ordinal order.</summary>
    /// <exception cref="RunbookException">Something is not there, or is no file of facts; it carries every problem.</exception>
    public static List<string> Find(IReadOnlyList<string> paths)
    {
        var problems = new List<Diagnostic>();
        var files = new List<string>();
        foreach (var path in paths) files.AddRange(Find(path, problems));
        // A file that is named twice, or by itself and by its folder, has happened once.
        return problems.Count > 0 ? throw new RunbookException(problems) : [.. files.DistinctBy(f => f == ReplayPlan.StandardInput ? f : Path.GetFullPath(f))];
    }

    /// <summary>What may not be as it is meant: series of one name in several folders are one.</summary>
    public static IEnumerable<string> Notes(IReadOnlyList<string> files) => files.Where(f => KindOf(f) == ".csv").GroupBy(SubjectOf, StringComparer.Ordinal).Where(g => g.Count() > 1)
        .Select(g => $"{string.Join(", ", g)}: these are read as one series of '{g.Key}', for a series is called after its file");

    /// <summary>Opens a file, or standard input.</summary>
    public FactFile Open(string path)
    {
        if (path == ReplayPlan.StandardInput)
            return new FactFile(StandardInput, input, events.Read(input, StandardInput, Rejecting(StandardInput)));
        var file = FactFile.Open(path);
        return new FactFile(path, file, Read(path, FactFile.Unpack(path, file)));
    }

    private static List<string> Find(string path, List<Diagnostic> problems)
    {
        if (path == ReplayPlan.StandardInput) return [path];
        if (Directory.Exists(path))
        {
            var all = Directory.GetFiles(path, "*", SearchOption.AllDirectories);
            var found = all.Where(f => KindOf(f) is not null).Order(StringComparer.Ordinal).ToList();
            if (found.Count == 0)
                Add(CommandCodes.EmptyFolder, "The folder holds no facts: no .jsonl, .json or .csv file, packed (.gz) or not.");
            return found;
        }

        if (!File.Exists(path)) Add(CommandCodes.NoSuchPath, $"There is no file or folder '{path}'.");
        else if (KindOf(path) is null)
            Add(CommandCodes.UnknownKind, "A file of facts ends in .jsonl, .json or .csv, or in one of these and .gz.");
        return [path];

        void Add(string code, string message) => problems.Add(new Diagnostic(code, Severity.Error, message, new SourceLocation(path, 0)));
    }

    private static string? KindOf(string path)
    {
        var name = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        return Array.Find(Kinds, k => name.EndsWith(k, StringComparison.OrdinalIgnoreCase));
    }

    private IEnumerable<Observation> Read(string path, Stream content) => KindOf(path) switch
    {
        ".csv" => SampleSeries.Read(content, path, SeriesOf(path), Rejecting(path)),
        ".json" => ReadDocument(content, path),
        _ => events.Read(content, path, Rejecting(path)),
    };

    private CsvSeriesOptions SeriesOf(string path) => new() { Subject = SubjectOf(path), Metric = metric, Zone = zone };

    private static string SubjectOf(string path)
    {
        var name = Path.GetFileName(path);
        return name[..name.LastIndexOf(".csv", StringComparison.OrdinalIgnoreCase)];
    }

    private Action<RejectedFact> Rejecting(string path) => fact => reject(path, fact);

    /// <summary>A .json file holds lines as well, or one event or batch over many lines.</summary>
    private IEnumerable<Observation> ReadDocument(Stream content, string path)
    {
        using var memory = new MemoryStream();
        content.CopyTo(memory);
        if (memory.Length > LongestDocument) throw new IOException("it is longer than 512 MiB; write one event a line, in a .jsonl file");
        var text = WithoutMark(memory.ToArray());
        if (BeginsWithWholeLine(text))
        {
            foreach (var observation in events.Read(new MemoryStream(text), path, Rejecting(path))) yield return observation;
            yield break;
        }

        var (accepted, rejected) = (new List<Observation>(), new List<RejectedFact>());
        events.Read(text, path, 1, accepted, rejected);
        rejected.ForEach(Rejecting(path));
        foreach (var observation in accepted) yield return observation;
    }

    private static byte[] WithoutMark(byte[] text) => text.AsSpan().StartsWith("\uFEFF"u8) ? text["\uFEFF"u8.Length..] : text;

    /// <summary>
    /// True unless the first line ends in the middle of a value; a bad line is no reason to take the rest for one document.
    /// </summary>
    private static bool BeginsWithWholeLine(ReadOnlySpan<byte> text)
    {
        var line = text.TrimStart(" \t\r\n"u8);
        var end = line.IndexOf((byte)'\n');
        var reader = new Utf8JsonReader(end < 0 ? line : line[..end], isFinalBlock: false, default);
        try
        {
            while (reader.Read())
            {
            }

            return reader.CurrentDepth == 0 && reader.TokenType is JsonTokenType.EndArray or JsonTokenType.EndObject;
        }
        catch (JsonException)
        {
            return true;
        }
    }
}
