namespace RunbookSdk.Lifecycles;

/// <summary>Checks the lines of each state: that each is complete, and that each can be taken.</summary>
internal sealed class LineCheck<TState, TTrigger>(
    LifecycleDeclaration<TState, TTrigger> declaration, LifecycleLayout<TState, TTrigger> layout, LifecycleProblems problems)
    where TState : notnull
    where TTrigger : notnull
{
    public void Run()
    {
        foreach (var state in declaration.States)
        {
            foreach (var draft in state.Drafts)
                problems.Report(LifecycleCodes.LineWithoutEnd, draft.Location, $"a line of {Spelling.Of(state.State)} does not say what happens; end it with GoTo, GoToHistory, Reenter, Stay, Ignore or Refuse");
        }

        foreach (var lines in declaration.States.GroupBy(s => s.State)) CheckLines(lines.Key, [.. lines.SelectMany(s => s.Transitions)]);
        CheckPayloads();
    }

    private void CheckLines(TState state, List<Transition<TState, TTrigger>> lines)
    {
        foreach (var same in lines.Where(t => t.Cause == TransitionCause.Trigger).GroupBy(t => t.Trigger!)) CheckOrder([.. same], Spelling.Of(same.Key));
        CheckTimed(state, [.. lines.Where(t => t.Cause == TransitionCause.Time)]);
        CheckCompletions(state, [.. lines.Where(t => t.Cause == TransitionCause.Completion)], lines);
        foreach (var history in lines.Where(t => t.ToHistory && layout.Find(t.To) is { IsLeaf: true }))
            problems.Report(LifecycleCodes.HistoryOfNothing, history.Location, $"{Spelling.Of(history.To)} has no sub-states to go back to; use GoTo");
    }

    private void CheckOrder(List<Transition<TState, TTrigger>> same, string trigger)
    {
        var place = $"{trigger} in {Spelling.Of(same[0].From)}";
        var guarded = same.TakeWhile(t => t.Guard is not null).ToList();
        foreach (var dead in same.Skip(guarded.Count + 1))
        {
            if (dead.Guard is { } guard)
                problems.Report(LifecycleCodes.GuardNeverAsked, dead.Location, $"the guard '{guard}' of {place} is never asked; put it before the unguarded line");
            else
                problems.Report(LifecycleCodes.SecondUnguarded, dead.Location, $"{place} has a second line without a guard; keep one");
        }

        foreach (var again in guarded.GroupBy(t => t.Guard, StringComparer.Ordinal).SelectMany(g => g.Skip(1)))
            problems.Report(LifecycleCodes.GuardNeverAsked, again.Location, $"the guard '{again.Guard}' of {place} is asked a second time, and the first line has been taken when it holds; keep one");
        if (declaration.IsExclusive && guarded.Count > 0 && guarded.Count < same.Count)
            problems.Report(LifecycleCodes.GuardsOverlap, same[guarded.Count].Location, $"{place} has a line without a guard, which overlaps with '{guarded[0].Guard}'; give it a guard, or take ExclusiveGuards() away");
    }

    /// <summary>Of several times that lead out of one state, the shortest comes first and ends the others.</summary>
    private void CheckTimed(TState state, List<Transition<TState, TTrigger>> timed)
    {
        foreach (var line in timed.Where(t => t.After <= TimeSpan.Zero))
            problems.Report(LifecycleCodes.NoTime, line.Location, $"{Spelling.Of(state)} is left after {line.After}; name a time that is longer than nothing, or use Automatically()");
        if (timed.MinBy(t => t.After) is not { } first) return;
        foreach (var late in timed.Where(t => t != first))
            problems.Report(LifecycleCodes.LaterTime, late.Location, $"{Spelling.Of(state)} is never stood in for {late.After}: after {first.After} it is left; keep one of the two");
    }

    private void CheckCompletions(
        TState state, List<Transition<TState, TTrigger>> completions, List<Transition<TState, TTrigger>> lines)
    {
        foreach (var line in completions.Where(t => t.Kind != TransitionKind.Move || EqualityComparer<TState>.Default.Equals(t.To, state)))
            problems.Report(LifecycleCodes.CompletionNowhere, line.Location, $"a completion of {Spelling.Of(state)} leads nowhere, and would be taken without end; let it go to another state");
        if (completions.Count > 0) CheckOrder(completions, "the completion");
        var node = layout.Find(state);
        if (completions.Find(t => t.Guard is null) is not { } always || node is null || node.Inner.Any(n => n.Declaration.IsFinal)) return;
        if (!node.IsLeaf)
        {
            problems.Report(LifecycleCodes.CompletionNowhere, always.Location, $"{Spelling.Of(state)} has sub-states and is left as soon as it is entered; give the completion a guard, or declare a sub-state with Final(...)");
        }

        foreach (var dead in lines.Where(t => t.Cause != TransitionCause.Completion))
            problems.Report(LifecycleCodes.NeverComes, dead.Location, $"{Describe(dead)} in {Spelling.Of(state)} never comes: the state is left as soon as it is entered; remove one of the two lines");
    }

    private void CheckPayloads()
    {
        var lines = declaration.States.SelectMany(s => s.Transitions).ToList();
        foreach (var line in lines.Where(t => t.OtherPayload is not null))
            problems.Report(LifecycleCodes.TwoPayloads, line.Location, $"guard and actions of {Describe(line)} take {line.Payload?.Name} and {line.OtherPayload?.Name}; let them take one type");
        foreach (var same in lines.Where(t => t.Cause == TransitionCause.Trigger && t.Payload is not null).GroupBy(t => t.Trigger!))
        {
            var first = same.First();
            if (same.FirstOrDefault(t => t.Payload != first.Payload) is not { } other) continue;
            problems.Report(
                LifecycleCodes.TwoPayloads,
                other.Location,
                $"guards of {Spelling.Of(same.Key)} take {first.Payload?.Name} and {other.Payload?.Name}; let them take one type");
        }
    }

    private static string Describe(Transition<TState, TTrigger> line) => line.Cause switch
    {
        TransitionCause.Trigger => Spelling.Of(line.Trigger!),
        TransitionCause.Time => $"what happens after {line.After}",
        _ => "the completion",
    };
}
