using System.Text.RegularExpressions;
using RunbookSdk.Diagnostics;

namespace RunbookSdk.Scripting.Reading;

/// <summary>A file <c>.editorconfig</c>, which says how much a diagnostic matters.</summary>
/// <param name="FullPath">Where it lies; it is about files below its folder.</param>
/// <param name="Content">Its bytes as they were read once.</param>
internal sealed record EditorConfig(string FullPath, byte[] Content);

/// <summary>Finds the <c>.editorconfig</c> files that are about a script, and reads each once.</summary>
internal sealed partial class EditorConfigReader(List<Diagnostic> problems)
{
    private const string FileName = ".editorconfig";

    private readonly Dictionary<string, EditorConfig?> byFolder = new(ScriptFile.PathComparer);

    /// <summary>The files from the outermost folder to the script's own; what lies outside of one that says <c>root = true</c> is not asked.</summary>
    public IReadOnlyList<EditorConfig> Of(ScriptFile file)
    {
        var found = new List<EditorConfig>();
        for (var folder = Path.GetDirectoryName(file.FullPath); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (Read(folder, file) is not { } config) continue;
            found.Add(config);
            if (IsRoot(config)) break;
        }

        found.Reverse();
        return found;
    }

    private EditorConfig? Read(string folder, ScriptFile file)
    {
        if (byFolder.TryGetValue(folder, out var known)) return known;
        var path = Path.Combine(folder, FileName);
        EditorConfig? config = null;
        try
        {
            if (File.Exists(path)) config = new(path, File.ReadAllBytes(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            problems.Add(ScriptProblems.Unreadable(file.Root.Show(path), exception.Message));
        }

        byFolder.Add(folder, config);
        return config;
    }

    /// <summary>What stands before the first section is about the file itself.</summary>
    private static bool IsRoot(EditorConfig config)
    {
        foreach (var line in System.Text.Encoding.UTF8.GetString(config.Content).EnumerateLines())
        {
            if (line.TrimStart().StartsWith('[')) return false;
            if (RootPattern().IsMatch(line)) return true;
        }

        return false;
    }

    [GeneratedRegex(@"^\uFEFF?\s*root\s*=\s*true\s*([#;].*)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex RootPattern();
}
