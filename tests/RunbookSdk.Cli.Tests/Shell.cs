using System.Diagnostics;

namespace RunbookSdk.Cli.Tests;

/// <summary>A test that needs a shell; skipped where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ShellFactAttribute : FactAttribute
{
    public ShellFactAttribute(string shell)
    {
        if (Shell.Find(shell) is null)
            Skip = shell == Shell.PowerShell ? $"needs PowerShell: let {Shell.PowerShellVariable} name a pwsh, or have one on the path" : $"needs {shell}: there is none on the path";
    }
}

/// <summary>Shells that complete, without a person who presses Tab.</summary>
internal static class Shell
{
    public const string Bash = "bash";
    public const string Zsh = "zsh";
    public const string Fish = "fish";
    public const string PowerShell = "pwsh";
    public const string PowerShellVariable = "RUNBOOK_PWSH";

    /// <summary>Where a shell is; null where there is none.</summary>
    public static string? Find(string shell)
    {
        if (shell == PowerShell && Environment.GetEnvironmentVariable(PowerShellVariable) is { Length: > 0 } named) return File.Exists(named) ? named : null;
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(p => Path.Combine(p, shell)).FirstOrDefault(File.Exists);
    }

    /// <summary>A script that prints what a shell offers at each cursor (<c>^</c>, or the end) of some lines: a line each, words with spaces between.</summary>
    public static string Completing(string shell, IReadOnlyList<string> lines) => string.Concat(lines.Select(l =>
    {
        var at = l.Contains('^', StringComparison.Ordinal) ? l.IndexOf('^', StringComparison.Ordinal) : l.Length;
        return Completing(shell, l.Replace("^", "", StringComparison.Ordinal), at) + "\n";
    }));

    /// <summary>Runs a script in a shell that completes <c>runbook</c>.</summary>
    /// <param name="shell">The shell.</param>
    /// <param name="script">The script.</param>
    /// <param name="folder">Where; the command is put there.</param>
    public static string Run(string shell, string script, string folder)
    {
        var command = Path.Combine(folder, "runbook");
        File.WriteAllText(command, $"#!/usr/bin/env bash\nexec dotnet '{typeof(RunbookCommand).Assembly.Location}' \"$@\"\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(command, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var start = new ProcessStartInfo(Find(shell)!, Arguments(shell, script)) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = folder + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH");
        var home = Directory.CreateTempSubdirectory("runbook-home").FullName; // what a shell writes for its user is nobody's
        start.Environment["HOME"] = home;
        start.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Directory.Delete(home, recursive: true);
        Assert.Empty(error.Result);
        return output;
    }

    private static string[] Arguments(string shell, string script) => shell switch
    {
        Bash => ["--norc", "-c", $"source <(runbook completion bash); {script}"],
        Zsh => ["-f", "-c", $"{ZshBegin}\n{script}\nzpty -d z"],
        Fish => ["--no-config", "-c", $"runbook completion fish | source\n{script}"],
        _ => ["-NoProfile", "-NonInteractive", "-Command", $"runbook completion powershell | Out-String | Invoke-Expression\n{script}"],
    };

    private static string Completing(string shell, string line, int at) => shell switch
    {
        Bash =>
            $"""
            COMP_LINE='{line}'; COMP_POINT={at}; IFS=' ' read -ra COMP_WORDS <<< "$COMP_LINE"
            [[ $COMP_LINE == *' ' ]] && COMP_WORDS+=('')
            COMP_CWORD=$(({"${#COMP_WORDS[@]}"} - 1))
            _runbook
            echo "{"${COMPREPLY[@]}"}"
            """,
        Zsh => $"offer '{line}'",
        Fish => $"echo (complete -C '{line}' | string replace -r '\\t.*' '')",
        _ => $"(TabExpansion2 -inputScript '{line}' -cursorColumn {at}).CompletionMatches.CompletionText -join ' '",
    };

    /// <summary>
    /// A new interactive zsh of its own, which has the completion where it is told to be put, and says what is offered: Tab is pressed there, and what
    /// completers add is what they hand to <c>compadd</c>. Nothing is typed before it says that it is ready: until then the terminal itself would take keys
    /// such as that which clears the line.
    /// </summary>
    private const string ZshBegin =
        """
        mkdir -p zfunc; runbook completion zsh > zfunc/_runbook
        zmodload zsh/zpty
        zpty z zsh -f -i
        zpty -w z "PROMPT=; fpath+=$PWD/zfunc; autoload -U compinit; compinit -u -D; cd $PWD"
        zpty -w z 'compadd() { if [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]]; then builtin compadd "$@"; return $?; fi; local -a hits; builtin compadd -O hits "$@"; print -r -- "<$hits>"; builtin compadd "$@" }'
        zpty -w z 'bindkey "^I" complete-word; zle-line-init() { print -rn -- RE""ADY }; zle -N zle-line-init'
        zpty -r z said '*READY*'
        offer() {
            zpty -w -n z "$1"$'\t'
            zpty -w z $'\C-u'
            zpty -r z said '*READY*'
            local -a hits; local hit
            while [[ $said == *'<'* ]]; do said=${said#*'<'}; hit=${said%%'>'*}; hits+=(${=hit}); said=${said#*'>'}; done
            print -r -- ${(u)hits}
        }
        """;
}
