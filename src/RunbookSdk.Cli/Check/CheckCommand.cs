using System.CommandLine;

namespace RunbookSdk.Cli.Check;

/// <summary><c>runbook check</c>: its words on the command line.</summary>
internal static class CheckCommand
{
    public const string Name = "check";

    private const string Teaching =
        """
        Finds what is wrong with runbooks: what does not compile, rules that cannot be, lifecycles with states that nobody reaches, and
        triggers that no state permits. All of it at once, in the form file(line,column): severity CODE: message, which editors and CI
        systems understand. What a code means, and what to do, stands in docs/diagnostics.md. What was found is kept: files that have not
        changed are not compiled again.

        Examples:
          runbook check runbooks
          runbook check runbooks examples/first-runbook/webtools.csx --strict
          runbook check runbooks/webtools.csx --format json | jq -r .code
          runbook check runbooks --format sarif > runbooks.sarif
          runbook check runbooks --fix

        Exit code: 0 nothing is wrong (there may be warnings, unless --strict is given); 1 something is; 2 could not run, such as when there
        is no such file.
        """;

    public static Command Create(CommandConsole console)
    {
        var paths = new Argument<string[]>("PATH") { Description = "A .csx file, or a folder of them; several are checked together.", Arity = ArgumentArity.OneOrMore };
        var format = new Option<string>("--format")
        {
            Description = "text: for people and editors; json: one object a line; sarif: SARIF 2.1.0, for code scanning; github: annotations of a workflow run.",
            DefaultValueFactory = _ => "text",
        };
        format.AcceptOnlyFromAmong("text", "json", "sarif", "github");
        var strict = new Option<bool>("--strict") { Description = "Warnings fail too." };
        var noCache = new Option<bool>("--no-cache") { Description = "Compile and check anew instead of taking what was found from the cache." };
        var fix = new Option<bool>("--fix") { Description = "Mend in the files what can be mended, and say what was done; then check what is left." };
        var command = new Command(Name, Teaching) { paths, format, strict, fix, noCache };
        command.SetAction(parsed => new CheckRun(
            new(parsed.GetRequiredValue(paths))
            {
                Format = parsed.GetRequiredValue(format),
                IsStrict = parsed.GetValue(strict),
                Fixes = parsed.GetValue(fix),
                UsesCache = !parsed.GetValue(noCache),
            },
            console).Run());
        return command;
    }
}
