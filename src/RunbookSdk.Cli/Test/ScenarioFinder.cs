using System.IO.Enumeration;
using RunbookSdk.Diagnostics;
using RunbookSdk.Testing.Scenarios;

namespace RunbookSdk.Cli.Test;

/// <summary>Finds the files of scenarios that some paths mean.</summary>
internal static class ScenarioFinder
{
    /// <summary>YAML ends in this as well; who calls a file so would take it for tested.</summary>
    private const string OtherExtension = ".scenario.yml";

    private static readonly EnumerationOptions Deep = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.Hidden };

    /// <summary>The files in the order of the paths, those of a folder in the ordinal order of their names; each once.</summary>
    public static IReadOnlyList<string> FindAll(IReadOnlyList<string> paths, List<Diagnostic> problems)
    {
        var (found, known) = (new List<string>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var path in paths)
        {
            IReadOnlyList<string> files = Directory.Exists(path) ? InFolder(path, problems) : OfFile(path);
            if (!Path.Exists(path)) problems.Add(CommandCodes.Refuse(CommandCodes.NoSuchPath, $"There is no {(path.StartsWith("--", StringComparison.Ordinal) ? "option, file" : "file")} or folder '{path}'.").Diagnostics[0]);
            else if (files.Count == 0) problems.Add(ScenarioProblems.NothingToRun($"'{path}'", new(path, 0)));
            found.AddRange(files.Where(f => known.Add(Path.GetFullPath(f))));
        }

        return found;
    }

    private static IReadOnlyList<string> InFolder(string folder, List<Diagnostic> problems)
    {
        List<string> files = [.. new FileSystemEnumerable<string>(folder, static (ref FileSystemEntry f) => f.ToSpecifiedFullPath(), Deep)
        {
            ShouldIncludePredicate = static (ref FileSystemEntry f) => !f.IsDirectory && f.FileName.Contains(".scenario.y", StringComparison.Ordinal),
            // As for runbooks: a linked file is taken, a linked folder could lead in circles.
            ShouldRecursePredicate = static (ref FileSystemEntry f) => !f.Attributes.HasFlag(FileAttributes.ReparsePoint),
        }.Where(f => !IsBuilt(Path.GetRelativePath(folder, f))).Order(StringComparer.Ordinal)];
        problems.AddRange(files.Where(f => f.EndsWith(OtherExtension, StringComparison.Ordinal)).Select(f => new Diagnostic(CommandCodes.OtherEnding, Severity.Error, $"The name of a file of scenarios ends in {ScenarioFile.Extension}, so this one is never run; rename it.", new(f, 0))));
        return [.. files.Where(f => f.EndsWith(ScenarioFile.Extension, StringComparison.Ordinal))];
    }

    /// <summary>Builds of hosts copy their runbooks; whoever wants to test a copy names it.</summary>
    private static bool IsBuilt(string path) => path.Split(Path.DirectorySeparatorChar) is var parts && (parts.Contains("bin") || parts.Contains("obj"));

    private static IReadOnlyList<string> OfFile(string path)
    {
        if (!File.Exists(path) || path.EndsWith(ScenarioFile.Extension, StringComparison.Ordinal)) return [path];
        var beside = Path.ChangeExtension(path, null) + ScenarioFile.Extension;
        return File.Exists(beside) ? [beside] : [];
    }
}
