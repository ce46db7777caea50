using RunbookSdk.Diagnostics;
using RunbookSdk.Scripting.Fixing;

namespace RunbookSdk.Cli.Check;

/// <summary>Writes what was mended back into the files.</summary>
internal static class FixRun
{
    /// <param name="scripts">The texts as they should be.</param>
    /// <param name="log">Is told what was mended.</param>
    /// <returns>Files that could not be mended, and why.</returns>
    public static IReadOnlyList<Diagnostic> Mend(IReadOnlyList<FixedScript> scripts, TextWriter log)
    {
        var problems = new List<Diagnostic>();
        foreach (var script in scripts)
        {
            if (Write(script) is { } problem)
            {
                problems.Add(problem);
                continue;
            }

            foreach (var (diagnostic, fix) in script.Mended) log.WriteLine($"{diagnostic.Location}: mended {diagnostic.Code}: {fix}");
        }

        return problems;
    }

    private static Diagnostic? Write(FixedScript script)
    {
        try
        {
            if (File.ResolveLinkTarget(script.FullPath, returnFinalTarget: true)?.FullName is not { } path) path = script.FullPath;
            return Replace(path, script)
                ? null
                : Problem(CommandCodes.ChangedMeanwhile, script, "The file has changed since it was read, and was left as it is. Run this again.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Problem(CommandCodes.NotMended, script, $"The file could be mended, but cannot be written: {exception.Message}");
        }
    }

    /// <summary>The file appears whole or not at all, with the rights that it had. False when it holds something else than what was mended.</summary>
    private static bool Replace(string path, FixedScript script)
    {
        // What may not be written must not be replaced either, which only asks for the right to write into the folder.
        using (File.Open(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete))
        {
        }

        var temporary = $"{path}.{Path.GetRandomFileName()}.tmp";
        try
        {
            File.WriteAllBytes(temporary, script.Content);
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(temporary, File.GetUnixFileMode(path));
            // As late as can be: between this and the next line nobody waits.
            if (!File.ReadAllBytes(path).AsSpan().SequenceEqual(script.Before)) return false;
            File.Move(temporary, path, overwrite: true);
            return true;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static Diagnostic Problem(string code, FixedScript script, string message) => new(code, Severity.Error, message, new(script.Path, 0));
}
