using System.Globalization;

namespace RunbookSdk.Actions;

/// <summary>Wake a team.</summary>
/// <param name="Team">Whom.</param>
/// <param name="Because">Why.</param>
public sealed record Page(string Team, string Because) : OneShotAction("page", Target.Of("team", Team), Because)
{
    /// <inheritdoc/>
    public override bool OnlyTells => true;
}

/// <summary>Start a named job of the host with arguments.</summary>
/// <param name="Job">Name of the job.</param>
/// <param name="Arguments">Its arguments, in order.</param>
/// <param name="Because">Why.</param>
/// <param name="Over">
/// The names of what the job is over, such as machines; an empty list is refused, for nothing never means everything. Null for a job that is over
/// nothing in particular.
/// </param>
public sealed record RunJob(string Job, IReadOnlyList<string> Arguments, string Because, IReadOnlyList<string>? Over = null)
    : OneShotAction("run-job", Target.Of("job", Job), Because)
{
    /// <inheritdoc/>
    public override IReadOnlyList<KeyValuePair<string, string>> Details => [.. Numbered("argument", Arguments), .. Numbered("over", Over ?? [])];

    /// <summary>What the job is over; the job itself when that is nothing in particular.</summary>
    public override IReadOnlyList<Target> Touches => Over is null ? [Target] : [.. Over.Select(name => Target.Of("member", name))];

    private static IEnumerable<KeyValuePair<string, string>> Numbered(string name, IReadOnlyList<string> values) =>
        values.Select((value, i) => KeyValuePair.Create(string.Create(CultureInfo.InvariantCulture, $"{name}{i + 1}"), value));
}

/// <summary>
/// Hold automation back while the reason stands: nothing within the scope comes into force or is done, and what is asked for meanwhile is asked
/// for again afterwards; people are still woken. For what no rule should go on with by itself, such as half of a fleet that fails at once, where the
/// monitoring is as likely to be wrong. It is decided before anything else of its round, nothing but its own rule's approvals stops it, and it wakes
/// the team that its rule or the session names.
/// </summary>
/// <param name="Scope">What to hold; see <see cref="Pause"/>.</param>
/// <param name="Because">Why.</param>
public sealed record Hold([Scope] string Scope, string Because) : StandingAction("hold", Target.Of("automation", Scope), Because)
{
    internal override bool OnlyHolds => true;
}

/// <summary>Write a fact when the match begins; it stays when the match ends.</summary>
/// <param name="Fact">The fact.</param>
/// <param name="Because">Why.</param>
public sealed record AssertFact(object Fact, string Because) : OneShotAction("assert", FactTarget.Of(Fact), Because);

/// <summary>Take a fact back when the match begins.</summary>
/// <param name="Fact">The fact; only its key matters.</param>
/// <param name="Because">Why.</param>
public sealed record RetractFact(object Fact, string Because) : OneShotAction("retract", FactTarget.Of(Fact), Because);

internal static class FactTarget
{
    public static Target Of(object fact)
    {
        var type = Facts.FactType.Of(fact.GetType());
        return Target.Of("fact", type.Name, type.KeyText(fact));
    }
}
