using RunbookSdk.Actions;
using RunbookSdk.Facts;

namespace RunbookSdk.Sessions;

/// <summary>A rule that acts only while a window is open.</summary>
internal sealed class WindowLimit(FactStore store) : ILimit
{
    /// <inheritdoc/>
    public Stop? Find(MatchState state, RunbookAction action, DateTimeOffset now)
    {
        if (state.Rule.Model.Settings.OnlyDuring is not { } id) return null;
        if (action.OnlyTells && state.Rule.Model.IsImplied) return null; // nothing keeps people from hearing that what they were asked for did not work
        var only = $"{state.Rule.Model.Id} acts only during window {id}";
        if (store.Find(new MaintenanceWindow(id, "", "", default, "", "", default, default))?.Value is not MaintenanceWindow window)
            return Stop.Waiting($"{only}, which is not known; set up a MaintenanceWindow {id}");
        if (WindowTimes.OpenAt(window, now) is not null) return null;
        return WindowTimes.OpensNext(window, now) is { } opens
            ? new($"{only}, which opens next at {InstantText.Of(opens)}; it is asked for again then; asked because {action.Because}", Waits: true, Wakes: false)
            : Stop.Waiting($"{only}, which does not open any more before it expires at {InstantText.Of(window.Expires)}; set it up anew");
    }
}
