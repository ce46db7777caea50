using RunbookSdk.Actions;

namespace RunbookSdk.Hosting.Handlers;

/// <summary>
/// An action whose record is not known here: of a runbook that is gone, or of another version. Only handlers of <see cref="RunbookAction"/> are
/// given it.
/// </summary>
/// <param name="Name">Its name.</param>
/// <param name="Target">What it is about.</param>
/// <param name="Because">Why.</param>
public sealed record RecordedAction(string Name, Target Target, string Because) : RunbookAction(Name, Target, Because)
{
    private readonly IReadOnlyList<KeyValuePair<string, string>> details = [];

    /// <summary>Makes one.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="target">What it is about.</param>
    /// <param name="because">Why.</param>
    /// <param name="details">Its further values.</param>
    public RecordedAction(string name, Target target, string because, IReadOnlyList<KeyValuePair<string, string>> details)
        : this(name, target, because) => this.details = details;

    /// <inheritdoc/>
    public override IReadOnlyList<KeyValuePair<string, string>> Details => details;
}
