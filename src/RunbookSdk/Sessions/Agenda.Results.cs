using RunbookSdk.Actions;
using RunbookSdk.Matching;

namespace RunbookSdk.Sessions;

/// <content>What follows from one match when it begins, changes or ends.</content>
internal sealed partial class Agenda
{
    private void Process(MatchState state, MatchChangeKind kind, DateTimeOffset now)
    {
        switch (kind)
        {
            case MatchChangeKind.Began:
                Begin(state, now);
                Ask(state, now);
                break;
            case MatchChangeKind.Changed:
                if (state.Rule.HasGroups) Snapshots?.Touch(state);
                Change(state, now);
                break;
            default:
                Ended++;
                Snapshots?.End(state);
                Turns?.Add(new(new(state.Rule.Model.Id, state.BeganAt, state.Evidence()), false));
                standing.Unclaim(state);
                derived.Remove(state);
                gate.Withdraw(state);
                break;
        }
    }

    private void Begin(MatchState state, DateTimeOffset now)
    {
        Begun++;
        Snapshots?.End(state);
        var before = (state.BeganAt, state.Number, state.NumberOfInstant, state.HasEscalated, state.Requests, state.Released);
        (state.BeganAt, state.Number, state.NumberOfInstant) = (now, ++number, numbers.Next(state.Rule.Model.Id, now));
        (state.HasEscalated, state.Requests, state.Released) = (false, 0, 0);
        undo.Add(() =>
        {
            number--;
            (state.BeganAt, state.Number, state.NumberOfInstant, state.HasEscalated, state.Requests, state.Released) = before;
        });
        Turns?.Add(new(new(state.Rule.Model.Id, now, state.Evidence()), true));
    }

    private void Ask(MatchState state, DateTimeOffset now)
    {
        if (!state.Rule.TryProject(state.Match, state.SeenIn(SeenFacts), now, faults, out var result))
        {
            retries.Add(state);
            return;
        }

        if (!state.HasAsked) undo.Add(() => state.HasAsked = false);
        state.HasAsked = true;
        if (result is null) return;
        if (state.Rule.Model.Settings.AgainOnChange) See(state);
        if (result is StandingAction action) standing.Claim(state, action);
        else if (result is OneShotAction once) Once(state, once);
        else if (result is Proven proven) effects.Verifications.Prove(proven, state.Evidence());
        else derived.Add(state, result);
    }

    private void Change(MatchState state, DateTimeOffset now)
    {
        if (!state.HasAsked)
        {
            Ask(state, now);
            return;
        }

        if (!state.Rule.TryProject(state.Match, state.SeenIn(SeenFacts), now, faults, out var result)) return;
        if (result is not StandingAction && state.Claim is not null) standing.Unclaim(state);
        if (result is RunbookAction && state.DerivedFact is not null) derived.Remove(state);
        if (result is not OneShotAction && state.Rule.Model.Settings.AgainOnChange && See(state)) gate.Supersede(state, null);
        switch (result)
        {
            case StandingAction action:
                if (state.Claim is { } claim && claim.Action.IsSameAs(action)) return;
                standing.Unclaim(state);
                standing.Claim(state, action);
                return;
            case OneShotAction once:
                if (state.Rule.Model.Settings.AgainOnChange && See(state)) Once(state, once);
                return;
            default:
                if (Equals(state.Derived, result)) return;
                if (result is not null && derived.TryReplace(state, result)) return;
                derived.Remove(state);
                if (result is not null) derived.Add(state, result);
                return;
        }
    }

    /// <summary>What waits of an earlier request of the match for something else is not asked for any more.</summary>
    private void Once(MatchState state, OneShotAction action)
    {
        gate.Supersede(state, action);
        if (gate.Ask(state, action, RequestOf(state, action), out _)) Do(state, action, null);
    }

    private void Do(MatchState state, OneShotAction action, Proposal? proposal)
    {
        gate.Decide(state, state, action, null, proposal);
        if (!derived.TakeWritten(action)) effects.Do(action);
    }

    /// <summary>Looks at the values of the matched facts; true when one is another than at the last look.</summary>
    private bool See(MatchState state)
    {
        var seen = state.SeenIn(SeenFacts);
        var changed = state.Seen is not { } before || before.Length != seen.Length;
        for (var i = 0; !changed && i < seen.Length; i++) changed = !Equals(state.Seen![i], seen[i].Value);
        if (changed) Keep(state, seen);
        return changed;
    }

    private void Keep(MatchState state, ReadOnlySpan<SeenFact> seen)
    {
        var (before, values) = (state.Seen, new object[seen.Length]);
        for (var i = 0; i < values.Length; i++) values[i] = seen[i].Value;
        state.Seen = values;
        undo.Add(() => state.Seen = before);
    }
}
