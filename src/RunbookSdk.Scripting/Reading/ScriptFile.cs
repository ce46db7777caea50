namespace RunbookSdk.Scripting.Reading;

/// <summary>A file on the disk that is, or may become, a text.</summary>
/// <param name="FullPath">Its identity.</param>
/// <param name="Root">The folder that it must not reach out of.</param>
internal sealed record ScriptFile(string FullPath, ScriptRoot Root)
{
    public static StringComparer PathComparer { get; } =
        OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    /// <summary>Its path as people see it.</summary>
    public string ShownPath => Root.Show(FullPath);
}

/// <summary>The folder of some runbooks.</summary>
/// <param name="FullPath">Its path, without a separator at the end.</param>
/// <param name="Shown">Its path as a person gave it, with forward slashes; empty for the current folder.</param>
internal sealed record ScriptRoot(string FullPath, string Shown)
{
    /// <param name="folder">Path of the folder; empty for the current one.</param>
    public static ScriptRoot Of(string folder)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder.Length == 0 ? "." : folder));
        var shown = folder.Replace(Path.DirectorySeparatorChar, '/');
        return new(full, shown.Length > 1 ? shown.TrimEnd('/') : shown);
    }

    public string Show(string fullPath)
    {
        var relative = Path.GetRelativePath(FullPath, fullPath).Replace(Path.DirectorySeparatorChar, '/');
        if (relative == ".") return ToString();
        return Shown.Length == 0 || Shown.EndsWith('/') ? Shown + relative : $"{Shown}/{relative}";
    }

    public override string ToString() => Shown.Length == 0 ? "." : Shown;

    public bool Contains(string fullPath)
    {
        var relative = Path.GetRelativePath(FullPath, fullPath);
        return relative != ".."
            && !relative.StartsWith(".." + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            && !Path.IsPathRooted(relative);
    }

    /// <summary>True when the file, or a folder between it and this one, is a link that could lead anywhere.</summary>
    public bool ReachesByLink(string fullPath)
    {
        for (var path = fullPath; path.Length > FullPath.Length; path = Path.GetDirectoryName(path)!)
            if (new FileInfo(path).LinkTarget is not null) return true;
        return false;
    }
}
