using System.CommandLine;

namespace RunbookSdk.Cli.Shells;

/// <summary><c>runbook completion</c>: its words on the command line.</summary>
internal static class ShellCommand
{
    private const string Teaching =
        """
        Prints what lets a shell complete commands of runbook with Tab: verbs, options and what can be given to them, file names, zones, the rules and
        lifecycles of the runbooks that the command names (or of those below the current folder).

        bash         runbook completion bash > ~/.local/share/bash-completion/completions/runbook     and a new shell
        zsh          runbook completion zsh > ~/.zfunc/_runbook      with 'fpath+=~/.zfunc; autoload -U compinit; compinit' in ~/.zshrc
        fish         runbook completion fish > ~/.config/fish/completions/runbook.fish
        powershell   runbook completion powershell >> $PROFILE

        Exit code: 0 printed.
        """;

    /// <summary>Shells and the files that are for them.</summary>
    private static readonly OrderedDictionary<string, string> Files = new(StringComparer.Ordinal)
    {
        ["bash"] = "runbook.bash",
        ["zsh"] = "runbook.zsh",
        ["fish"] = "runbook.fish",
        ["powershell"] = "runbook.ps1",
    };

    public static Command Create(CommandConsole console)
    {
        var shell = new Argument<string>("SHELL") { HelpName = "SHELL", Description = $"Which shell: {string.Join(", ", Files.Keys)}." };
        shell.AcceptOnlyFromAmong([.. Files.Keys]);
        var command = new Command("completion", Teaching) { shell };
        command.SetAction(parsed =>
        {
            console.Output.Write(Read(Files[parsed.GetRequiredValue(shell)]));
            return ExitCode.Fine;
        });
        return command;
    }

    private static string Read(string file)
    {
        using var reader = new StreamReader(typeof(ShellCommand).Assembly.GetManifestResourceStream("shells/" + file)!);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
