using RadLine;
using RunbookSdk.Querying;
using RunbookSdk.Scripting;
using Spectre.Console;

namespace RunbookSdk.Cli.Query.Prompt;

/// <summary>Lines that a person types, with completion and with those of earlier times.</summary>
internal sealed class TerminalLines : IPromptLines
{
    private readonly IAnsiConsole terminal;
    private readonly LineEditor editor;
    private readonly PromptHistory history;
    private string before = "";
    private bool hasEnded;

    /// <param name="completions">What completes the questions now.</param>
    /// <param name="history">The lines of earlier times; those of now are added.</param>
    /// <param name="terminal">Where to show the line.</param>
    /// <param name="input">The keys; null: those of the terminal.</param>
    public TerminalLines(Func<Completions> completions, PromptHistory history, IAnsiConsole terminal, IInputSource? input = null)
    {
        (this.history, this.terminal) = (history, terminal);
        editor = new LineEditor(this.terminal, input) { MultiLine = false, Prompt = new Sign(() => before.Length == 0) };
        foreach (var line in history.Lines) editor.History.Add(line);
        Bind(editor.KeyBindings, completions);
    }

    /// <summary>The lines of the terminal that a person sits at; null when there is none, or it cannot do what the editor needs.</summary>
    public static TerminalLines? Of(CommandConsole console, Func<Completions> completions)
    {
        if (!console.InputIsTerminal || !console.OutputIsTerminal) return null;
        var terminal = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) });
        return LineEditor.IsSupported(terminal) ? new(completions, PromptHistory.Of(new ScriptLoaderOptions().CacheFolder), terminal) : null;
    }

    public async Task<string?> ReadAsync(string before, CancellationToken cancellation)
    {
        this.before = before;
        try
        {
            var line = await editor.ReadLine(cancellation).ConfigureAwait(false);
            if (line is null && !hasEnded) throw new OperationCanceledException(cancellation);
            if (line is not null) history.Keep(line);
            return line;
        }
        catch (OperationCanceledException)
        {
            terminal.WriteLine();
            throw;
        }
    }

    /// <summary>The keys of a shell, as far as the editor does not know them.</summary>
    private void Bind(KeyBindings keys, Func<Completions> completions)
    {
        keys.Add(ConsoleKey.Tab, () => new CompleteCommand(completions(), terminal, before));
        keys.Add<PreviousHistoryCommand>(ConsoleKey.UpArrow);
        keys.Add<NextHistoryCommand>(ConsoleKey.DownArrow);
        keys.Add<MoveHomeCommand>(ConsoleKey.A, ConsoleModifiers.Control);
        keys.Add<MoveEndCommand>(ConsoleKey.E, ConsoleModifiers.Control);
        keys.Add(ConsoleKey.D, ConsoleModifiers.Control, () => new EndCommand(() => hasEnded = true));
    }

    public void Dispose()
    {
        // The terminal belongs to the process.
    }

    /// <summary>What stands before a line: one sign for the first of a question, another for further ones.</summary>
    private sealed class Sign(Func<bool> isFirst) : ILineEditorPrompt
    {
        public (Markup Markup, int Margin) GetPrompt(ILineEditorState state, int line) => (new Markup(isFirst() ? "[aqua]>[/]" : "[grey].[/]"), 1);
    }

    /// <summary>Ctrl-D ends the input when nothing is written, as in a shell.</summary>
    private sealed class EndCommand(Action end) : LineEditorCommand
    {
        public override void Execute(LineEditorContext context)
        {
            if (context.Buffer.Length > 0) return;
            end();
            context.Submit(SubmitAction.Cancel);
        }
    }
}
