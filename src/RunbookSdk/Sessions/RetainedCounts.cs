namespace RunbookSdk.Sessions;

/// <summary>How many entries the collections of a session hold that live as long as it does. None of them may grow with time alone.</summary>
internal sealed record RetainedCounts
{
    public int Rules { get; init; }

    public int Sources { get; init; }

    public int Facts { get; init; }

    public int Retractions { get; init; }

    public int Expiring { get; init; }

    public int FactsInSources { get; init; }

    public int Timers { get; init; }

    public int Matches { get; init; }

    public int StandingActions { get; init; }

    public int DerivedFacts { get; init; }

    public int Proposals { get; init; }

    public int Cooldowns { get; init; }

    public int Budgets { get; init; }

    public int Holds { get; init; }

    public int ActiveTargets { get; init; }

    public int Effects { get; init; }

    public int Verifications { get; init; }

    public int Deliveries { get; init; }

    public int WaysBack { get; init; }
}
