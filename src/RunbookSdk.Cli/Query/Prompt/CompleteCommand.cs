using System.Globalization;
using RadLine;
using RunbookSdk.Querying;
using Spectre.Console;

namespace RunbookSdk.Cli.Query.Prompt;

/// <summary>Tab: writes what all words have in common; shows them when that is nothing more.</summary>
internal sealed class CompleteCommand(Completions completions, IAnsiConsole terminal, string before) : LineEditorCommand
{
    private const int Shown = 60;

    public override void Execute(LineEditorContext context)
    {
        var buffer = context.Buffer;
        var head = before.Length == 0 ? "" : before + "\n";
        var written = head + buffer.Content[..buffer.Position];
        var found = Find(written);
        var start = found.Start - head.Length;
        if (found.Words.Count == 0 || start < 0) return;
        if (found.Common.Length > buffer.Position - start || found.Words.Count == 1) Replace(buffer, start, found.Common);
        else Show(found.Words);
    }

    private Completion Find(string written) => written.StartsWith(':')
        ? new(0, [.. PromptCommand.All.Where(c => c.StartsWith(written, StringComparison.Ordinal))])
        : completions.FindAsync(written, CancellationToken.None).GetAwaiter().GetResult();

    private static void Replace(LineBuffer buffer, int start, string word)
    {
        buffer.Clear(start, buffer.Position - start);
        buffer.Move(start);
        buffer.Insert(word);
        buffer.Move(start + word.Length);
    }

    /// <summary>The editor writes its line anew below.</summary>
    private void Show(IReadOnlyList<string> words)
    {
        terminal.WriteLine();
        terminal.Write(new Columns(words.Take(Shown).Select(w => new Text(w))) { Expand = false });
        if (words.Count > Shown) terminal.WriteLine(string.Create(CultureInfo.InvariantCulture, $"and {words.Count - Shown:N0} more"), new Style(Color.Grey));
    }
}
