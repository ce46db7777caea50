using RunbookSdk.Actions;
using RunbookSdk.Diagnostics;

namespace RunbookSdk.Sessions;

/// <summary>A condition or a projection of a rule that threw for some facts. Every other rule went on.</summary>
/// <param name="Instant">When.</param>
/// <param name="Rule">Id of the rule.</param>
/// <param name="Message">What it threw.</param>
/// <param name="Location">The clause.</param>
/// <param name="Facts">The facts it was asked about.</param>
/// <param name="IsQuarantined">True when this fault was one too many in a row: the rule begins and ends no match any more.</param>
public sealed record RuleFault(
    DateTimeOffset Instant, string Rule, string Message, SourceLocation Location, IReadOnlyList<Evidence> Facts, bool IsQuarantined);

/// <summary>What came of one call of <see cref="RunbookSession.Evaluate(DateTimeOffset)"/>, over all the instants that it passed.</summary>
/// <param name="Decisions">The decisions in their order.</param>
/// <param name="Faults">The faults in their order.</param>
/// <param name="MatchesBegun">How many matches began.</param>
/// <param name="MatchesEnded">How many matches ended.</param>
/// <param name="Late">How many observations came too late: older than what was known of the same fact or than its retraction, or past their retention or their age.</param>
/// <param name="Duplicates">How many deliveries had been seen before.</param>
public sealed record Evaluation(
    IReadOnlyList<Decision> Decisions,
    IReadOnlyList<RuleFault> Faults,
    int MatchesBegun,
    int MatchesEnded,
    int Late,
    int Duplicates)
{
    /// <summary>Edits of people that could not be done, with what each of them met; nothing came of them.</summary>
    public IReadOnlyList<Diagnostic> Problems { get; init; } = [];

    /// <summary>This and what came after it.</summary>
    internal Evaluation Then(Evaluation next) => this == Nothing ? next : next == Nothing ? this : new(
        [.. Decisions, .. next.Decisions], [.. Faults, .. next.Faults], MatchesBegun + next.MatchesBegun, MatchesEnded + next.MatchesEnded,
        Late + next.Late, Duplicates + next.Duplicates)
    {
        Problems = [.. Problems, .. next.Problems],
    };

    /// <summary>What comes of most calls: nothing to tell.</summary>
    internal static Evaluation Nothing { get; } = new([], [], 0, 0, 0, 0);
}
