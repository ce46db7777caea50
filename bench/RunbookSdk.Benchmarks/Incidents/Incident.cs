using System.IO.Compression;
using RunbookSdk.Facts;
using RunbookSdk.Rules;
using RunbookSdk.Scripting;
using RunbookSdk.Sessions;

namespace RunbookSdk.Benchmarks.Incidents;

/// <summary>The incident of September 2019 as every figure uses it: its texts in memory, so that no disk is measured.</summary>
internal sealed class Incident
{
    private readonly List<(string Name, byte[] Text)> files;

    private Incident(List<(string Name, byte[] Text)> files) => this.files = files;

    public static DateTimeOffset Start { get; } = Instant.Parse("2019-09-01 Europe/Oslo");

    public static DateTimeOffset End { get; } = Instant.Parse("2019-09-21 Europe/Oslo");

    public static string RunbookFolder { get; } = PathOf("runbooks", "superoffice");

    public static Incident Load()
    {
        var folder = PathOf("examples", "superoffice-2019", "facts");
        return new([.. Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).Select(f => (Path.GetFileName(f), ReadAll(f)))]);
    }

    public static RuleSet Rules() => LoadRunbooks(cacheFolder: null).Rules!;

    public static ScriptRunbooks LoadRunbooks(string? cacheFolder)
    {
        var loaded = ScriptLoader.Load([RunbookFolder], new() { CacheFolder = cacheFolder });
        if (loaded.Rules is null) throw new InvalidOperationException(string.Join('\n', loaded.Diagnostics));
        return loaded;
    }

    /// <summary>Reads every fact, each file in its own order; what cannot be read is dropped.</summary>
    public IEnumerable<Observation> Read()
    {
        foreach (var (name, text) in files)
        {
            using var stream = new MemoryStream(text);
            foreach (var observation in new CloudEventReader(DomainFacts.CatalogWith()).Read(stream, name)) yield return observation;
        }
    }

    /// <summary>Reads every fact of all files in order of time, as a replay does; of equal instants the earlier file comes first.</summary>
    public IEnumerable<Observation> ReadInOrder()
    {
        var next = new PriorityQueue<IEnumerator<Observation>, (DateTimeOffset Instant, int File)>();
        for (var file = 0; file < files.Count; file++)
        {
            var reader = new CloudEventReader(DomainFacts.CatalogWith()).Read(new MemoryStream(files[file].Text), files[file].Name);
            Enqueue(next, reader.GetEnumerator(), file);
        }

        while (next.TryDequeue(out var facts, out var place))
        {
            yield return facts.Current;
            Enqueue(next, facts, place.File);
        }
    }

    /// <summary>Runs the whole incident through a new session; says how many facts and decisions there were.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="atFact">Told the number of facts taken so far, when given.</param>
    public (int Facts, int Decisions) Replay(RuleSet rules, Action<int, RunbookSession>? atFact = null)
    {
        var session = new RunbookSession(rules, Start);
        var (facts, decisions) = (0, 0);
        var instant = Start;
        foreach (var observation in ReadInOrder())
        {
            if (observation.ObservedAt > instant)
            {
                decisions += session.Evaluate(instant).Decisions.Count;
                instant = observation.ObservedAt;
            }

            session.Observe(observation);
            facts++;
            atFact?.Invoke(facts, session);
        }

        return (facts, decisions + session.Evaluate(End).Decisions.Count);
    }

    private static void Enqueue(
        PriorityQueue<IEnumerator<Observation>, (DateTimeOffset Instant, int File)> queue, IEnumerator<Observation> facts, int file)
    {
        if (facts.MoveNext()) queue.Enqueue(facts, (facts.Current.ObservedAt, file));
        else facts.Dispose();
    }

    private static byte[] ReadAll(string file)
    {
        using var text = new MemoryStream();
        using Stream stream = File.OpenRead(file);
        if (file.EndsWith(".gz", StringComparison.Ordinal))
        {
            using var unpacked = new GZipStream(stream, CompressionMode.Decompress);
            unpacked.CopyTo(text);
        }
        else
        {
            stream.CopyTo(text);
        }

        return text.ToArray();
    }

    private static string PathOf(params ReadOnlySpan<string> parts)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "RunbookSdk.sln"))) return Path.Combine([folder.FullName, .. parts]);
        throw new InvalidOperationException($"No RunbookSdk.sln in '{AppContext.BaseDirectory}' or above it.");
    }
}
