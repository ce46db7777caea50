using RunbookSdk.Actions;
using RunbookSdk.Facts;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.Tests.Oracle;

/// <summary>What becomes of the results of matches: claims, one-shot requests, causes of derived facts.</summary>
internal sealed class NaiveRequests(NaiveFacts facts)
{
    private readonly List<Claim> claims = [];
    private readonly List<StandingAction> inForce = [];
    private readonly List<(NaiveMatch Match, StandingAction Action)> left = [];
    private readonly List<Cause> causes = [];
    private readonly List<object> derived = [];
    private readonly List<(string Rule, Target Target, DateTimeOffset At)> decided = [];
    private DateTimeOffset now;
    private bool hasWritten;

    public List<Said> Said { get; } = [];

    public void BeginRound(DateTimeOffset instant) => (now, hasWritten) = (instant, false);

    public void Begin(NaiveMatch match, object result)
    {
        if (result is StandingAction action) AddClaim(match, action);
        else if (result is OneShotAction once) Ask(match, once);
        else AddCause(match, result);
    }

    /// <summary>A match that stood before this round stands.</summary>
    public void Stand(NaiveMatch match, object result, bool hasChanged)
    {
        if (result is OneShotAction once)
        {
            if (hasChanged && match.Rule.Settings.AgainOnChange) Ask(match, once);
        }
        else if (result is StandingAction action)
        {
            if (claims.Exists(c => c.Match.IsSameAs(match) && c.Action.Identity == action.Identity)) return;
            Leave(match);
            AddClaim(match, action);
        }
        else Derive(match, result);
    }

    public void End(NaiveMatch match)
    {
        Leave(match);
        RemoveCause(match);
    }

    /// <summary>Releases what nobody claims any more, forgets what nothing derives any more; gives whether a fact was written.</summary>
    public bool EndRound()
    {
        foreach (var (match, action) in left)
        {
            if (claims.Exists(c => c.Action.Identity == action.Identity)) continue;
            if (inForce.Find(a => a.Identity == action.Identity) is not { } ended) continue;
            inForce.Remove(ended);
            Say(match, ended, Outcome.Released, $"ended: {ended.Because}");
        }

        left.Clear();
        foreach (var fact in derived.Where(d => !causes.Exists(c => IsSame(c.Fact, d))).ToList())
        {
            derived.Remove(fact);
            hasWritten |= facts.Remove(fact);
        }

        return hasWritten;
    }

    private static bool IsSame(object fact, object other) =>
        fact.GetType() == other.GetType() && FactType.Of(fact.GetType()).Keys.All(k => Equals(k.GetValue(fact), k.GetValue(other)));

    private bool IsCoolingDown(NaiveMatch match, Target target) =>
        decided.Exists(d => d.Rule == match.Rule.Id && d.Target == target && now < d.At + match.Rule.Settings.Cooldown);

    private void AddClaim(NaiveMatch match, StandingAction action)
    {
        claims.Add(new(match, action));
        if (!inForce.Exists(a => a.Identity == action.Identity) && Request(match, action)) inForce.Add(action);
    }

    private void Leave(NaiveMatch match)
    {
        if (claims.Find(c => c.Match.IsSameAs(match)) is not { } claim) return;
        claims.Remove(claim);
        if (!claims.Exists(c => c.Action.Identity == claim.Action.Identity)) left.Add((match, claim.Action));
    }

    private void Ask(NaiveMatch match, OneShotAction action)
    {
        if (!Request(match, action)) return;
        if (action is AssertFact assert)
        {
            facts.Write(assert.Fact, now);
            hasWritten = true;
        }

        if (action is RetractFact retract) hasWritten |= facts.Remove(retract.Fact);
    }

    private bool Request(NaiveMatch match, RunbookAction action)
    {
        if (IsCoolingDown(match, action.Target))
        {
            Say(match, action, Outcome.Denied, "");
            return false;
        }

        decided.Add((match.Rule.Id, action.Target, now));
        Say(match, action, Outcome.Decided, action.Because);
        return true;
    }

    private void AddCause(NaiveMatch match, object fact)
    {
        causes.Add(new(match, fact));
        if (!derived.Exists(d => IsSame(d, fact))) derived.Add(fact);
        WriteDerived(fact);
    }

    private void RemoveCause(NaiveMatch match)
    {
        if (causes.Find(c => c.Match.IsSameAs(match)) is not { } cause) return;
        causes.Remove(cause);
        WriteDerived(cause.Fact);
    }

    private void Derive(NaiveMatch match, object fact)
    {
        var place = causes.FindIndex(c => c.Match.IsSameAs(match));
        if (IsSame(causes[place].Fact, fact))
        {
            causes[place] = new(match, fact);
            WriteDerived(fact);
            return;
        }

        RemoveCause(match);
        AddCause(match, fact);
    }

    /// <summary>The cause that came last says the value.</summary>
    private void WriteDerived(object fact)
    {
        if (causes.FindLast(c => IsSame(c.Fact, fact)) is not { } last || last.Fact.Equals(facts.Value(fact))) return;
        facts.Write(last.Fact, now);
        hasWritten = true;
    }

    private void Say(NaiveMatch match, RunbookAction action, Outcome outcome, string because) => Said.Add(new(
        now, match.Rule.Id, action.Identity, outcome, because, match.Began, outcome == Outcome.Released ? "" : Evidence(match)));

    private static string Evidence(NaiveMatch match) => string.Join(", ", match.Items.Select(i =>
        i.Value is GroupValue group
            ? $"group {Convert.ToString(group.Key, null)} of {group.Count}{string.Concat(group.Firsts.Select(f => $", first {f}"))}"
            : $"{i.Value} of {OracleTime.Text(i.ObservedAt)}"));

    private sealed record Claim(NaiveMatch Match, StandingAction Action);

    private sealed record Cause(NaiveMatch Match, object Fact);
}
