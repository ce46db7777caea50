using RunbookSdk.Facts;

namespace RunbookSdk.Testing.Conformance;

/// <summary>Facts that are told to a session, an instant until which time passes, and all that has to follow.</summary>
internal sealed class CaseStep(DateTimeOffset instant, IReadOnlyList<Observation> facts)
{
    public DateTimeOffset Instant { get; } = instant;

    public IReadOnlyList<Observation> Facts { get; } = facts;

    /// <summary>The rules from here on; null when they stay.</summary>
    public Action<CaseBook>? Rules { get; init; }

    /// <summary>Matches that begin, as <c>rule(key, key)</c>; one that also ends is named among those too.</summary>
    public List<string> Begins { get; } = [];

    public List<string> Ends { get; } = [];

    /// <summary>The decisions in their order; see <see cref="DecisionText"/>.</summary>
    public List<string> Decisions { get; } = [];

    /// <summary>Rules that have a fault, each once; how often a condition is asked is the matcher's own affair.</summary>
    public List<string> Faults { get; } = [];

    public List<string> Quarantines { get; } = [];

    public int Late { get; set; }

    public int Duplicates { get; set; }

    /// <summary>When something is due next, or <c>never</c>; null when it does not matter.</summary>
    public string? Due { get; set; }

    /// <summary>Words of the message with which the evaluation is refused.</summary>
    public string? Refusal { get; set; }

    /// <summary>True when a matcher that never says anything would fail the step.</summary>
    public bool ExpectsSomething =>
        Begins.Count + Ends.Count + Decisions.Count + Faults.Count + Quarantines.Count > 0 || Refusal is not null;
}
