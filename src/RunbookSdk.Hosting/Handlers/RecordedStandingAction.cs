using RunbookSdk.Actions;

namespace RunbookSdk.Hosting.Handlers;

/// <summary>
/// An action that stays in force and whose record is not known here: of a runbook that is gone, or of another version. Handlers of
/// <see cref="RunbookAction"/> and of <see cref="StandingAction"/> are given it, its release above all.
/// </summary>
/// <param name="Name">Its name.</param>
/// <param name="Target">What it is about.</param>
/// <param name="Because">Why.</param>
public sealed record RecordedStandingAction(string Name, Target Target, string Because) : StandingAction(Name, Target, Because)
{
    private readonly IReadOnlyList<KeyValuePair<string, string>> details = [];

    /// <summary>Makes one.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="target">What it is about.</param>
    /// <param name="because">Why.</param>
    /// <param name="details">Its further values.</param>
    public RecordedStandingAction(string name, Target target, string because, IReadOnlyList<KeyValuePair<string, string>> details)
        : this(name, target, because) => this.details = details;

    /// <inheritdoc/>
    public override IReadOnlyList<KeyValuePair<string, string>> Details => details;
}
