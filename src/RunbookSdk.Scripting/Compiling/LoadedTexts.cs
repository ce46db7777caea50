using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using RunbookSdk.Scripting.Reading;

namespace RunbookSdk.Scripting.Compiling;

/// <summary>Answers <c>#load</c> from the texts that were read already: the compiler itself opens no file.</summary>
internal sealed class LoadedTexts(ScriptUnit unit) : SourceReferenceResolver
{
    /// <summary>What the text that loads several scripts calls one of them.</summary>
    public static string NameOfScript(int index) => index.ToString(CultureInfo.InvariantCulture);

    /// <summary>Rules and debug information name a text as people know it.</summary>
    public override string NormalizePath(string path, string? baseFilePath) => path;

    public override string? ResolveReference(string path, string? baseFilePath)
    {
        if (string.IsNullOrEmpty(baseFilePath)) return unit.Scripts[int.Parse(path, CultureInfo.InvariantCulture)].Path;
        return Find(baseFilePath).Loads.FirstOrDefault(l => l.Target == path)?.Text.Path;
    }

    public override SourceText ReadText(string resolvedPath) => ScriptCompiler.Read(Find(resolvedPath));

    public override Stream OpenRead(string resolvedPath) => new MemoryStream(Find(resolvedPath).Content, writable: false);

    public override bool Equals(object? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);

    private ScriptText Find(string path) => unit.Texts.First(t => t.Path == path);
}
