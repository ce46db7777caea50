namespace RunbookSdk.Rules;

/// <summary>How far a rule, or a whole set, may go. The lower of the two holds.</summary>
public enum Mode
{
    /// <summary>Record what would be done. A rule observes until it is told otherwise.</summary>
    Observe,

    /// <summary>Ask a person, and wait for the approval.</summary>
    Propose,

    /// <summary>Decide.</summary>
    Act,
}
