namespace RunbookSdk.Scripting.Caching;

/// <summary>
/// Compiled units on the disk, one file each, named by what they depend on. Any number of processes may use one folder: a file appears
/// whole or not at all, and is never changed.
/// </summary>
internal sealed class ScriptCache(string folder)
{
    private const string EntryPattern = "*.dll";
    private const string TemporaryPattern = "*.tmp";

    /// <summary>So many entries may lie in the folder; each edit of a script leaves one behind.</summary>
    private const int MaxEntries = 500;

    public string Folder { get; } = Path.GetFullPath(folder);

    /// <summary>The unit; null when it is not there, or is damaged.</summary>
    public CompiledUnit? Find(string key)
    {
        try
        {
            return CacheEntry.Read(File.ReadAllBytes(PathOf(key)));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Missing, or unreadable: the script is compiled, and writing tells what is wrong with the folder.
            return null;
        }
    }

    /// <summary>Keeps a unit.</summary>
    /// <returns>Why it could not be kept; null when it was.</returns>
    public string? Keep(string key, CompiledUnit unit)
    {
        try
        {
            CreateFolder();
            var temporary = Path.Combine(Folder, $"{key}.{Path.GetRandomFileName()}.tmp");
            File.WriteAllBytes(temporary, CacheEntry.Write(unit));
            File.Move(temporary, PathOf(key), overwrite: true);
            DropOldest(EntryPattern, MaxEntries);
            DropOldest(TemporaryPattern, MaxEntries);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return exception.Message;
        }
    }

    private string PathOf(string key) => Path.Combine(Folder, key + ".dll");

    /// <summary>What lies in the folder is run, so nobody else may write there.</summary>
    private void CreateFolder()
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(Folder);
        else Directory.CreateDirectory(Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private void DropOldest(string pattern, int kept)
    {
        var files = new DirectoryInfo(Folder).GetFiles(pattern);
        if (files.Length <= kept) return;
        foreach (var file in files.OrderByDescending(f => f.LastWriteTimeUtc).Skip(kept / 2)) file.Delete();
    }
}
