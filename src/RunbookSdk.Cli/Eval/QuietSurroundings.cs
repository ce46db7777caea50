using System.IO.Enumeration;

namespace RunbookSdk.Cli.Eval;

/// <summary>
/// Everything that what a run does depends on, beside the facts and the clock: the command line, this program, the state, the files of the
/// runbooks and of the handlers, as bytes that are compared. The files that people edit are in it word for word, for the times and lengths of
/// such files can lie; those of the program and of the state by length and time.
/// </summary>
internal static class QuietSurroundings
{
    /// <summary>Above that, runs do everything: reading it would cost more than it saves.</summary>
    private const int LongestText = 4 << 20;
    private const int MostFiles = 2_000;

    /// <summary>The bytes; null when there is too much of them, or a file cannot be read.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="state">The file of the state.</param>
    /// <param name="runbooks">The paths of the runbooks.</param>
    /// <param name="handlers">The file of the handlers; empty for none.</param>
    public static byte[]? Of(IReadOnlyList<string> arguments, string state, string[] runbooks, string handlers)
    {
        try
        {
            var bytes = new MemoryStream();
            using var writer = new BinaryWriter(bytes);
            WriteStamp(writer, new(state));
            foreach (var argument in arguments) writer.Write(argument);
            writer.Write(Environment.CurrentDirectory);
            if (Environment.ProcessPath is { } program) WriteStamp(writer, new(program)); // which may be one file, with all of it
            foreach (var file in Sorted(Directory.GetFiles(AppContext.BaseDirectory, "*.dll"))) WriteStamp(writer, new(file));
            foreach (var path in runbooks)
            {
                if (!Write(writer, path)) return null;
            }

            if (handlers.Length > 0 && !WriteText(writer, handlers)) return null;
            return bytes.ToArray();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>True when nobody has written to the state since, in so far as its file and the log beside it tell.</summary>
    public static bool HasState(ReadOnlySpan<byte> surroundings, string state)
    {
        var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        WriteStamp(writer, new(state));
        return surroundings.StartsWith(bytes.ToArray()) && !HasLog(state);
    }

    /// <summary>
    /// A log that is there when nobody has the state holds entries of a run that was killed, or what the file did not take because somebody
    /// was reading it.
    /// </summary>
    private static bool HasLog(string state) => new FileInfo(state + "-wal") is { Exists: true, Length: > 0 };

    /// <summary>A file stands for all scripts of its folder, any of which it can load.</summary>
    private static bool Write(BinaryWriter writer, string path)
    {
        var isFolder = Directory.Exists(path);
        if (!isFolder && !WriteText(writer, path)) return false;
        var folder = isFolder ? path : Path.GetDirectoryName(Path.GetFullPath(path));
        if (folder is null) return false;
        var files = Sorted([.. ScriptsBelow(folder)]);
        if (files.Length > MostFiles) return false;
        foreach (var file in files)
        {
            if (!WriteText(writer, file)) return false;
        }

        return true;
    }

    private static bool WriteText(BinaryWriter writer, string file)
    {
        writer.Write(file);
        var text = File.ReadAllBytes(file);
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

    /// <summary>Those that a folder stands for, as they are found when they are loaded: no hidden ones, none behind linked folders.</summary>
    private static FileSystemEnumerable<string> ScriptsBelow(string folder) => new(
        folder, static (ref entry) => entry.ToFullPath(), new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
    {
        ShouldIncludePredicate = static (ref entry) => !entry.IsDirectory && !entry.FileName.StartsWith('.') && (entry.FileName.EndsWith(".csx") || entry.FileName.EndsWith(".cs")),
        ShouldRecursePredicate = static (ref entry) => !entry.FileName.StartsWith('.') && (entry.Attributes & FileAttributes.ReparsePoint) == 0,
    };

    private static string[] Sorted(string[] files)
    {
        Array.Sort(files, StringComparer.Ordinal);
        return files;
    }
}
