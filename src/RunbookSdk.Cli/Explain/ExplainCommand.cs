using System.CommandLine;
using RunbookSdk.Cli.Operators;
using RunbookSdk.Cli.Replay;

namespace RunbookSdk.Cli.Explain;

/// <summary><c>runbook explain</c>: its words on the command line.</summary>
internal static class ExplainCommand
{
    private const string Teaching =
        """
        Says why a rule matches at an instant, or why it does not: its clauses in their order, how many facts came to each and passed it, the
        facts that are nearest to a match with every value that the clauses read, and the smallest change after which it would match. Below
        it: what waits for people or is in force, and what the rule decided before.

        RULE is the id of a rule. Where from:
          --state DB          the state of 'runbook eval' or of a host; it is only read, also while it is written
          PATH [--facts F]    a history, as in 'runbook replay'

        Examples:
          runbook explain suspend-webtools --state state.db --key online1
          runbook explain suspend-webtools examples/superoffice-2019 --key online1 --at "2019-09-11 09:40 Europe/Oslo"
          runbook explain latency-high runbooks/latency.csx --facts web.csv --metric latency --at "2014-03-14 10:00 UTC" --format json

        --key is the key of a fact that the rule reads, as decisions write it (online1/WebTools), or a part of one (online1).
        Exit code: 0 it is explained; 2 it cannot be: no such rule, no such key, no such state.
        """;

    public static Command Create(CommandConsole console)
    {
        var rule = new Argument<string>("RULE") { Description = "Id of the rule." };
        var path = new Argument<string?>("PATH")
        {
            Description = "A folder with replay.json, a folder of .csx files, or one .csx file; leave it out with --state.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var facts = new Option<string[]>("--facts") { Description = "A file of facts, or a folder of them, as in 'runbook replay'.", HelpName = "F" };
        var metric = ActOptions.Text("--metric", "NAME", "Metric that the numbers of a CSV series are samples of. Default: value.");
        var state = ActOptions.Text("--state", "DB", "The file that 'runbook eval' or a host keeps the state in.");
        var key = ActOptions.Text("--key", "K", "What it is about, such as online1. Default: whatever is nearest to a match.");
        var at = ActOptions.Text("--at", "T", "The instant, such as \"2019-09-11 09:45 Europe/Oslo\". Default: the end of the state or history.");
        var zone = ActOptions.Text("--zone", "NAME", "Zone of the times shown, such as Europe/Oslo. Default: replay.json's, else UTC.");
        var format = ActOptions.FormatOption("text: for people; json: one object, told in docs/explaining.md.");
        var noCache = ActOptions.NoCacheOption();
        var command = new Command("explain", Teaching) { rule, path, facts, metric, state, key, at, zone, format, noCache };
        command.SetAction((parsed, cancellation) => new ExplainRun(
            new ExplainRequest(parsed.GetRequiredValue(rule))
            {
                Path = parsed.GetValue(path),
                Facts = parsed.GetValue(facts) ?? [],
                Metric = parsed.GetValue(metric) ?? ReplayRequest.DefaultMetric,
                State = parsed.GetValue(state),
                Key = parsed.GetValue(key),
                At = parsed.GetValue(at),
                Zone = parsed.GetValue(zone),
                IsJson = parsed.GetValue(format) == "json",
                UsesCache = !parsed.GetValue(noCache),
            },
            console).RunAsync(cancellation));
        return command;
    }
}
