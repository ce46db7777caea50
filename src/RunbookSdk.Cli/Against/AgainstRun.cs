using RunbookSdk.Cli.Replay;
using RunbookSdk.Facts;
using RunbookSdk.Journal;

namespace RunbookSdk.Cli.Against;

/// <summary>One run of <c>runbook replay --against</c>.</summary>
internal sealed class AgainstRun(ReplayRequest request, string other, CommandConsole console)
{
    /// <summary>Loads both versions, runs history through them, and prints what is otherwise.</summary>
    /// <returns>0 when the decisions are the same, 1 when they are not; see <see cref="ExitCode"/>.</returns>
    public Task<int> RunAsync(CancellationToken cancellation) => Guarded.RunAsync(console, () => Task.FromResult(Run(cancellation)));

    private int Run(CancellationToken cancellation)
    {
        Check();
        var plan = ReplayPlan.Of(request);
        var others = ReplayPlan.RunbooksOf(other);
        var files = FactFiles.Find(plan.Facts);
        GivenOutputs.Check(request, files.Concat(plan.Runbooks).Concat(others));
        using var mine = console.Runbooks.Load(plan.Runbooks, request.UsesCache);
        using var theirs = console.Runbooks.Load(others, request.UsesCache);
        foreach (var note in FactFiles.Notes(files)) console.Error.WriteLine(note);
        Tell("here", mine);
        Tell("there", theirs);
        if (mine.Rules is not { } rules || theirs.Rules is not { } otherRules) return ExitCode.CouldNotRun;
        var timeline = new Timeline(plan.Zone, rules.Rules.Concat(otherRules.Rules).Select(r => r.Id));
        using var given = GivenFacts.Of(files, console.Input);
        using var rejected = new RejectedFacts(console.Error, request.Rejected);
        var refused = new RejectedThere(console.Error);
        using var here = new Side("here", rules, Open(given, plan, mine.FactTypes, (file, fact) => { rejected.Add(file, fact); refused.AddHere(fact); }), console.Error);
        using var there = new Side("there", otherRules, Open(given, plan, theirs.FactTypes, (_, fact) => refused.AddThere(fact)), console.Error);
        var both = new TwoSides(here, there, plan, new WhyNot(timeline));
        if (!both.Run(request.Mode, cancellation)) return ExitCode.CouldNotRun;
        rejected.Close();
        refused.Close();
        Close(here, there);
        if (here.Read + there.Read == 0 && rejected.Count > 0) throw CommandCodes.Refuse(CommandCodes.NoFacts, "None of the facts could be read, so there is nothing to compare.");
        var differences = RuleDifferences.Of(rules, otherRules, plan.Start ?? DateTimeOffset.UnixEpoch);
        var comparison = Comparison.Of(differences, here.Decisions, there.Decisions, both.ReasonOf) with
        {
            Facts = here.Read,
            Rejected = rejected.Count,
            ChangedFacts = FactDifference.Of(mine.FactTypes, theirs.FactTypes),
        };
        if (request.IsJson) ComparisonJson.Write(console.Output, comparison);
        else new ComparisonText(console.Output, timeline, string.Join(", ", plan.Runbooks), string.Join(", ", others)).Write(comparison);
        return comparison.Differences.Count == 0 ? ExitCode.Fine : ExitCode.Findings;
    }

    private void Check()
    {
        if (request.IsLive) throw CommandCodes.Refuse(CommandCodes.Conflict, "--against compares what has happened; leave --live out.");
        if (request.State is not null) throw CommandCodes.Refuse(CommandCodes.Conflict, "--against keeps no state, for there are two; leave --state out.");
        if (request.Report is not null) throw CommandCodes.Refuse(CommandCodes.Conflict, "--against compares two replays, and a page shows one; leave --report out.");
    }

    private FactMerge Open(GivenFacts given, ReplayPlan plan, IReadOnlyList<Type> types, Action<string, RejectedFact> reject)
    {
        var events = new CloudEventReader(DomainFacts.CatalogWith(types));
        return new FactMerge(given.Files.Select(f => new FactFiles(events, plan.Zone, request.Metric, given.Open(), reject).Open(f)));
    }

    private void Close(Side here, Side there)
    {
        here.Close();
        there.Close();
        if (here.Read != there.Read)
            console.Error.WriteLine(FormattableString.Invariant($"here {here.Read:N0} facts were read and there {there.Read:N0}"));
    }

    private void Tell(string name, LoadedRunbooks runbooks)
    {
        foreach (var problem in runbooks.Diagnostics) console.Error.WriteLine($"{name}: {problem}");
    }
}
