using System.CommandLine;

namespace RunbookSdk.Cli.New;

/// <summary><c>runbook new</c>: its words on the command line.</summary>
internal static class NewCommand
{
    private const string Teaching =
        """
        Writes a runbook and a scenario to start from. Both work as they are: the rule pages somebody when the load of a cluster stays high, and
        the scenario tries it. Change the numbers and the facts to yours, and keep the scenario passing.

        Examples:
          runbook new queue-depth
          runbook new queue-depth --folder runbooks && runbook test runbooks/queue-depth.csx
          runbook new queue-depth --editor vscode         queue-depth.cs, and .vscode/ with what completes it and its scenario
          runbook new queue-depth --editor project        queue-depth.cs, and .editor/ with a project for csharp-ls (Neovim, Emacs, Helix)

        Exit code: 0 both were written; 2 they were not, such as when one is there already.
        """;

    public static Command Create(CommandConsole console)
    {
        var name = new Argument<string>("NAME") { Description = "What the runbook is called: lower-case words with hyphens." };
        var folder = new Option<string>("--folder") { Description = "Where to write it. Default: here.", HelpName = "FOLDER", DefaultValueFactory = _ => "." };
        var editor = new Option<string>("--editor")
        {
            Description = "vscode: a .cs file whose first lines let the editor complete it, and the settings for that; project: such a file, and a C# "
                + "project for servers that know only projects, such as csharp-ls; none: a .csx file.",
            DefaultValueFactory = _ => "none",
        };
        editor.AcceptOnlyFromAmong("none", "vscode", "project");
        var command = new Command("new", Teaching) { name, folder, editor };
        command.SetAction(parsed => new NewRun(console).Run(
            parsed.GetRequiredValue(name), parsed.GetRequiredValue(folder), EditorOf(parsed.GetRequiredValue(editor))));
        return command;
    }

    private static Editor EditorOf(string word) => word switch
    {
        "vscode" => Editor.VisualStudioCode,
        "project" => Editor.Project,
        _ => Editor.None,
    };
}
