using System.CommandLine;
using RunbookSdk.Cli.Operators;
using RunbookSdk.Cli.Replay;

namespace RunbookSdk.Cli.Query;

/// <summary><c>runbook query</c>: its words on the command line.</summary>
internal static class QueryCommand
{
    public const string Name = "query";

    private const string Teaching =
        """
        Answers C# queries over what is known: facts, incidents, components, decisions, matches, what waits, what is in force, what is due. At
        the end, or at any instant (--at) of a state that 'runbook eval' keeps or of a replay. It only reads, and works while another run has the state.

        Without QUERY it asks for one after the other, with completion (Tab) and history; ':help' there says what can be asked.

        Examples:
          runbook query --state state.db OpenIncidents
          runbook query --state state.db "from l in Facts<ClusterLoad>() where l.Percent > 80 select l"
          runbook query --state state.db --at "2019-09-11 09:41 Europe/Oslo" "Components.Where(c => c.Status != ComponentStatus.Operational)"
          runbook query --state state.db --format json Proposals | jq .number
          runbook query --runbooks examples/superoffice-2019 --at "2019-09-18 11:00 Europe/Oslo" InForce
          runbook query --runbooks runbooks --facts september.jsonl.gz

        Exit code: 0 answered; 1 the query threw, or facts of the replay were rejected; 2 it does not compile, or could not run to its end.
        """;

    public static Command Create(CommandConsole console)
    {
        var query = new Argument<string?>("QUERY") { Description = "The query. Default: queries are asked for.", Arity = ArgumentArity.ZeroOrOne };
        var state = ActOptions.Text("--state", "DB", "The file that 'runbook eval' keeps the state in.");
        var runbooks = ActOptions.Text("--runbooks", "PATH", "What to replay instead: a folder with replay.json, a folder of .csx files, or one .csx file.");
        var facts = new Option<string[]>("--facts") { Description = "Facts of the replay: a file, a folder, or - for standard input; can be given several times.", HelpName = "F" };
        var at = ActOptions.Text("--at", "T", "The instant to look at, such as \"2019-09-11 09:41 Europe/Oslo\". Default: the end.");
        var zone = ActOptions.Text("--zone", "NAME", "Zone of the times shown, such as Europe/Oslo. Default: replay.json's, else UTC.");
        var metric = ActOptions.Text("--metric", "NAME", "Metric that the numbers of a CSV series are samples of. Default: value.");
        var format = ActOptions.FormatOption("text: a table; json: the items of a sequence one a line, anything else on one.");
        var noCache = ActOptions.NoCacheOption();
        var command = new Command(Name, Teaching) { query, state, runbooks, facts, at, zone, metric, format, noCache };
        command.SetAction((parsed, cancellation) => new QueryRun(
            console,
            new QueryRequest
            {
                Query = parsed.GetValue(query),
                State = parsed.GetValue(state),
                Runbooks = parsed.GetValue(runbooks),
                Facts = parsed.GetValue(facts) ?? [],
                At = parsed.GetValue(at),
                Zone = parsed.GetValue(zone),
                Metric = parsed.GetValue(metric) ?? ReplayRequest.DefaultMetric,
                IsJson = parsed.GetValue(format) == "json",
                UsesCache = !parsed.GetValue(noCache),
            }).RunAsync(cancellation));
        return command;
    }
}
