using RunbookSdk.Diagnostics;

namespace RunbookSdk.Scripting.Reading;

/// <summary>Finds the files that some paths mean.</summary>
internal sealed class ScriptFinder(List<Diagnostic> problems)
{
    private readonly List<ScriptFile> found = [];
    private readonly Dictionary<string, int> places = new(ScriptFile.PathComparer);

    /// <summary>The files in the order of the paths, those of a folder in the ordinal order of their paths; each once.</summary>
    public IReadOnlyList<ScriptFile> FindAll(IReadOnlyList<string> paths)
    {
        foreach (var path in paths)
        {
            if (Directory.Exists(path)) AddFolder(path);
            else if (File.Exists(path)) AddFile(path);
            else problems.Add(ScriptProblems.NotFound(path));
        }

        return found;
    }

    private void AddFolder(string path)
    {
        var root = ScriptRoot.Of(path);
        var files = new List<ScriptFile>();
        var known = problems.Count;
        Collect(root.FullPath, root, files);
        if (files.Count == 0 && problems.Count == known) problems.Add(ScriptProblems.NoScripts(path));
        foreach (var file in files.OrderBy(f => f.ShownPath, StringComparer.Ordinal))
        {
            // A file that was also given by itself may load from the whole folder.
            if (places.TryGetValue(file.FullPath, out var place)) found[place] = Widen(found[place], root);
            else Add(file);
        }
    }

    /// <summary>
    /// Hidden folders and linked ones are left out: the one hold no runbooks, the other could lead in circles. So is what a build of a project makes,
    /// for it may hold copies of the project's runbooks.
    /// </summary>
    private void Collect(string folder, ScriptRoot root, List<ScriptFile> files)
    {
        try
        {
            foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos())
            {
                if (entry.Name.StartsWith('.')) continue;
                if (entry is FileInfo && IsRunbook(entry.FullName, root)) files.Add(new(entry.FullName, root));
                else if (entry is DirectoryInfo && entry.LinkTarget is null && !IsOfBuild(entry, folder)) Collect(entry.FullName, root, files);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            problems.Add(ScriptProblems.Unreadable(root.Show(folder), exception.Message));
        }
    }

    /// <summary>One that cannot be read is told, and keeps no other of its folder from being found.</summary>
    private bool IsRunbook(string path, ScriptRoot root)
    {
        try
        {
            return AppOfOneFile.IsRunbook(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            problems.Add(ScriptProblems.Unreadable(root.Show(path), exception.Message));
            return false;
        }
    }

    private static bool IsOfBuild(FileSystemInfo entry, string folder) =>
        entry.Name is "bin" or "obj" && Directory.EnumerateFiles(folder, "*.csproj").Any();

    private void AddFile(string path)
    {
        if (Path.GetExtension(path) is not (".csx" or ".cs"))
        {
            problems.Add(ScriptProblems.NotAScript(path));
            return;
        }

        var full = Path.GetFullPath(path);
        if (!places.ContainsKey(full)) Add(new(full, ScriptRoot.Of(Path.GetDirectoryName(path) ?? "")));
    }

    private void Add(ScriptFile file)
    {
        places.Add(file.FullPath, found.Count);
        found.Add(file);
    }

    private static ScriptFile Widen(ScriptFile file, ScriptRoot root) =>
        root.Contains(file.Root.FullPath) ? file with { Root = root } : file;
}
