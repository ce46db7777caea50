namespace RunbookSdk.Sessions;

/// <summary>What follows from the answer of the gate to a request that is not decided at once.</summary>
/// <param name="Owner">Who asks: one that asks twice waits once.</param>
/// <param name="Settle">Is told what people have approved; null when it was not approved.</param>
/// <param name="AskAgain">Asks again for a match, if the reason still stands.</param>
internal sealed record Request(object Owner, Action<Proposal?> Settle, Action<MatchState> AskAgain)
{
    /// <summary>False once a match asks for something else, or for nothing: the round that runs withdraws what it asked for.</summary>
    public bool IsAsked(MatchState by) => Owner is not StandingEntry entry || entry.Claims.Contains(by);
}
