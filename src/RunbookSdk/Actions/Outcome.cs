namespace RunbookSdk.Actions;

/// <summary>What became of a request. Written in kebab-case.</summary>
public enum Outcome
{
    /// <summary>Asked by a rule that only observes: it would have been decided.</summary>
    Observed,

    /// <summary>Waits for an approval.</summary>
    Proposed,

    /// <summary>To be done, now.</summary>
    Decided,

    /// <summary>Refused, by a person or by a limit such as a cool-down; <see cref="Decision.Because"/> says which.</summary>
    Denied,

    /// <summary>The match ended before anybody approved, or asks for something else since.</summary>
    Withdrawn,

    /// <summary>A lease ran out and its evidence is still fresh: in force for another term.</summary>
    Renewed,

    /// <summary>No longer in force: the last match that asked for it has ended, or its lease has.</summary>
    Released,

    /// <summary>What was decided has worked: <see cref="Decision.Facts"/> prove it.</summary>
    Verified,

    /// <summary>It is not proved in time that what was decided has worked; what the rule says for that case follows.</summary>
    Unverified,
}
