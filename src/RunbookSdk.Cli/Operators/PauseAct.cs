using RunbookSdk.Actions;
using RunbookSdk.Facts;
using RunbookSdk.Sessions;

namespace RunbookSdk.Cli.Operators;

/// <summary>A person throws a switch.</summary>
/// <param name="name">Its scope, as it was written.</param>
/// <param name="path">The state file, for the commands that are shown.</param>
internal sealed class PauseAct(string name, string path) : IAct
{
    private string scope = "";

    public Said Say(OpenedState state, ActPlan plan, DateTimeOffset now)
    {
        scope = ScopeName.Of(name, state);
        return new($"Paused {scope} as {plan.By}.", new Observation(new Pause(scope, plan.By, plan.Because, now), now));
    }

    public IEnumerable<string> Tell(OpenedState state, Evaluation followed, TimeText times)
    {
        var within = state.Status.InForce.Where(a => Scope.Covers(scope, a.Rule, a.Action.Target)).ToList();
        if (within.Count > 0) yield return $"Still in force, until its reason ends:{string.Concat(within.Select(a => $"\n  {ProposalText.What(a.Action)}, since {times.At(a.Since)}, by {a.Rule}"))}";
        yield return $"It is undone by: runbook resume {ProposalText.Quoted(scope)} --state {ProposalText.Quoted(path)}";
    }
}

/// <summary>A person wants no action and no page for a time.</summary>
/// <param name="name">The scope, as it was written.</param>
/// <param name="lasts">For how long.</param>
/// <param name="begins">From when; null: now.</param>
/// <param name="path">The state file, for the commands that are shown.</param>
internal sealed class SilenceAct(string name, TimeSpan lasts, DateTimeOffset? begins, string path) : IAct
{
    private Silence? silence;

    /// <summary>Works out the words of an act.</summary>
    public static SilenceAct Of(string name, string lasts, string? begins, string path, out List<Diagnostics.Diagnostic> problems)
    {
        problems = [];
        var time = OptionText.Read("--for", CommandCodes.NotATime, lasts, Positive, problems, TimeSpan.Zero);
        var from = OptionText.Read<DateTimeOffset?>("--from", CommandCodes.NotAnInstant, begins, t => Instant.Parse(t), problems, null);
        return new(name, time, from, path);
    }

    public Said Say(OpenedState state, ActPlan plan, DateTimeOffset now)
    {
        var from = begins ?? now;
        if (from + lasts <= now) throw CommandCodes.Refuse(CommandCodes.Conflict, $"The silence would end at {new TimeText(plan.Zone).At(from + lasts)}, which is over.");
        var scope = ScopeName.Of(name, state);
        silence = new Silence($"silence-{state.Journal.Count + 1}", scope, plan.By, plan.Because, from, from + lasts);
        return new($"Silenced {scope} as {plan.By}, as {silence.Id}.", new Observation(silence, now));
    }

    public IEnumerable<string> Tell(OpenedState state, Evaluation followed, TimeText times)
    {
        var now = state.Session.Now;
        yield return silence!.Begins > now
            ? $"It begins at {times.From(now, silence.Begins)} and ends at {times.From(now, silence.Ends)}."
            : $"It ends at {times.From(now, silence.Ends)}.";
        yield return $"It is ended early by: runbook resume {silence.Id} --state {ProposalText.Quoted(path)}";
    }

    private static TimeSpan Positive(string text) => OptionText.ParseTime(text) is { Ticks: > 0 } time ? time : throw new FormatException("A silence has to last; write 30m, 2h or 3d.");
}
