using RunbookSdk.Scripting.Reading;

namespace RunbookSdk.Cli.Test;

/// <summary>Finds the runbooks that stand in the folders whose scenarios are run, and that none of these tests.</summary>
internal static class UntestedRunbooks
{
    public static IReadOnlyList<string> In(IReadOnlyList<string> paths, IEnumerable<string> tested)
    {
        List<string> folders = [.. paths.Where(Directory.Exists)];
        if (folders.Count == 0) return [];
        var known = Find([.. tested.Where(Path.Exists)]).Select(f => f.FullPath).ToHashSet(ScriptFile.PathComparer);
        return [.. Find(folders).Where(f => !known.Contains(f.FullPath)).Select(f => f.ShownPath)];
    }

    private static IReadOnlyList<ScriptFile> Find(IReadOnlyList<string> paths) => new ScriptFinder([]).FindAll(paths);
}
