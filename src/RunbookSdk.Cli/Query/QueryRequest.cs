using RunbookSdk.Cli.Replay;
using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;

namespace RunbookSdk.Cli.Query;

/// <summary>What was asked for on the command line, as it was written.</summary>
internal sealed record QueryRequest
{
    /// <summary>The query; null: questions are read from the terminal, or from standard input.</summary>
    public string? Query { get; init; }

    /// <summary>The file that a journal is kept in; null for a replay.</summary>
    public string? State { get; init; }

    /// <summary>The runbooks of a replay; null for a journal.</summary>
    public string? Runbooks { get; init; }

    public IReadOnlyList<string> Facts { get; init; } = [];

    public string? At { get; init; }

    public string? Zone { get; init; }

    public string Metric { get; init; } = ReplayRequest.DefaultMetric;

    public bool IsJson { get; init; }

    public bool UsesCache { get; init; } = true;

    public ReplayRequest ToReplay() => new(Runbooks!) { Facts = Facts, Zone = Zone, Metric = Metric, UsesCache = UsesCache };
}

/// <summary>A request with its options worked out.</summary>
/// <param name="At">The instant; null: the end.</param>
/// <param name="Zone">The zone that instants are shown in.</param>
internal sealed record QueryPlan(DateTimeOffset? At, TimeZoneInfo Zone)
{
    /// <summary>Works a request out.</summary>
    /// <exception cref="RunbookException">Something cannot be used; it carries every problem.</exception>
    public static QueryPlan Of(QueryRequest request)
    {
        var problems = new List<Diagnostic>();
        var at = OptionText.Read<DateTimeOffset?>("--at", CommandCodes.NotAnInstant, request.At, t => Instant.Parse(t), problems, null);
        var zone = OptionText.Read("--zone", CommandCodes.NoSuchZone, request.Zone, Instant.FindZone, problems, TimeZoneInfo.Utc);
        if (request.State is null == request.Runbooks is null)
            problems.Add(Problem("Say what to look at: --state DB for what 'runbook eval' keeps, or --runbooks PATH (with --facts) for a replay; one of them."));
        else if (request.State is not null && request.Facts.Count > 0)
            problems.Add(Problem("--facts are for a replay, and --state has its facts already: leave one out."));
        if (request.Query is { } query && ProblemOf(query) is { } problem) problems.Add(problem);
        if (problems.Count > 0) throw new RunbookException(problems);
        return request is { Runbooks: not null, Zone: null } ? new(at, ReplayPlan.Of(request.ToReplay()).Zone) : new(at, zone);
    }

    /// <summary>What stands in place of a query on the command line, and is none.</summary>
    private static Diagnostic? ProblemOf(string query) => query.Trim() switch
    {
        "" => new(CommandCodes.NoQuery, Severity.Error, "The query is empty; write one, such as OpenIncidents, or leave it out to be asked for queries.", SourceLocation.None),
        [':', ..] => new(CommandCodes.NoQuery, Severity.Error, $"'{query.Trim()}' is for the prompt, which you get without a query.", SourceLocation.None),
        _ => null,
    };

    private static Diagnostic Problem(string message) => new(CommandCodes.Conflict, Severity.Error, message, SourceLocation.None);
}
