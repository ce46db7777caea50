using System.IO.Enumeration;
using System.Text;

namespace RunbookSdk.Cli.Eval;

/// <summary>
/// Everything that what a run does depends on, beside the state, the facts and the clock: the command line, this program, the files of the
/// runbooks and of the handlers, as bytes that are compared. The files that people edit are in it word for word, for the times and lengths of
/// such files can lie; those of the program by length and time.
/// </summary>
internal static class QuietSurroundings
{
    private const string Severities = ".editorconfig";

    /// <summary>Above that, runs do everything: reading it would cost more than it saves.</summary>
    private const int LongestText = 4 << 20;
    private const int MostFiles = 2_000;

    /// <summary>The bytes; null when there is too much of them, or a file cannot be read.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="runbooks">The paths of the runbooks.</param>
    /// <param name="handlers">The file of the handlers; empty for none.</param>
    public static byte[]? Of(IReadOnlyList<string> arguments, IReadOnlyList<string> runbooks, string handlers)
    {
        try
        {
            var bytes = new MemoryStream();
            using var writer = new BinaryWriter(bytes);
            foreach (var argument in arguments) writer.Write(argument);
            writer.Write(Environment.CurrentDirectory);
            if (Environment.ProcessPath is { } program) WriteStamp(writer, new(program)); // which may be one file, with all of it
            foreach (var file in Sorted(Directory.GetFiles(AppContext.BaseDirectory, "*.dll"))) WriteStamp(writer, new(file));
            foreach (var path in runbooks)
            {
                if (!WriteRunbooks(writer, path)) return null;
            }

            if (handlers.Length > 0 && (!WriteText(writer, handlers, out var text) || !WriteVariables(writer, text))) return null;
            return bytes.ToArray();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>
    /// A file stands for all scripts of its folder, any of which it can load; how much a diagnostic matters is said there, below, and above.
    /// </summary>
    private static bool WriteRunbooks(BinaryWriter writer, string path)
    {
        var isFolder = Directory.Exists(path);
        if (!isFolder && !WriteText(writer, path, out _)) return false;
        var folder = isFolder ? Path.GetFullPath(path) : Path.GetDirectoryName(Path.GetFullPath(path));
        if (folder is null) return false;
        var files = Sorted([.. TextsBelow(folder)]);
        if (files.Length > MostFiles) return false;
        foreach (var file in files)
        {
            if (!WriteText(writer, file, out _)) return false;
        }

        for (var above = Path.GetDirectoryName(folder); above is not null; above = Path.GetDirectoryName(above))
        {
            if (File.Exists(Path.Combine(above, Severities)) && !WriteText(writer, Path.Combine(above, Severities), out _)) return false;
        }

        return true;
    }

    /// <summary>Which of the variables that the file of handlers names are there; what they say matters when something is handed over.</summary>
    private static bool WriteVariables(BinaryWriter writer, byte[] handlers)
    {
        var text = Encoding.UTF8.GetString(handlers);
        for (var at = text.IndexOf('$'); at >= 0; at = text.IndexOf('$', at + 1))
        {
            var end = at + 1;
            while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_')) end++;
            if (end > at + 1) writer.Write(!string.IsNullOrEmpty(Environment.GetEnvironmentVariable(text[(at + 1)..end])));
        }

        return true;
    }

    private static bool WriteText(BinaryWriter writer, string file, out byte[] text)
    {
        writer.Write(file);
        text = File.ReadAllBytes(file);
        writer.Write(text.Length);
        writer.Write(text);
        return writer.BaseStream.Length <= LongestText;
    }

    private static void WriteStamp(BinaryWriter writer, FileInfo file)
    {
        writer.Write(file.Name);
        writer.Write(file.Exists ? file.Length : -1);
        writer.Write(file.Exists ? file.LastWriteTimeUtc.Ticks : 0);
    }

    /// <summary>Also hidden scripts, which others can load; none behind linked folders.</summary>
    private static FileSystemEnumerable<string> TextsBelow(string folder) => new(
        folder, static (ref entry) => entry.ToFullPath(), new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
    {
        ShouldIncludePredicate = static (ref entry) => !entry.IsDirectory && (entry.FileName.EndsWith(".csx") || entry.FileName.EndsWith(".cs") || entry.FileName.SequenceEqual(Severities)),
        ShouldRecursePredicate = static (ref entry) => !entry.FileName.SequenceEqual(".git") && (entry.Attributes & FileAttributes.ReparsePoint) == 0,
    };

    private static string[] Sorted(string[] files)
    {
        Array.Sort(files, StringComparer.Ordinal);
        return files;
    }
}
