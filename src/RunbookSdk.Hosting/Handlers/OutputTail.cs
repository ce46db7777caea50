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
            lock (guard) return text.ToString().Trim();
        }
    }

    /// <summary>Adds a line; null is the end.</summary>
    public void Add(string? line)
    {
        if (line is null) return;
        lock (guard)
        {
            text.Append(line).Append('\n');
            if (text.Length > longest) text.Remove(0, text.Length - longest);
        }
    }
}
