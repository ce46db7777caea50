using RunbookSdk.Diagnostics;

namespace RunbookSdk.Scripting.Reading;

/// <summary>Reads scripts and all that they load, each file once.</summary>
internal sealed class ScriptReader(List<Diagnostic> problems)
{
    private readonly Dictionary<string, ScriptText?> texts = new(ScriptFile.PathComparer);
    private readonly HashSet<ScriptText> loaded = [];
    private readonly List<string> path = [];
    private readonly EditorConfigReader configs = new(problems);

    public List<ScriptUnit> Read(IReadOnlyList<string> paths)
    {
        var scripts = new List<ScriptText>();
        foreach (var file in new ScriptFinder(problems).FindAll(paths))
            if (Read(file) is { } text) scripts.Add(text);
        return ScriptUnit.Group(scripts.Where(s => !loaded.Contains(s)));
    }

    private ScriptText? Read(ScriptFile file)
    {
        if (texts.TryGetValue(file.FullPath, out var known)) return known;
        var text = ReadContent(file);
        texts.Add(file.FullPath, text);
        if (text is null) return null;
        if (text.LineOfBrokenText() is var line and > 0) problems.Add(ScriptProblems.NotUtf8(text.Path, line));
        path.Add(file.FullPath);
        foreach (var directive in LoadDirective.FindAll(text.Text)) Follow(directive, file, text);
        path.RemoveAt(path.Count - 1);
        return text;
    }

    private void Follow(LoadDirective directive, ScriptFile file, ScriptText text)
    {
        var (target, refusal) = Resolve(directive.Target, file);
        if (target is null)
        {
            var place = new SourceLocation(text.Path, directive.Line, directive.Column);
            text.RefusedLines.Add(directive.Line);
            problems.Add(ScriptProblems.LoadRefused(place, directive.Target, refusal));
            return;
        }

        if (Read(target) is { } other)
        {
            text.AddLoad(directive.Target, other);
            loaded.Add(other);
        }
        else
        {
            text.RefusedLines.Add(directive.Line);
        }
    }

    private (ScriptFile? File, string Refusal) Resolve(string target, ScriptFile from)
    {
        if (!target.EndsWith(".csx", StringComparison.Ordinal)) return (null, "only .csx files can be loaded.");
        if (Path.IsPathRooted(target) || target.Contains(':') || target.Contains('\0') || target.Contains('\\'))
            return (null, "write a path relative to this file, with forward slashes.");
        var full = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(from.FullPath)!, target));
        if (!from.Root.Contains(full))
            return (null, $"it lies outside of the runbook folder '{from.Root}'. Give the folder that holds both, or move the file.");
        if (!File.Exists(full)) return (null, $"there is no file '{from.Root.Show(full)}'.");
        if (from.Root.ReachesByLink(full)) return (null, "it is reached by a symbolic link, which could lead out of the runbook folder.");
        if (path.Contains(full, ScriptFile.PathComparer)) return (null, "that file loads this one, so neither could come first.");
        return (new(full, from.Root), "");
    }

    private ScriptText? ReadContent(ScriptFile file)
    {
        try
        {
            return new(file.ShownPath, File.ReadAllBytes(file.FullPath)) { FullPath = file.FullPath, Configs = configs.Of(file) };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            problems.Add(ScriptProblems.Unreadable(file.ShownPath, exception.Message));
            return null;
        }
    }
}
