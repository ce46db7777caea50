using System.Text;

namespace RunbookSdk.Hosting.Handlers;

/// <summary>Keeps the end of what a program prints. Safe to use from any thread.</summary>
/// <param name="longest">How many characters are kept.</param>
internal sealed class OutputTail(int longest)
{
    private readonly Lock guard = new();
    private readonly StringBuilder text = new();

    public string Text
    {
        get
        {
            lock (guard) return text.ToString().ReplaceLineEndings("\n").Trim();
        }
    }

    /// <summary>Keeps the end of what a reader gives, line by line, until it ends or is left; of a line without an end no more than that is held.</summary>
    public async Task ReadAsync(TextReader reader, CancellationToken cancellationToken)
    {
        var (buffer, line) = (new char[1024], new StringBuilder());
        try
        {
            for (int read; (read = await reader.ReadAsync(buffer.AsMemory(), cancellationToken).ConfigureAwait(false)) > 0;)
            {
                foreach (var character in buffer.AsSpan(0, read))
                {
                    line.Append(character);
                    if (character == '\n' || line.Length >= longest) Add(line);
                }
            }
        }
        catch (OperationCanceledException)
        {
            Add(line); // somebody else holds it open, and has nothing to do with the program any more
            return;
        }

        if (line.Length > 0) Add(line.Append('\n'));
    }

    private void Add(StringBuilder part)
    {
        lock (guard)
        {
            text.Append(part);
            if (text.Length > longest) text.Remove(0, text.Length - longest);
        }

        part.Clear();
    }
}
