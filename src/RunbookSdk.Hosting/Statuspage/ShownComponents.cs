using System.Text.Json;

namespace RunbookSdk.Hosting.Statuspage;

/// <summary>
/// What was written to the page, in a file that is whole at any instant. What is about to be written is remembered before it is: so a
/// process that is killed in between finds its own writing and takes it for nobody else's. For one thread at a time.
/// </summary>
internal sealed class ShownComponents
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly string path;
    private readonly SortedDictionary<string, ShownComponent> shown;

    /// <summary>Reads the file, if there is one.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="ArgumentException">It is no such file.</exception>
    public ShownComponents(string path)
    {
        this.path = path;
        if (!File.Exists(path))
        {
            shown = new(StringComparer.Ordinal);
            return;
        }

        try
        {
            shown = new(JsonSerializer.Deserialize<Dictionary<string, ShownComponent>>(File.ReadAllText(path), Json) ?? [], StringComparer.Ordinal);
        }
        catch (JsonException exception)
        {
            throw new ArgumentException($"The file of what is shown at Statuspage, '{path}', cannot be read: {exception.Message} Remove it: then what is not operational at the page counts as a person's edit.", exception);
        }
    }

    /// <summary>True when a status at the page may be one that this handler wrote; of an unknown component only what is operational is nobody's.</summary>
    public bool IsOurs(string id, string status) => shown.TryGetValue(id, out var known)
        ? status == known.Status || status == known.Next
        : status == StatuspageComponentHandler.Operational;

    /// <summary>Remembers what is about to be written.</summary>
    public void Begin(string id, string status, string next) => Save(id, new(status, next));

    /// <summary>Remembers what the page shows, as this handler wants it.</summary>
    public void Settle(string id, string status)
    {
        if (shown.TryGetValue(id, out var known) && known == new ShownComponent(status, null)) return;
        Save(id, new(status, null));
    }

    private void Save(string id, ShownComponent component)
    {
        shown[id] = component;
        var fresh = path + ".new";
        using (var stream = new FileStream(fresh, FileMode.Create, FileAccess.Write))
        {
            JsonSerializer.Serialize(stream, shown, Json);
            stream.Flush(flushToDisk: true);
        }

        File.Move(fresh, path, overwrite: true);
    }
}

/// <summary>What the page shows of a component.</summary>
/// <param name="Status">What was written last.</param>
/// <param name="Next">What is being written; null when nothing is.</param>
internal sealed record ShownComponent(string Status, string? Next);
