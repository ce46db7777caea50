namespace RunbookSdk.Cli.Check;

/// <summary>Paths as machines want them: from one folder, with forward slashes and nothing that leads up.</summary>
internal static class PathFrom
{
    /// <summary>The path of a file seen from a folder; null when it does not lie in it.</summary>
    public static string? Folder(string folder, string file)
    {
        var relative = Path.GetRelativePath(folder, Path.Combine(folder, file));
        if (Path.IsPathRooted(relative) || relative == ".." || relative.StartsWith(".." + Path.DirectorySeparatorChar, StringComparison.Ordinal)) return null;
        return relative.Replace(Path.DirectorySeparatorChar, '/');
    }
}
