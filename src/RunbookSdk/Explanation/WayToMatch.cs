using System.Globalization;
using RunbookSdk.Actions;

namespace RunbookSdk.Explanation;

/// <summary>
/// A way in which a rule that does not match would. It was tried on a copy of the session: with these changes, and if nothing else happens until
/// then, the match begins at that instant. Immutable.
/// </summary>
/// <param name="Changes">What has to be otherwise in what is known; none when time alone does it.</param>
/// <param name="At">When the match begins: the instant of the explanation when at once, else how long it has to stay so.</param>
/// <param name="StaysObserved">
/// True when the nearest facts have to be observed again meanwhile, with the same values, for they would be too old before that instant.
/// </param>
public sealed record WayToMatch(IReadOnlyList<NeededChange> Changes, DateTimeOffset At, bool StaysObserved)
{
    /// <summary>What the rule decides then, on the copy: a match is not all that it takes, a cool-down or a pause may stop what it asks for.</summary>
    public IReadOnlyList<Decision> Decisions { get; init; } = [];
}

/// <summary>A fact that has to be otherwise for a rule to match. Immutable.</summary>
/// <param name="Kind">What has to be otherwise.</param>
/// <param name="Fact">The fact as it is known.</param>
/// <param name="Member">The member that has to have another value; null unless <paramref name="Kind"/> says that one has to.</param>
/// <param name="From">The value of the member.</param>
/// <param name="To">
/// The nearest value with which the rule matches: of a number the next one that there is of its type (of a decimal the next millionth), so that
/// nothing lies between it and values that are not enough.
/// </param>
/// <param name="Needed">What the member has to be, for people: <c>above 85</c>, <c>at least 3</c>, <c>"WebTools"</c>; empty without a member.</param>
public sealed record NeededChange(NeededChangeKind Kind, Evidence Fact, string? Member, object? From, object? To, string Needed)
{
    /// <summary>For people: <c>ClusterLoad online1 with Percent above 85 (71 now)</c>, <c>no Maintenance online1</c>, <c>Heartbeat agent7 observed again</c>.</summary>
    public override string ToString()
    {
        var name = Fact.Key.Length == 0 ? Fact.Type : $"{Fact.Type} {Fact.Key}";
        return Kind switch
        {
            NeededChangeKind.Absence => $"no {name}",
            NeededChangeKind.Observation => $"{name} observed again",
            _ => $"{name} with {Member} {Needed} ({ValueFinder.Write(From)} now)",
        };
    }
}

/// <summary>What has to be otherwise in a fact.</summary>
public enum NeededChangeKind
{
    /// <summary>A member has to have another value.</summary>
    Value,

    /// <summary>It must not be known.</summary>
    Absence,

    /// <summary>It has to be observed now, as it is: what is known of it is too old to decide anything.</summary>
    Observation,
}

/// <summary>What an explanation looks for, and how it is written. Immutable.</summary>
public sealed record ExplanationOptions
{
    /// <summary>
    /// Whether the smallest changes are looked for after which the rule matches. Each is tried on a copy of the session, which costs time and memory
    /// in proportion to all that the session knows, for up to 500 copies; fewer, but at least 25, where together they would be more than 200 MB.
    /// </summary>
    /// <value>Default: false.</value>
    public bool FindsWays { get; init; }

    /// <summary>The zone that instants are written in.</summary>
    /// <value>Default: null, the offset of the session's clock.</value>
    public TimeZoneInfo? Zone { get; init; }

    internal string Write(DateTimeOffset instant, DateTimeOffset now) =>
        (Zone is null ? instant.ToOffset(now.Offset) : TimeZoneInfo.ConvertTime(instant, Zone)).ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);
}
