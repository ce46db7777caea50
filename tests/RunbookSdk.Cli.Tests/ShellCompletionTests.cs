namespace RunbookSdk.Cli.Tests;

/// <summary>Completes in real shells, with a real <c>runbook</c> on their path.</summary>
public sealed class ShellCompletionTests : CommandTest
{
    private const string Files = "";

    /// <summary>Lines, with the words that Tab offers at their ends; none where the shell completes file names.</summary>
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
        ("runbook query --state ", Files),
        ("runbook check runb", Files),
    ];

    [Fact]
    public void Bash_completes_what_the_command_knows() => Completes(Shell.Bash, "", "");

    [ShellFact(Shell.Zsh)]
    public void Zsh_completes_what_the_command_knows_at_the_first_Tab_of_a_new_shell() => Completes(Shell.Zsh, "any.csx runbook runbooks zfunc", "runbook runbooks");

    [ShellFact(Shell.Fish)]
    public void Fish_completes_what_the_command_knows_and_file_names_only_where_it_knows_nothing() => Completes(Shell.Fish, "any.csx runbook runbooks/", "runbook runbooks/");

    [ShellFact(Shell.PowerShell)]
    public void PowerShell_completes_what_the_command_knows() => Completes(Shell.PowerShell, "./any.csx ./runbook ./runbooks", "./runbook ./runbooks");

    /// <summary>Where a command is only a part of what is written, or quoted, or the cursor is within it.</summary>
    [ShellFact(Shell.PowerShell)]
    public void PowerShell_completes_the_command_at_the_cursor()
    {
        (string Line, string Words)[] offered =
        [
            ("echo hello; runbook check --for^ runbooks; echo x", "--format"),
            ("""& "./runbook" jou^""", "journal"),
            ("""runbook pause "rule/page-on-l^""", "rule/page-on-load"),
            ("""runbook query "from l in Facts<ClusterLoad>() select l" --for^""", "--format"),
        ];

        Assert.Equal(Told(offered), Told(Shell.PowerShell, offered));
    }

    [Fact]
    public void Bash_completes_file_names_where_the_command_knows_nothing() =>
        Assert.Equal("complete -o bashdefault -o default -F _runbook runbook", Run(Shell.Bash, "complete -p runbook").Trim());

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

    /// <summary>Where the words come from is the same for all shells, so one of them, bash, is asked everything.</summary>
    /// <param name="shell">The shell.</param>
    /// <param name="allFiles">What it offers of the files that are there.</param>
    /// <param name="ofWord">What it offers of those that begin with <c>runb</c>.</param>
    private void Completes(string shell, string allFiles, string ofWord)
    {
        List<(string Line, string Words)> asked = [.. Offered.Where((o, i) => shell == Shell.Bash || i % 5 == 0 || o.Words.Length == 0).Select(o => o.Line switch
        {
            "runbook query --state " => o with { Words = allFiles },
            "runbook check runb" => o with { Words = ofWord },
            _ => o,
        })];

        Assert.Equal(Told(asked), Told(shell, asked));
    }

    private string Told(string shell, IReadOnlyList<(string Line, string Words)> offered)
    {
        var found = Run(shell, Shell.Completing(shell, [.. offered.Select(o => o.Line)])).Split('\n')[..^1];
        return Told(offered.Zip(found, (o, words) => (o.Line, string.Join(' ', words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)))));
    }

    private static string Told(IEnumerable<(string Line, string Words)> offered) => string.Join('\n', offered.Select(o => $"{o.Line} => {o.Words}"));

    private string Run(string shell, string script)
    {
        Write("runbooks/load.csx", """Rule("page-on-load", from l in Facts<ClusterLoad>() select Page("ops", because: "")); Rule("page-on-" + "x", q);""");
        Write("runbooks/more/queue.csx", """Rule("page-on-queue", q); var drain = DefineLifecycle("drain", l => l);""");
        return Shell.Run(shell, script, Folder);
    }
}
