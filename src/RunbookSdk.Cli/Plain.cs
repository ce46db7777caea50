using Spectre.Console;

namespace RunbookSdk.Cli;

/// <summary>Consoles of Spectre on writers of ours.</summary>
internal static class Plain
{
    /// <summary>A console that never breaks lines by itself: terminals do that, and files must not have it.</summary>
    public static IAnsiConsole ConsoleOn(TextWriter writer, bool isTerminal)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = isTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = int.MaxValue / 4;
        return console;
    }
}
