namespace RunbookSdk.Cli;

/// <summary>What a command prints cannot be written: the disk is full, or who reads it is gone.</summary>
/// <param name="inner">What the system says.</param>
internal sealed class OutputLostException(IOException inner) : IOException(inner.Message, inner);

/// <summary>
/// Standard output or standard error. After a write that fails nothing more is written: what is buffered then has nowhere to go, and the program ends
/// without another word of it.
/// </summary>
/// <param name="inner">Where it goes.</param>
/// <param name="isTold">True: the first write that fails ends the command; false: nobody can be told.</param>
internal sealed class StandardStream(Stream inner, bool isTold) : Stream
{
    private bool isLost;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (isLost) return;
        try
        {
            inner.Write(buffer);
        }
        catch (IOException exception)
        {
            isLost = true;
            if (isTold) throw new OutputLostException(exception);
        }
    }

    public override void Flush()
    {
        if (!isLost) inner.Flush();
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
