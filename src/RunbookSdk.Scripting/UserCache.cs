namespace RunbookSdk.Scripting;

/// <summary>Where a user's programs keep what can be made again.</summary>
internal static class UserCache
{
    /// <summary>The folder for compiled scripts; null when this user has no place for such things.</summary>
    public static string? Folder() => Parent() is { } parent ? Path.Combine(parent, "runbook") : null;

    private static string? Parent()
    {
        if (OperatingSystem.IsWindows()) return Special(Environment.SpecialFolder.LocalApplicationData);
        // The specification of XDG says to ignore a relative path.
        if (Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { } cache && Path.IsPathRooted(cache)) return cache;
        if (Special(Environment.SpecialFolder.UserProfile) is not { } home) return null;
        return OperatingSystem.IsMacOS() ? Path.Combine(home, "Library", "Caches") : Path.Combine(home, ".cache");
    }

    private static string? Special(Environment.SpecialFolder folder) =>
        Environment.GetFolderPath(folder) is { Length: > 0 } path ? path : null;
}
