namespace RunbookSdk.Tests.Conventions;

/// <summary>The files of this repository as a person sees them: no build output, nothing that belongs to a tool.</summary>
internal static class Repository
{
    private static readonly HashSet<string> Ignored =
        new(StringComparer.Ordinal) { "bin", "obj", ".git", ".vs", ".idea", "TestResults", "BenchmarkDotNet.Artifacts", "node_modules" };

    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    public static string PathOf(params ReadOnlySpan<string> parts) => Path.Combine([Root, .. parts]);

    /// <summary>Path below the root with slashes, as it is shown in messages.</summary>
    public static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    /// <summary>Files below a folder whose names end so, in ordinal order of their paths; none when there is no such folder.</summary>
    public static IReadOnlyList<string> Files(string folder, params ReadOnlySpan<string> endings)
    {
        var found = new List<string>();
        Collect(new DirectoryInfo(PathOf(folder)), endings.ToArray(), found);
        found.Sort(StringComparer.Ordinal);
        return found;
    }

    private static void Collect(DirectoryInfo folder, string[] endings, List<string> found)
    {
        if (!folder.Exists) return;
        found.AddRange(folder.EnumerateFiles()
            .Where(f => endings.Length == 0 || endings.Any(e => f.Name.EndsWith(e, StringComparison.Ordinal)))
            .Select(f => f.FullName));
        foreach (var child in folder.EnumerateDirectories().Where(d => !Ignored.Contains(d.Name))) Collect(child, endings, found);
    }

    private static string FindRoot(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "RunbookSdk.sln"))) return folder.FullName;
        throw new InvalidOperationException($"No RunbookSdk.sln in '{start}' or above it.");
    }
}
