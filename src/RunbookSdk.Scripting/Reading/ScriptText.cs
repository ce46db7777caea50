namespace RunbookSdk.Scripting.Reading;

/// <summary>A file as it was read once; the compiler never goes to the disk again, so what is hashed is what is compiled.</summary>
internal sealed class ScriptText(string path, byte[] content)
{
    private readonly List<LoadedText> loads = [];

    /// <summary>Path as a person gave it, with forward slashes.</summary>
    public string Path { get; } = path;

    public byte[] Content { get; } = content;

    /// <summary>Where it lies on the disk; null for a text that was kept.</summary>
    public string? FullPath { get; init; }

    /// <summary>The <c>.editorconfig</c> files about it, outermost first.</summary>
    public IReadOnlyList<EditorConfig> Configs { get; init; } = [];

    /// <summary>What it loads, in its own order; refused ones are not among them.</summary>
    public IReadOnlyList<LoadedText> Loads => loads;

    /// <summary>Lines whose <c>#load</c> was refused, with the reason reported already.</summary>
    public HashSet<int> RefusedLines { get; } = [];

    /// <summary>The same file with another content.</summary>
    /// <param name="other">The content.</param>
    /// <param name="changed">What became of the texts that it loads.</param>
    public ScriptText With(byte[] other, IReadOnlyDictionary<ScriptText, ScriptText> changed)
    {
        var text = new ScriptText(Path, other) { FullPath = FullPath, Configs = Configs };
        foreach (var load in loads) text.AddLoad(load.Target, changed[load.Text]);
        text.RefusedLines.UnionWith(RefusedLines);
        return text;
    }

    public void AddLoad(string target, ScriptText text) =>
        loads.Add(new(target, text));
}

/// <summary>A text that another one loads.</summary>
/// <param name="Target">The path as it is written in the <c>#load</c>.</param>
/// <param name="Text">The text.</param>
internal sealed record LoadedText(string Target, ScriptText Text);
