using System.Globalization;
using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;

namespace RunbookSdk.Cli.Replay;

/// <summary>Tells what could not be read, the first of each file in full, and keeps the lines themselves for whoever wants them.</summary>
internal sealed class RejectedFacts : IDisposable
{
    private const int ShownPerFile = 10;
    private readonly TextWriter errors;
    private readonly FileStream? kept;
    private readonly OrderedDictionary<string, int> counts = [];

    /// <summary>Makes it.</summary>
    /// <param name="errors">Where to tell.</param>
    /// <param name="path">The file that receives the lines; null: they are not kept.</param>
    /// <exception cref="RunbookException">RBK0010: the file cannot be written.</exception>
    public RejectedFacts(TextWriter errors, string? path)
    {
        this.errors = errors;
        if (path is null) return;
        try
        {
            kept = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw CommandCodes.Refuse(
                CommandCodes.NotWritable,
                $"The file for rejected facts cannot be written: {exception.Message}",
                new SourceLocation(path, 0));
        }
    }

    public int Count { get; private set; }

    public void Add(string file, RejectedFact fact)
    {
        Count++;
        counts[file] = counts.GetValueOrDefault(file) + 1;
        if (counts[file] <= ShownPerFile)
        {
            foreach (var problem in fact.Diagnostics) errors.WriteLine(problem);
        }

        if (kept is null || fact.Text.IsEmpty) return;
        kept.Write(fact.Text.Span);
        kept.WriteByte((byte)'\n');
        kept.Flush();
    }

    /// <summary>Says of each file how many were not shown.</summary>
    public void Close()
    {
        foreach (var (file, count) in counts)
        {
            if (count <= ShownPerFile) continue;
            var more = string.Create(CultureInfo.InvariantCulture, $"{count - ShownPerFile:N0} more facts rejected, {count:N0} in all");
            errors.WriteLine($"{file}: {more}");
        }
    }

    public void Dispose() => kept?.Dispose();
}
