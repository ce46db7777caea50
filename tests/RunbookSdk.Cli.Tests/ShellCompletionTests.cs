using System.Diagnostics;

namespace RunbookSdk.Cli.Tests;

/// <summary>Completes in a real bash, with a real <c>runbook</c> on its path.</summary>
public sealed class ShellCompletionTests : CommandTest
{
    /// <summary>Lines, with the words that Tab offers at their ends; none where bash completes file names.</summary>
    private static readonly (string Line, string Words)[] Offered =
    [
        ("runbook jou", "journal"),
        ("runbook journal ", "compact export verify"),
        ("runbook check --for", "--format"),
        ("runbook check --format s", "sarif"),
        ("runbook status --zone Europe/Osl", "Europe/Oslo"),
        ("runbook graph lifecycle ", "client-policy component drain incident maintenance"),
        ("runbook graph lifecycle --runbooks runbooks/load.csx dr", ""),
        ("runbook pause rule/page", "rule/page-on-load rule/page-on-queue"),
        ("./runbook query --sta", "--state"),
        ("runbook query --state ", ""),
        ("runbook check runb", ""),
    ];

    [Fact]
    public void Bash_completes_what_the_command_knows()
    {
        Write("runbooks/load.csx", """Rule("page-on-load", from l in Facts<ClusterLoad>() select Page("ops", because: "")); Rule("page-on-" + "x", q);""");
        Write("runbooks/more/queue.csx", """Rule("page-on-queue", q); var drain = DefineLifecycle("drain", l => l);""");

        var found = Bash(string.Concat(Offered.Select(o => Completing(o.Line)))).Split('\n').Select(l => l.Trim());

        Assert.Equal(Offered.Select(o => $"{o.Line}: {o.Words}".Trim()), Offered.Zip(found, (o, words) => $"{o.Line}: {words}".Trim()));
    }

    [Fact]
    public void Bash_completes_file_names_where_the_command_knows_nothing() =>
        Assert.Equal("complete -o bashdefault -o default -F _runbook runbook", Bash("complete -p runbook").Trim());

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    [InlineData("powershell")]
    public async Task Script_is_printed_for_each_shell(string shell)
    {
        Assert.Equal(0, await RunAsync("completion", shell));

        Assert.Contains($"'runbook completion {shell}'", Output, StringComparison.Ordinal);
        Assert.Contains("[suggest:", Output, StringComparison.Ordinal);
    }

    /// <summary>Prints what bash would offer when Tab is pressed at the end of a line.</summary>
    private static string Completing(string line) =>
        $"""
        COMP_LINE='{line}'; COMP_POINT=${"{#COMP_LINE}"}; IFS=' ' read -ra COMP_WORDS <<< "$COMP_LINE"
        [[ $COMP_LINE == *' ' ]] && COMP_WORDS+=('')
        COMP_CWORD=$(({"${#COMP_WORDS[@]}"} - 1))
        _runbook
        printf '%s\n' "{"${COMPREPLY[@]}"}" | sort | tr '\n' ' '; echo

        """;

    private string Bash(string script)
    {
        var command = Path.Combine(Folder, "runbook");
        File.WriteAllText(command, $"#!/usr/bin/env bash\nexec dotnet '{typeof(RunbookCommand).Assembly.Location}' \"$@\"\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(command, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var start = new ProcessStartInfo("bash", ["--norc", "-c", $"export PATH=\"$PWD:$PATH\"; source <(runbook completion bash); {script}"])
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var bash = Process.Start(start)!;
        var error = bash.StandardError.ReadToEndAsync();
        var output = bash.StandardOutput.ReadToEnd();
        bash.WaitForExit();
        Assert.Empty(error.Result);
        return output;
    }
}
