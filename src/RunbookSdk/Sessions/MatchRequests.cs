using RunbookSdk.Actions;
using RunbookSdk.Rules;

namespace RunbookSdk.Sessions;

/// <summary>What became of what a match asks for.</summary>
internal enum RequestStatus
{
    /// <summary>It asks for nothing: its result threw.</summary>
    Failed,

    /// <summary>It was asked for, and decided at once or answered by people; decisions say which.</summary>
    Asked,

    /// <summary>Only observed.</summary>
    Observed,

    /// <summary>Waits for approvals.</summary>
    Proposed,

    /// <summary>Waits until nothing holds it back.</summary>
    Held,

    /// <summary>In force.</summary>
    InForce,

    /// <summary>Stopped, and not asked for again by itself.</summary>
    Stopped,
}

/// <summary>What a match asks for, and what became of it.</summary>
/// <param name="Match">The match.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Action">What is asked for; null when the result of the rule threw.</param>
/// <param name="Mode">How far it may go now.</param>
/// <param name="Because">What stops it, or holds it back, or what was thrown; null when nothing does now.</param>
/// <param name="By">The rule whose match asked for the same first, and for whom it was decided, observed or proposed; null when it is this one.</param>
/// <param name="Proposal">What waits for approvals.</param>
internal sealed record MatchRequest(
    StandingMatch Match, RequestStatus Status, RunbookAction? Action, Mode Mode, string? Because = null, string? By = null, WaitingProposal? Proposal = null);

/// <summary>
/// Looks, between evaluations, at what the matches of a rule ask for, and at what became of it: why something that matches is not done. Changes nothing.
/// </summary>
internal sealed class MatchRequests(Agenda agenda, Gate gate, DateTimeOffset now)
{
    /// <summary>The requests of a rule, in the order in which their matches began; a match that asks for no action has none.</summary>
    public IEnumerable<MatchRequest> Of(string rule) =>
        agenda.States.Where(s => s.IsOpen && s.Rule.Model.Id == rule).OrderBy(s => s.Number).SelectMany(Of);

    private IEnumerable<MatchRequest> Of(MatchState state)
    {
        if (state.Rule.IsQuarantined) return [];
        if (state.Claim is { } entry) return [OfStanding(state, entry)];
        var (result, thrown) = state.Rule.Project(state.Match, now);
        if (thrown is not null && !state.HasAsked)
            return [new(MatchOf(state), RequestStatus.Failed, null, state.Rule.Model.Settings.Mode, $"{thrown.GetType().Name}: {thrown.Message}")];
        return result is OneShotAction action ? OfOneShot(state, action) : [];
    }

    private MatchRequest OfStanding(MatchState state, StandingEntry entry)
    {
        var asked = state.Asked!;
        return entry.Status switch
        {
            StandingStatus.InForce => Found(state, RequestStatus.InForce, asked) with { By = Other(entry.DecidedFor, state) },
            StandingStatus.Observed => Found(state, RequestStatus.Observed, asked) with { By = Other(entry.DecidedFor, state) },
            StandingStatus.Proposed when entry.Proposal is { } proposal => Proposed(state, proposal),
            _ => Held(state, entry) ?? Stopped(state, asked),
        };
    }

    /// <summary>A match that asks again on change may have asked for several things.</summary>
    private List<MatchRequest> OfOneShot(MatchState state, OneShotAction action)
    {
        List<MatchRequest> waiting = [.. gate.Proposals.Where(p => p.State == state).Select(p => Proposed(state, p))];
        if (Held(state, state) is { } held) waiting.Add(held);
        if (waiting.Count > 0) return waiting;
        if (state.Requests > 0) return [Found(state, RequestStatus.Asked, action)];
        return [gate.ModeOf(state, action) == Mode.Observe ? Found(state, RequestStatus.Observed, action) : Stopped(state, action)];
    }

    private MatchRequest Proposed(MatchState state, Proposal proposal) => Found(state, RequestStatus.Proposed, proposal.Action) with
    {
        By = Other(proposal.State, state),
        Proposal = SnapshotKeeper.ToWaiting(proposal),
    };

    private MatchRequest? Held(MatchState state, object owner) =>
        gate.Held.Find(owner) is { } held ? Found(state, RequestStatus.Held, held.Action) with { Because = held.Because } : null;

    private MatchRequest Stopped(MatchState state, RunbookAction action) =>
        Found(state, RequestStatus.Stopped, action) with { Because = gate.StopOf(state, action, now)?.Because };

    private MatchRequest Found(MatchState state, RequestStatus status, RunbookAction action) => new(MatchOf(state), status, action, gate.ModeOf(state, action));

    private static StandingMatch MatchOf(MatchState state) => new(state.Rule.Model.Id, state.BeganAt, state.Evidence());

    private static string? Other(MatchState? by, MatchState state) => by?.Rule.Model.Id is { } rule && rule != state.Rule.Model.Id ? rule : null;
}
