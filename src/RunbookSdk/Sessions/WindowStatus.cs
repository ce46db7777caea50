using RunbookSdk.Actions;

namespace RunbookSdk.Sessions;

/// <summary>How a maintenance window stands. Immutable.</summary>
/// <param name="Window">The window.</param>
/// <param name="OpenSince">Since when it is open; null while it is closed.</param>
/// <param name="ClosesAt">Until when it is open at least; null while it is closed.</param>
/// <param name="OpensAt">When it opens next; null while it is open, and when it does not open any more before it expires.</param>
public sealed record WindowStatus(MaintenanceWindow Window, DateTimeOffset? OpenSince, DateTimeOffset? ClosesAt, DateTimeOffset? OpensAt)
{
    internal static IEnumerable<WindowStatus> In(SessionSnapshot snapshot) => snapshot.Facts<MaintenanceWindow>()
        .Select(w => Of(w, snapshot.Now))
        .OrderBy(w => w.OpenSince ?? w.OpensAt ?? w.Window.Expires).ThenBy(w => w.Window.Id, StringComparer.Ordinal);

    private static WindowStatus Of(MaintenanceWindow window, DateTimeOffset now) => WindowTimes.OpenAt(window, now) is { } open
        ? new(window, open.Opens, open.Closes, null)
        : new(window, null, null, WindowTimes.OpensNext(window, now));
}
