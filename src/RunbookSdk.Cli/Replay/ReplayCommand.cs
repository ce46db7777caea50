using System.CommandLine;
using RunbookSdk.Cli.Against;
using RunbookSdk.Rules;

namespace RunbookSdk.Cli.Replay;

/// <summary><c>runbook replay</c>: its words on the command line.</summary>
internal static class ReplayCommand
{
    private const string Teaching =
        """
        Runs history through runbooks and prints the timeline of decisions.

        PATH is one of
          a folder with replay.json   says which runbooks and facts belong together
          a folder of .csx files      the runbooks; give the facts with --facts
          one .csx file               the same, with one runbook

        Facts come from files of CloudEvents, one a line (.jsonl, .json), and from series of timestamp,value (.csv), packed (.gz)
        or not. Several files are merged by time. Lines that cannot be read are told with their place, and the rest goes on.

        Examples:
          runbook replay examples/superoffice-2019
          runbook replay runbooks/latency.csx --facts latency.csv --zone Europe/Oslo --metric latency
          runbook replay examples/superoffice-2019 --report september.html
          runbook replay examples/superoffice-2019 --state september.db        and then: runbook report --state september.db
          runbook replay examples/superoffice-2019 --until "2019-09-06 00:00 Europe/Oslo" --format json | jq .data.because
          zcat september.jsonl.gz | runbook replay runbooks --facts -
          tail -f facts.jsonl | runbook replay runbooks --facts - --live
          runbook replay examples/superoffice-2019 --against ../before/runbooks/superoffice        what does my change change?

        replay.json (comments are allowed, paths are relative to it):
          { "zone": "Europe/Oslo", "runbooks": ["../runbooks"], "facts": ["facts"],
            "start": "2019-09-01 Europe/Oslo", "until": "2019-09-20 Europe/Oslo" }

        Decisions go to standard output, all else to standard error. Exit code: 0 fine; 1 facts were rejected, or rules had faults;
        2 could not run. With --against: 0 the decisions are the same; 1 they are not; 2 could not run. docs/backtest.md has its JSON.
        """;

    public static Command Create(CommandConsole console)
    {
        var path = new Argument<string>("PATH") { Description = "A folder with replay.json, a folder of .csx files, or one .csx file." };
        var facts = new Option<string[]>("--facts")
        {
            Description = "A file of facts, a folder of them, or - for standard input; can be given several times. "
                + "Replaces what replay.json says.",
            HelpName = "F",
        };
        var zone = Text(
            "--zone", "NAME", "Zone of CSV times without an offset, and of the times shown. Default: replay.json's, else UTC.");
        var metric = Text("--metric", "NAME", "Metric that the numbers of a CSV series are samples of. Default: value.");
        var from = Text(
            "--from", "T", "Where the clock begins, such as \"2019-09-05 Europe/Oslo\"; facts observed before are known then. "
                + "Default: replay.json's start, else the first fact.");
        var until = Text(
            "--until", "T", "Where it ends; time passes until then although no fact comes. Default: replay.json's, else the last fact.");
        var mode = Words("--mode", "How far any rule may go; its own mode holds when that is lower.", "act", "observe", "propose", "act");
        var format = Words("--format", "text: a timeline for people; json: CloudEvents, one a line.", "text", "text", "json");
        var live = Switch("--live", "Follow standard input (--facts -) by the real clock until it ends or Ctrl-C.");
        var rejected = Text("--rejected", "FILE", "Write the lines that could not be read to this file, as they were.");
        var state = Text("--state", "DB", "Keep what was given and decided in this new file, for 'runbook report' and 'runbook status'.");
        var against = Text("--against", "OTHER", "Compare with another version of the runbooks: print the decisions that appear, vanish, move or change, and why.");
        var report = Text("--report", "FILE", "Write one page of HTML that shows the replay, for a browser: needs no network and no other file.");
        var noCache = Switch("--no-cache", "Compile scripts anew instead of taking them from the cache.");

        var command = new Command("replay", Teaching) { path, facts, zone, metric, from, until, mode, format, live, rejected, state, report, against, noCache };
        command.SetAction((parsed, cancellation) => RunAsync(
            new ReplayRequest(parsed.GetRequiredValue(path))
            {
                Facts = parsed.GetValue(facts) ?? [],
                Zone = parsed.GetValue(zone),
                Metric = parsed.GetValue(metric) ?? ReplayRequest.DefaultMetric,
                From = parsed.GetValue(from),
                Until = parsed.GetValue(until),
                Mode = Enum.Parse<Mode>(parsed.GetRequiredValue(mode), ignoreCase: true),
                IsJson = parsed.GetValue(format) == "json",
                IsLive = parsed.GetValue(live),
                Rejected = parsed.GetValue(rejected),
                State = parsed.GetValue(state),
                Against = parsed.GetValue(against),
                Report = parsed.GetValue(report),
                UsesCache = !parsed.GetValue(noCache),
            },
            console,
            cancellation));
        return command;
    }

    private static Task<int> RunAsync(ReplayRequest request, CommandConsole console, CancellationToken cancellation) => request.Against is { } other
        ? new AgainstRun(request, other, console).RunAsync(cancellation)
        : new ReplayRun(request, console).RunAsync(cancellation);

    private static Option<string?> Text(string name, string value, string description) =>
        new(name) { Description = description, HelpName = value };

    private static Option<bool> Switch(string name, string description) => new(name) { Description = description };

    private static Option<string> Words(string name, string description, string initial, params string[] words)
    {
        var option = new Option<string>(name) { Description = description, DefaultValueFactory = _ => initial };
        option.AcceptOnlyFromAmong(words);
        return option;
    }
}
