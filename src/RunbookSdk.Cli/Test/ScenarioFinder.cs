using RunbookSdk.Diagnostics;
using RunbookSdk.Testing.Scenarios;

namespace RunbookSdk.Cli.Test;

/// <summary>Finds the files of scenarios that some paths mean.</summary>
internal static class ScenarioFinder
{
    /// <summary>The files in the order of the paths, those of a folder in the ordinal order of their names; each once.</summary>
    public static IReadOnlyList<string> FindAll(IReadOnlyList<string> paths, List<Diagnostic> problems)
    {
        var found = new List<string>();
        foreach (var path in paths)
        {
            IReadOnlyList<string> files = Directory.Exists(path) ? InFolder(path) : OfFile(path);
            if (!Path.Exists(path)) problems.Add(CommandCodes.Refuse(CommandCodes.NoSuchPath, $"There is no file or folder '{path}'.").Diagnostics[0]);
            else if (files.Count == 0) problems.Add(ScenarioProblems.NothingToRun($"'{path}'", new(path, 0)));
            found.AddRange(files.Where(f => !found.Contains(f)));
        }

        return found;
    }

    private static IReadOnlyList<string> InFolder(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*" + ScenarioFile.Extension, new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.Hidden | FileAttributes.ReparsePoint })
            .Where(f => !IsBuilt(Path.GetRelativePath(folder, f))).Order(StringComparer.Ordinal),
    ];

    /// <summary>Builds of hosts copy their runbooks; whoever wants to test a copy names it.</summary>
    private static bool IsBuilt(string path) => path.Split(Path.DirectorySeparatorChar) is var parts && (parts.Contains("bin") || parts.Contains("obj"));

    private static IReadOnlyList<string> OfFile(string path)
    {
        if (!File.Exists(path) || path.EndsWith(ScenarioFile.Extension, StringComparison.Ordinal)) return [path];
        var beside = Path.ChangeExtension(path, null) + ScenarioFile.Extension;
        return File.Exists(beside) ? [beside] : [];
    }
}
