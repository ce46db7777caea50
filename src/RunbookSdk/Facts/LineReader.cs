using System.Globalization;
using RunbookSdk.Diagnostics;

namespace RunbookSdk.Facts;

/// <summary>
/// Takes a stream apart into lines without making an object for each. A line is there as soon as its end has arrived, so that an open
/// pipe can be followed. Not thread-safe.
/// </summary>
internal sealed class LineReader(Stream stream)
{
    public const int LongestLine = 1 << 20;
    private byte[] buffer = new byte[64 << 10];
    private int start;
    private int end;
    private int searched;
    private Range line;
    private bool skipsLine;
    private bool hasEnded;

    /// <summary>The line, without its end; only until the next call.</summary>
    public ReadOnlySpan<byte> Current => buffer.AsSpan(line);

    /// <summary>Number of the line, from 1.</summary>
    public int LineNumber { get; private set; }

    /// <summary>True when the line is longer than a line may be; it is skipped, and <see cref="Current"/> is empty.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>Goes to the next line and waits for it; false at the end of the stream.</summary>
    public bool MoveNext()
    {
        while (!TryTakeLine())
        {
            if (hasEnded) return TakeLast();
            MakeRoom();
            Arrived(stream.Read(buffer, end, buffer.Length - end));
        }

        return true;
    }

    /// <summary>Goes to the next line if it has arrived already.</summary>
    public bool TryTakeLine()
    {
        while (true)
        {
            var length = buffer.AsSpan(searched, end - searched).IndexOf((byte)'\n');
            if (length < 0)
            {
                searched = end;
                return false;
            }

            var lineEnd = searched + length;
            Take(lineEnd, lineEnd + 1);
            return true;
        }
    }

    /// <summary>Takes the line that the end of the stream ends; false when there is none.</summary>
    public bool TakeLast()
    {
        if (start == end && !skipsLine) return false;
        Take(end, end);
        return true;
    }

    /// <summary>Waits for more of the stream; false at its end.</summary>
    public async ValueTask<bool> FillAsync(CancellationToken cancellation)
    {
        if (hasEnded) return false;
        MakeRoom();
        Arrived(await stream.ReadAsync(buffer.AsMemory(end), cancellation).ConfigureAwait(false));
        return !hasEnded;
    }

    /// <summary>What to say of a line that is too long.</summary>
    public RejectedFact TooLong(string file) => new(default, [new Diagnostic(
        FactCodes.LineTooLong,
        Severity.Error,
        string.Create(
            CultureInfo.InvariantCulture, $"The line is longer than {LongestLine:N0} bytes and was skipped; write one event a line."),
        new SourceLocation(file, LineNumber, 1))]);

    private void Take(int lineEnd, int next)
    {
        LineNumber++;
        IsTooLong = skipsLine || lineEnd - start > LongestLine;
        skipsLine = false;
        if (LineNumber == 1 && buffer.AsSpan(start, lineEnd - start).StartsWith("\uFEFF"u8)) start += "\uFEFF"u8.Length;
        var contentEnd = lineEnd > start && buffer[lineEnd - 1] == (byte)'\r' ? lineEnd - 1 : lineEnd;
        line = IsTooLong ? start..start : start..contentEnd;
        start = searched = next;
    }

    private void Arrived(int count)
    {
        hasEnded = count == 0;
        end += count;
    }

    private void MakeRoom()
    {
        if (end - start > LongestLine)
        {
            skipsLine = true;
            start = searched = end = 0;
        }

        if (end < buffer.Length) return;
        var kept = end - start;
        var target = kept > buffer.Length / 2 ? new byte[buffer.Length * 2] : buffer;
        buffer.AsSpan(start, kept).CopyTo(target);
        (buffer, start, searched, end) = (target, 0, searched - start, kept);
    }
}
