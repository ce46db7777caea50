using RunbookSdk.Actions;

namespace RunbookSdk.Sessions;

/// <summary>Why the gate does not let a request through.</summary>
/// <param name="Because">What stops it, what to do, and when it is possible again.</param>
/// <param name="Waits">True when it is asked for again by itself, as soon as nothing stops it any more; otherwise it is denied.</param>
/// <param name="Wakes">True when somebody has to know: no person has stopped it on purpose.</param>
internal sealed record Stop(string Because, bool Waits, bool Wakes)
{
    /// <summary>It is denied, and somebody has to know.</summary>
    public static Stop Denied(string because) => new(because, Waits: false, Wakes: true);

    /// <summary>It waits until it is possible again, and somebody has to know.</summary>
    public static Stop Waiting(string because) => new(because, Waits: true, Wakes: true);
}

/// <summary>One thing that may stop a request.</summary>
internal interface ILimit
{
    /// <summary>Why a request of a match is stopped now; null when this does not stop it.</summary>
    Stop? Find(MatchState state, RunbookAction action, DateTimeOffset now);
}
