using System.Text;

namespace RunbookSdk.Cli.Eval;

/// <summary>Passes text on, and knows whether there was any. Safe to use from any thread; a line stays whole.</summary>
internal sealed class NoticedWriter(TextWriter next) : TextWriter
{
    private readonly Lock guard = new();

    public bool HasWritten { get; private set; }

    public override Encoding Encoding => next.Encoding;

    public override IFormatProvider FormatProvider => next.FormatProvider;

    [System.Diagnostics.CodeAnalysis.AllowNull]
    public override string NewLine
    {
        get => next.NewLine;
        set => next.NewLine = value;
    }

    public override void Write(char value) => Write([value]);

    public override void Write(ReadOnlySpan<char> buffer)
    {
        lock (guard)
        {
            HasWritten |= !buffer.IsEmpty;
            next.Write(buffer);
        }
    }

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(string? value) => Write(value.AsSpan());

    public override void WriteLine(string? value) => Write(value + NewLine);

    public override void Flush()
    {
        lock (guard) next.Flush();
    }

    public override Task FlushAsync()
    {
        Flush();
        return Task.CompletedTask;
    }
}
