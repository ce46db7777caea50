using System.Text.Json;
using RunbookSdk.Cli.Journals;
using RunbookSdk.Cli.Replay;
using RunbookSdk.Diagnostics;
using RunbookSdk.Explanation;
using RunbookSdk.Facts;
using RunbookSdk.Journal;
using RunbookSdk.Sessions;

namespace RunbookSdk.Cli.Explain;

/// <summary>One run of <c>runbook explain</c>.</summary>
internal sealed class ExplainRun(ExplainRequest request, CommandConsole console)
{
    /// <summary>How many of the last decisions are shown.</summary>
    private const int ShownDecisions = 5;

    /// <summary>Goes to the instant and asks.</summary>
    /// <returns>See <see cref="ExitCode"/>.</returns>
    public Task<int> RunAsync(CancellationToken cancellation) => Guarded.RunAsync(console, () => Task.FromResult(Run(cancellation)));

    private int Run(CancellationToken cancellation)
    {
        var problems = new List<Diagnostic>();
        var at = OptionText.Read("--at", CommandCodes.NotAnInstant, request.At, t => (DateTimeOffset?)Instant.Parse(t), problems, null);
        var zone = OptionText.Read("--zone", CommandCodes.NoSuchZone, request.Zone, Instant.FindZone, problems, TimeZoneInfo.Utc);
        if ((request.State is null) == (request.Path is null))
            problems.Add(new(CommandCodes.NothingToExplain, Severity.Error, "Say where from: either --state DB, or the PATH of a history as in 'runbook replay'.", SourceLocation.None));
        if (request is { State: not null, Facts.Count: > 0 })
            problems.Add(new(CommandCodes.Conflict, Severity.Error, "A state has its facts; leave --facts out.", SourceLocation.None));
        if (problems.Count > 0) throw new RunbookException(problems);
        using var past = request.State is { } state
            ? PastState.OfJournal(state, at, console, request.UsesCache)
            : PastState.OfReplay(History, at, console, cancellation);
        if (past is null) return ExitCode.CouldNotRun;
        Explain(past, at, request.State is null ? ReplayPlan.Of(History).Zone : zone);
        return ExitCode.Fine;
    }

    private ReplayRequest History => new(request.Path!) { Facts = request.Facts, Zone = request.Zone, Metric = request.Metric, UsesCache = request.UsesCache };

    private void Explain(PastState past, DateTimeOffset? at, TimeZoneInfo zone)
    {
        var (session, timeline) = (past.Session, new Timeline(zone));
        if (session.Rules.Rules.All(r => r.Id != request.Rule)) throw UnknownRule(session);
        if (at > session.Now) console.Error.WriteLine($"What is known ends at {timeline.At(past.Ends)}, with the last evaluation; that is explained.");
        var explanation = session.Explain(request.Rule, request.Key, new() { FindsWays = true, Zone = zone });
        if (!explanation.IsKeyKnown) throw UnknownKey(session, timeline);
        var decisions = DecidedBefore(past.Journal);
        if (request.IsJson)
        {
            ExplanationJson.Write(console.Output, explanation, decisions);
            return;
        }

        console.Output.WriteLine(explanation.ToString());
        console.Output.WriteLine();
        console.Output.WriteLine(decisions.Count == 0 ? "nothing was decided by it before" : "what it decided last");
        foreach (var decision in decisions) console.Output.WriteLine($"  {timeline.Line(decision)}");
    }

    /// <summary>The last decisions of the rule, about the key if one is asked for.</summary>
    private List<RecordedDecision> DecidedBefore(IJournal journal) =>
    [
        .. journal.Read().SelectMany(e => e.Records)
            .Where(r => r.Kind == JournalRecordKind.Decision && r.Name == request.Rule && IsAbout(r.Data))
            .Select(r => RecordedDecision.Parse(r.Data)).TakeLast(ShownDecisions),
    ];

    private bool IsAbout(string decision)
    {
        if (request.Key is not { } key) return true;
        using var json = JsonDocument.Parse(decision);
        return json.RootElement.GetProperty("data").GetProperty("facts").EnumerateArray()
            .Select(f => f.GetProperty("key").GetString() ?? "")
            .Any(k => k.Equals(key, StringComparison.OrdinalIgnoreCase) || k.Split('/').Contains(key, StringComparer.OrdinalIgnoreCase));
    }

    private RunbookException UnknownRule(RunbookSession session)
    {
        List<string> ids = [.. session.Rules.Rules.Where(r => !r.IsImplied).Select(r => r.Id)];
        return CommandCodes.Refuse(CommandCodes.NoSuchRule, $"There is no rule '{request.Rule}'. {Suggested(request.Rule, ids, "The rules are")}");
    }

    private RunbookException UnknownKey(RunbookSession session, Timeline timeline)
    {
        var read = session.Explain(request.Rule).Nearest.Select(f => f.Type).ToHashSet();
        var snapshot = session.Snapshot;
        List<string> keys =
        [
            .. snapshot.FactTypes.Where(t => read.Contains(t.Name)).SelectMany(snapshot.Facts).Select(f => f.Key).Where(k => k.Length > 0)
                .SelectMany(k => k.Split('/').Prepend(k)).Distinct(),
        ];
        return CommandCodes.Refuse(
            CommandCodes.NoSuchKey,
            $"Nothing that '{request.Rule}' reads has the key '{request.Key}' at {timeline.At(session.Now)}. {Suggested(request.Key!, keys, "Among what it reads are")}",
            new SourceLocation("--key", 0));
    }

    private static string Suggested(string written, List<string> known, string otherwise)
    {
        const int Most = 12;
        if (known.Count == 0) return "Nothing that it reads is known.";
        var near = known.Select(k => (Name: k, Distance: Spelling.Distance(written, k))).OrderBy(k => k.Distance).ThenBy(k => k.Name, StringComparer.Ordinal).First();
        return near.Distance <= Math.Max(2, written.Length / 3)
            ? $"Did you mean '{near.Name}'?"
            : $"{otherwise} {string.Join(", ", known.Order(StringComparer.Ordinal).Take(Most))}{(known.Count > Most ? " and more" : "")}.";
    }
}
