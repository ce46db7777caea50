using System.CommandLine;

namespace RunbookSdk.Cli.Operators;

/// <summary>What every command of a person says, as it was written.</summary>
/// <param name="State">The state file.</param>
internal sealed record ActRequest(string State)
{
    public string? By { get; init; }

    public string? Because { get; init; }

    public string? At { get; init; }

    public string? WaitText { get; init; }

    public string? Zone { get; init; }

    public bool IsJson { get; init; }

    public bool IsDryRun { get; init; }

    public bool UsesCache { get; init; } = true;
}

/// <summary>The options of every command of a person.</summary>
internal sealed class ActOptions
{
    private readonly Option<string> state = StateOption();
    private readonly Option<string?> by = Text("--by", "NAME", "Who says so. Default: the name of the user that runs the command.");
    private readonly Option<string?> at = Text("--at", "T", "The instant of it, such as \"2019-09-19 06:00 Europe/Oslo\". Default: now.");
    private readonly Option<string?> wait = Text("--wait", "TIME", "How long to wait for another run that has the state, such as 30s. Default: 10s.");
    private readonly Option<string?> zone = ZoneOption();
    private readonly Option<bool> dryRun = new("--dry-run") { Description = "Say what would follow, and change nothing." };
    private readonly Option<string> format = FormatOption("text: for people; json: what is decided as CloudEvents, one a line.");
    private readonly Option<bool> noCache = NoCacheOption();
    private readonly Option<string?> because;

    public ActOptions(string because) => this.because = Text("--because", "TEXT", because);

    public static Option<string> StateOption() =>
        new("--state") { Description = "The file that 'runbook eval' keeps the state in.", HelpName = "DB", Required = true };

    public static Option<string?> ZoneOption() => Text("--zone", "NAME", "Zone of the times shown, such as Europe/Oslo. Default: UTC.");

    public static Option<bool> NoCacheOption() => new("--no-cache") { Description = "Compile scripts anew instead of taking them from the cache." };

    public static Option<string> FormatOption(string description)
    {
        var format = new Option<string>("--format") { Description = description, DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "json");
        return format;
    }

    public static Option<string?> Text(string name, string value, string description) => new(name) { Description = description, HelpName = value };

    /// <summary>Adds the options to a command, after its own.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[because, by, state, dryRun, at, wait, zone, format, noCache]) command.Options.Add(option);
    }

    public ActRequest Read(ParseResult parsed) => new(parsed.GetRequiredValue(state))
    {
        By = parsed.GetValue(by),
        Because = parsed.GetValue(because),
        At = parsed.GetValue(at),
        WaitText = parsed.GetValue(wait),
        Zone = parsed.GetValue(zone),
        IsJson = parsed.GetValue(format) == "json",
        IsDryRun = parsed.GetValue(dryRun),
        UsesCache = !parsed.GetValue(noCache),
    };
}
