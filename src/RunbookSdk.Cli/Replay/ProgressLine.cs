using System.Globalization;

namespace RunbookSdk.Cli.Replay;

/// <summary>
/// A bar that is written over itself while a replay works. It gives way to each line of output, which a live display of a library on
/// another stream cannot do.
/// </summary>
internal sealed class ProgressLine(TextWriter terminal, TimeProvider time, bool isShown)
{
    private const int Width = 30;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private long last = time.GetTimestamp();
    private bool isThere;

    /// <summary>Shows how far the work is, but not more often than an eye can follow.</summary>
    /// <param name="part">0 to 1; null: nobody knows.</param>
    /// <param name="facts">How many facts were read.</param>
    /// <param name="at">The instant that was reached.</param>
    public void Show(double? part, int facts, string at)
    {
        if (!isShown || time.GetElapsedTime(last) < Pause) return;
        last = time.GetTimestamp();
        var done = (int)(Width * Math.Clamp(part ?? 0, 0, 1));
        var bar = part is null ? "" : $"[{new string('#', done)}{new string('.', Width - done)}] {(int)(100 * part.Value)}%  ";
        terminal.Write(string.Create(CultureInfo.InvariantCulture, $"\r\x1b[K{bar}{facts:N0} facts  {at}"));
        terminal.Flush();
        isThere = true;
    }

    /// <summary>Makes room for a line of output.</summary>
    public void GiveWay()
    {
        if (!isThere) return;
        terminal.Write("\r\x1b[K");
        terminal.Flush();
        isThere = false;
    }
}
