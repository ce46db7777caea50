using System.CommandLine;
using System.Globalization;

namespace RunbookSdk.Cli.Test;

/// <summary><c>runbook test</c>: its words on the command line.</summary>
internal static class TestCommand
{
    private const string Teaching =
        """
        Tries runbooks on scenarios: files that end in .scenario.yaml and say which facts come when, what operators do, and which decisions
        have to follow. The clock jumps, so a scenario of a week takes no longer than one of a minute. What fails is shown with the clauses of
        its rule and every value beneath. How to write scenarios stands in docs/testing-runbooks.md.

        Examples:
          runbook test runbooks
          runbook test runbooks/webtools.csx --run "network" --watch
          runbook test runbooks --threshold 90 --format junit > results.xml

        Exit code: 0 all passed; 1 a scenario failed, or the coverage is below the threshold; 2 could not run, such as when a runbook does not
        compile or a scenario cannot be read.
        """;

    public static Command Create(CommandConsole console)
    {
        var paths = new Argument<string[]>("PATH")
        {
            Description = "A folder of scenarios, a .scenario.yaml file, or a .csx file with one beside it; several are run together.",
            Arity = ArgumentArity.OneOrMore,
        };
        var run = new Option<string?>("--run") { Description = "Only scenarios whose name has this in it; a regular expression.", HelpName = "FILTER" };
        var watch = new Option<bool>("--watch") { Description = "Run again when a runbook or a scenario changes, until Ctrl-C." };
        var coverage = new Option<bool>("--coverage") { Description = "Say which rules never matched and which clauses were seen from one side only." };
        var threshold = new Option<double?>("--threshold")
        {
            Description = "Fail when fewer percent of the rules matched, or of the sides of clauses were seen.",
            HelpName = "PERCENT",
            CustomParser = static result => double.TryParse(result.Tokens[0].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) ? percent : null,
        };
        threshold.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !(double.TryParse(result.Tokens[0].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && percent <= 100))
                result.AddError($"--threshold {result.Tokens[0].Value}: give a number of percent from 0 to 100, such as 90 or 92.5.");
        });
        var format = new Option<string>("--format") { Description = "text: for people; json: one object a line; junit: for CI systems.", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "json", "junit");
        var noCache = new Option<bool>("--no-cache") { Description = "Compile scripts anew instead of taking them from the cache." };
        var command = new Command("test", Teaching) { paths, run, watch, coverage, threshold, format, noCache };
        command.SetAction((parsed, cancellation) =>
        {
            var request = new TestRequest(parsed.GetRequiredValue(paths))
            {
                Filter = parsed.GetValue(run),
                ShowsCoverage = parsed.GetValue(coverage),
                Threshold = parsed.GetValue(threshold),
                Format = parsed.GetRequiredValue(format),
                UsesCache = !parsed.GetValue(noCache),
            };
            return parsed.GetValue(watch) ? new TestWatch(request, console).RunAsync(cancellation) : Task.FromResult(new TestRun(request, console).Run());
        });
        return command;
    }
}
