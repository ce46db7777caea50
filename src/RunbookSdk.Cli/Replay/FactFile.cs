using System.IO.Compression;
using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;

namespace RunbookSdk.Cli.Replay;

/// <summary>One file of facts while it is read.</summary>
internal sealed class FactFile : IDisposable
{
    private readonly Stream stream;
    private readonly IEnumerator<Observation> observations;

    public FactFile(string name, Stream stream, IEnumerable<Observation> observations)
    {
        Name = name;
        this.stream = stream;
        this.observations = observations.GetEnumerator();
    }

    public string Name { get; }

    public Observation Current => observations.Current;

    /// <summary>How many bytes of the file have been read; 0 when nobody knows.</summary>
    public long Position => stream.CanSeek ? stream.Position : 0;

    public long Length => stream.CanSeek ? stream.Length : 0;

    /// <summary>Goes to the next fact; false at the end.</summary>
    /// <exception cref="RunbookException">RBK0005: the file cannot be read on.</exception>
    public bool MoveNext()
    {
        try
        {
            return observations.MoveNext();
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw Unreadable(Name, exception.Message);
        }
    }

    public void Dispose()
    {
        observations.Dispose();
        stream.Dispose();
    }

    /// <summary>Opens a file.</summary>
    /// <exception cref="RunbookException">RBK0005: it cannot be opened.</exception>
    public static FileStream Open(string path)
    {
        try
        {
            var file = new FileStream(
                path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 1 << 16, FileOptions.SequentialScan);
            return IsUtf16(file) ? throw new InvalidDataException("it is written in UTF-16, as some shells do with '>'; save it in UTF-8.") : file;
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw Unreadable(path, exception.Message);
        }
    }

    /// <summary>Every line of such a file would be refused, each for another reason.</summary>
    private static bool IsUtf16(FileStream file)
    {
        if (!file.CanSeek) return false;
        Span<byte> mark = stackalloc byte[2];
        var length = file.ReadAtLeast(mark, mark.Length, throwOnEndOfStream: false);
        file.Position = 0;
        return length == mark.Length && mark is [0xFF, 0xFE] or [0xFE, 0xFF];
    }

    /// <summary>What a file holds, whether or not it is packed.</summary>
    public static Stream Unpack(string path, Stream stream) =>
        path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(stream, CompressionMode.Decompress) : stream;

    private static RunbookException Unreadable(string path, string reason) =>
        CommandCodes.Refuse(CommandCodes.Unreadable, $"The file cannot be read: {reason}", new SourceLocation(path, 0));
}
