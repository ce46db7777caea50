using System.CommandLine;
using System.Globalization;
using RunbookSdk.Cli.Replay;
using RunbookSdk.Rules;

namespace RunbookSdk.Cli.Eval;

/// <summary><c>runbook eval</c>: its words on the command line.</summary>
internal static class EvalCommand
{
    private const string Teaching =
        """
        Evaluates once and exits, for scheduled jobs: takes facts, lets time pass since the last run, decides, and remembers.

        The state is one file. Each run goes on where the last one ended: what is in force, what waits for an approval, what has lasted
        for how long. What became due since then is decided at its own instant, also when no run was there: a date that passed on Sunday
        is decided by Monday's run, and its decision says Sunday. Decisions are written to the state before they are printed; those that
        a killed run could not print are printed by the next one, with the same idempotencyKey.

        Facts are taken at the instant of the run. With --since-last each is taken at the instant at which it was observed, as if a run
        had been there: use it when the facts are a log since the last run.

        With --handlers decisions are also carried out: by the handlers that a file names, at least once, in the order of each target, with the
        same key on every attempt. What could not be done in the time of --deliver-for is done by the next run; what came of it is a fact.

        Examples:
          runbook eval --runbooks runbooks --facts facts.jsonl --state state.db
          curl -s https://monitor/facts | runbook eval --runbooks runbooks --facts - --state state.db --wait 5m
          runbook eval --runbooks runbooks --facts - --state state.db --handlers handlers.yaml < facts.jsonl
          runbook eval --runbooks runbooks --facts - --state state.db --dry-run --format text < facts.jsonl

        Decisions go to standard output as CloudEvents, one a line; all else to standard error.
        Exit code: 0 fine; 1 facts were rejected, rules had faults, or a handler gave up; 2 could not run; 75 another run has the state, try again later.
        """;

    public static Command Create(CommandConsole console)
    {
        var runbooks = new Option<string[]>("--runbooks") { Description = "A .csx file or a folder of them; can be given several times.", HelpName = "P", Required = true };
        var facts = new Option<string[]>("--facts")
        {
            Description = "A file of facts, a folder of them, or - for standard input; can be given several times. Default: none, only time passes.",
            HelpName = "F",
        };
        var state = new Option<string>("--state") { Description = "The file that the state is kept in; the first run makes it.", HelpName = "DB", Required = true };
        var at = Text("--at", "T", "The instant of the run, such as \"2019-09-19 06:00 Europe/Oslo\". Default: now.");
        var wait = Text("--wait", "TIME", "How long to wait for another run that has the state, such as 30s or 5m. Default: not at all.");
        var handlers = Text("--handlers", "FILE", "Carry decisions out, by the handlers of this file of YAML; see docs/handlers.md.");
        var deliverFor = Text("--deliver-for", "TIME", "For how long handlers are called. Default: 30s.");
        var dryRun = Switch("--dry-run", "Say what would be decided, and change nothing.");
        var sinceLast = Switch("--since-last", "Take each fact at the instant at which it was observed.");
        var zone = Text("--zone", "NAME", "Zone of CSV times without an offset, and of the times shown. Default: UTC.");
        var metric = Text("--metric", "NAME", "Metric that the numbers of a CSV series are samples of. Default: value.");
        var mode = Words("--mode", "How far any rule may go; its own mode holds when that is lower.", "act", "observe", "propose", "act");
        var escalate = Text("--escalate", "TEAM", "Wake this team when a limit stops what a rule asks for and the rule names nobody.");
        var budget = Text("--budget", "N/TIME", "How much all rules together may do in a time, such as 20/1h; what tells people is not counted. Default: any number.");
        var afterCrash = Words("--after-crash", "propose: after a run that did not end as it should rules ask people, until one resumes.", "act", "act", "propose");
        var format = Words("--format", "json: CloudEvents, one a line; text: a timeline for people.", "json", "json", "text");
        var rejected = Text("--rejected", "FILE", "Write the lines that could not be read to this file, as they were.");
        var snapshotEvery = new Option<int>("--snapshot-every")
        {
            Description = "After how many entries of the journal the state itself is kept, so that the next run begins there. 0: never.",
            HelpName = "N",
            DefaultValueFactory = _ => EvalRequest.DefaultSnapshotEvery,
        };
        snapshotEvery.Validators.Add(static result =>
        {
            if (result.Tokens.Count == 1 && (!int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out _)))
                result.AddError($"--snapshot-every {result.Tokens[0].Value}: give a whole number, 0 or more.");
        });
        var noCache = Switch("--no-cache", "Compile scripts anew instead of taking them from the cache.");

        var command = new Command("eval", Teaching) { runbooks, facts, state, at, wait, handlers, deliverFor, dryRun, sinceLast, zone, metric, mode, escalate, budget, afterCrash, format, rejected, snapshotEvery, noCache };
        command.SetAction((parsed, cancellation) => new EvalRun(
            new EvalRequest(parsed.GetRequiredValue(state))
            {
                Runbooks = parsed.GetRequiredValue(runbooks),
                Facts = parsed.GetValue(facts) ?? [],
                At = parsed.GetValue(at),
                WaitText = parsed.GetValue(wait),
                Handlers = parsed.GetValue(handlers),
                DeliverForText = parsed.GetValue(deliverFor),
                IsDryRun = parsed.GetValue(dryRun),
                CatchesUp = parsed.GetValue(sinceLast),
                Zone = parsed.GetValue(zone),
                Metric = parsed.GetValue(metric) ?? ReplayRequest.DefaultMetric,
                Mode = Enum.Parse<Mode>(parsed.GetRequiredValue(mode), ignoreCase: true),
                EscalatesTo = parsed.GetValue(escalate),
                BudgetText = parsed.GetValue(budget),
                ProposesAfterCrash = parsed.GetValue(afterCrash) == "propose",
                IsText = parsed.GetValue(format) == "text",
                Rejected = parsed.GetValue(rejected),
                UsesCache = !parsed.GetValue(noCache),
                SnapshotEvery = parsed.GetValue(snapshotEvery),
            },
            console).RunAsync(cancellation));
        return command;
    }

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
