using RunbookSdk.Diagnostics;
using RunbookSdk.Scripting.Reading;

namespace RunbookSdk.Cli.Replay;

/// <summary>Sees to it that no file is written over that is read: it would be empty before anybody had read it.</summary>
internal static class GivenOutputs
{
    /// <summary>Compares what is to be written with what is read.</summary>
    /// <param name="request">The files to be written.</param>
    /// <param name="read">Files of facts, and files and folders of runbooks.</param>
    /// <exception cref="RunbookException">RBK0009: a file is both; it carries every one.</exception>
    public static void Check(ReplayRequest request, IEnumerable<string> read)
    {
        var known = read.Where(p => p != ReplayPlan.StandardInput).SelectMany(p => Directory.Exists(p) ? new ScriptFinder([]).FindAll([p]).Select(f => f.FullPath) : [p])
            .Select(Real).ToHashSet(ScriptFile.PathComparer);
        List<Diagnostic> problems = [];
        foreach (var (option, path) in new[] { ("--rejected", request.Rejected), ("--report", request.Report) })
        {
            if (path is not null && known.Contains(Real(path)))
                problems.Add(new(CommandCodes.Conflict, Severity.Error, $"'{path}' is read, and would be written over; name another file.", new(option, 0)));
        }

        if (problems.Count > 0) throw new RunbookException(problems);
    }

    private static string Real(string path)
    {
        var full = Path.GetFullPath(path);
        return File.Exists(full) ? File.ResolveLinkTarget(full, returnFinalTarget: true)?.FullName ?? full : full;
    }
}
