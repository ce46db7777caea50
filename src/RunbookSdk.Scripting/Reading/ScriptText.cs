using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace RunbookSdk.Scripting.Reading;

/// <summary>A file as it was read once; the compiler never goes to the disk again, so what is hashed is what is compiled.</summary>
internal sealed class ScriptText(string path, byte[] content)
{
    private readonly List<LoadedText> loads = [];

    /// <summary>Path as a person gave it, with forward slashes.</summary>
    public string Path { get; } = path;

    public byte[] Content { get; } = content;

    /// <summary>The content as the compiler reads it: UTF-8, unless it begins with the mark of UTF-16.</summary>
    public string Text => Content switch
    {
        [0xFF, 0xFE, .. var rest] => Encoding.Unicode.GetString(rest),
        [0xFE, 0xFF, .. var rest] => Encoding.BigEndianUnicode.GetString(rest),
        _ => Encoding.UTF8.GetString(Content),
    };

    /// <summary>The line of the first byte that is no text, counted from 1; 0 when all of it is.</summary>
    public int LineOfBrokenText()
    {
        if (Content is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] || Utf8.IsValid(Content)) return 0;
        var rest = Content.AsSpan();
        var line = 1;
        while (Rune.DecodeFromUtf8(rest, out var rune, out var length) == OperationStatus.Done)
        {
            if (rune.Value == '\n') line++;
            rest = rest[length..];
        }

        return line;
    }

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
