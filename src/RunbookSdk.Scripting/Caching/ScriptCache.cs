namespace RunbookSdk.Scripting.Caching;

/// <summary>
/// Compiled units, and what checks found, on the disk: one file each, named by what they depend on. Any number of processes may use one
/// folder: a file appears whole or not at all, and is never changed.
/// </summary>
internal sealed class ScriptCache(string folder)
{
    private const string Unit = ".dll";
    private const string Findings = ".findings";
    private const string Temporary = ".tmp";

    /// <summary>So many entries of a kind may lie in the folder; each edit of a script leaves one behind.</summary>
    private const int MaxEntries = 500;

    public string Folder { get; } = Path.GetFullPath(folder);

    /// <summary>The unit; null when it is not there, or is damaged.</summary>
    public CompiledUnit? Find(string key) => Read(key + Unit) is { } bytes ? CacheEntry.Read(bytes) : null;

    /// <summary>What a check found; null when that is not there, or is damaged.</summary>
    public ScriptFindings? FindFindings(string key) => Read(key + Findings) is { } bytes ? FindingsEntry.Read(bytes) : null;

    /// <summary>Keeps a unit.</summary>
    /// <returns>Why it could not be kept; null when it was.</returns>
    public string? Keep(string key, CompiledUnit unit) => Write(key, Unit, CacheEntry.Write(unit));

    /// <summary>Keeps what a check found.</summary>
    /// <returns>Why it could not be kept; null when it was.</returns>
    public string? Keep(string key, ScriptFindings findings) => Write(key, Findings, FindingsEntry.Write(findings));

    private byte[]? Read(string name)
    {
        try
        {
            var path = Path.Combine(Folder, name);
            return File.Exists(path) ? File.ReadAllBytes(path) : null; // An exception costs more than all the rest.
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Unreadable: the script is compiled, and writing tells what is wrong with the folder.
            return null;
        }
    }

    private string? Write(string key, string ending, byte[] bytes)
    {
        try
        {
            CreateFolder();
            var temporary = Path.Combine(Folder, $"{key}.{Path.GetRandomFileName()}{Temporary}");
            File.WriteAllBytes(temporary, bytes);
            File.Move(temporary, Path.Combine(Folder, key + ending), overwrite: true);
            DropOldest("*" + ending, MaxEntries);
            DropOldest("*" + Temporary, MaxEntries);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return exception.Message;
        }
    }

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
