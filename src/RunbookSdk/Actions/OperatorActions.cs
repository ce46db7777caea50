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
public sealed record RunJob(string Job, IReadOnlyList<string> Arguments, string Because)
    : OneShotAction("run-job", Target.Of("job", Job), Because)
{
    /// <inheritdoc/>
    public override IReadOnlyList<KeyValuePair<string, string>> Details =>
        [.. Arguments.Select((a, i) => KeyValuePair.Create(string.Create(CultureInfo.InvariantCulture, $"argument{i + 1}"), a))];
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
