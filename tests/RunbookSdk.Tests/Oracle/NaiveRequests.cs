using RunbookSdk.Actions;
using RunbookSdk.Facts;

namespace RunbookSdk.Tests.Oracle;

/// <summary>What becomes of the results of matches: claims, one-shot requests, causes of derived facts.</summary>
internal sealed class NaiveRequests
{
    private readonly List<Claim> claims = [];
    private readonly List<Force> inForce = [];
    private readonly List<Cause> causes = [];
    private readonly List<(string Rule, Target Target, DateTimeOffset At)> decided = [];
    private NaiveFacts facts = null!;
    private DateTimeOffset now;
    private bool hasWritten;

    public List<Said> Said { get; } = [];

    public void BeginRound(DateTimeOffset instant, NaiveFacts store) => (now, facts, hasWritten) = (instant, store, false);

    public void Begin(NaiveMatch match, object result)
    {
        switch (result)
        {
            case StandingAction action:
                AddClaim(match, action);
                break;
            case OneShotAction action:
                Ask(match, action);
                break;
            default:
                causes.Add(new(match, result));
                break;
        }
    }

    public void Stand(NaiveMatch match, object result, bool hasChanged)
    {
        switch (result)
        {
            case StandingAction action:
                var claim = claims.Find(c => c.Match.IsSameAs(match));
                if (claim?.Action.Identity == action.Identity) break;
                claims.Remove(claim!);
                AddClaim(match, action);
                break;
            case OneShotAction action:
                if (hasChanged && match.Rule.Settings.AgainOnChange) Ask(match, action);
                break;
            default:
                var index = causes.FindIndex(c => c.Match.IsSameAs(match));
                if (causes[index].Fact.Equals(result)) break;
                causes.RemoveAt(index);
                causes.Add(new(match, result));
                break;
        }
    }

    public void End(NaiveMatch match)
    {
        claims.RemoveAll(c => c.Match.IsSameAs(match));
        causes.RemoveAll(c => c.Match.IsSameAs(match));
    }

    /// <summary>Releases what nobody claims any more and writes facts; gives whether a fact changed.</summary>
    public bool EndRound()
    {
        foreach (var force in inForce.Where(f => !claims.Exists(c => c.Action.Identity == f.Action.Identity)).ToList())
        {
            inForce.Remove(force);
            Say(force.Match, force.Action, Outcome.Released, force.Action.Because);
        }

        return hasWritten;
    }

    private void AddClaim(NaiveMatch match, StandingAction action)
    {
        claims.Add(new(match, action));
        if (inForce.Exists(f => f.Action.Identity == action.Identity)) return;
        inForce.Add(new(match, action));
        Say(match, action, Outcome.Decided, action.Because);
    }

    private void Ask(NaiveMatch match, OneShotAction action)
    {
        var cooldown = match.Rule.Settings.Cooldown;
        if (decided.Exists(d => d.Rule == match.Rule.Id && d.Target == action.Target && now < d.At + cooldown))
        {
            Say(match, action, Outcome.Denied, "");
            return;
        }

        decided.Add((match.Rule.Id, action.Target, now));
        Say(match, action, Outcome.Decided, action.Because);
        hasWritten |= action switch
        {
            AssertFact assert => facts.Put(assert.Fact, now, now),
            RetractFact retract => facts.Retract(retract.Fact, now),
            _ => false,
        };
    }

    private void Say(NaiveMatch match, RunbookAction action, Outcome outcome, string because) =>
        Said.Add(new(now, match.Rule.Id, action.Identity, outcome, because, match.Began, ""));

    private sealed record Claim(NaiveMatch Match, StandingAction Action);

    private sealed record Force(NaiveMatch Match, StandingAction Action);

    private sealed record Cause(NaiveMatch Match, object Fact);
}
