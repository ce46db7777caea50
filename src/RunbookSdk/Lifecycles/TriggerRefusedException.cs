namespace RunbookSdk.Lifecycles;

/// <summary>A trigger was fired that the instance cannot take; its message says why, and what it could take. Nothing has moved.</summary>
public sealed class TriggerRefusedException : InvalidOperationException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="lifecycle">What the instance is called.</param>
    /// <param name="state">Where it stands, as it is spelled.</param>
    /// <param name="trigger">What was fired, as it is spelled.</param>
    /// <param name="reason">Why not.</param>
    public TriggerRefusedException(string lifecycle, string state, string trigger, string reason) : base(reason)
    {
        Lifecycle = lifecycle;
        State = state;
        Trigger = trigger;
    }

    /// <summary>What the instance is called.</summary>
    public string Lifecycle { get; }

    /// <summary>Where it stands, as it is spelled.</summary>
    public string State { get; }

    /// <summary>What was fired, as it is spelled.</summary>
    public string Trigger { get; }
}
