using RunbookSdk.Actions;
using RunbookSdk.Rules;
using RunbookSdk.Time;

namespace RunbookSdk.Sessions;

internal enum StandingStatus
{
    /// <summary>Only observed: it would be in force.</summary>
    Observed,

    /// <summary>Waits for an approval.</summary>
    Proposed,

    InForce,

    /// <summary>Asked for, and not in force: denied, or its lease has run out.</summary>
    Refused,
}

/// <summary>A standing action and the matches that claim it.</summary>
internal sealed class StandingEntry(string key, StandingAction action, StandingActions owner) : Alarm
{
    public string Key { get; } = key;

    public StandingAction Action { get; set; } = action;

    public StandingStatus Status { get; set; }

    public List<MatchState> Claims { get; } = [];

    public Mode Mode { get; set; }

    /// <summary>The match whose request brought it into force.</summary>
    public MatchState? DecidedFor { get; set; }

    public Proposal? Proposal { get; set; }

    public TimeSpan? Lease { get; set; }

    /// <summary>Since when it is in force.</summary>
    public DateTimeOffset Since { get; set; }

    public DateTimeOffset TermBegan { get; set; }

    public override string What => $"the lease of {Action.Name} {Action.Target} ends";

    /// <summary>Whether its facts were observed since is known when they are those of the instant.</summary>
    public override int Stratum
    {
        get
        {
            var highest = 0;
            foreach (var claim in Claims) highest = Math.Max(highest, claim.Rule.Stratum);
            return highest;
        }
    }

    public override void Ring(DateTimeOffset now) => owner.LeaseEnds(this);
}
