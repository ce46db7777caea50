using RunbookSdk.Actions;

namespace RunbookSdk.Sessions;

/// <summary>How something is stopped.</summary>
public enum HoldKind
{
    /// <summary>Nothing is done; see <see cref="Actions.Pause"/>.</summary>
    Pause,

    /// <summary>Nothing is done and nobody is woken, for a time; see <see cref="Actions.Silence"/>.</summary>
    Silence,

    /// <summary>Nothing is done unless people approve; see <see cref="Actions.ProposeOnly"/>.</summary>
    ProposeOnly,

    /// <summary>Nothing is done while a window is open; see <see cref="MaintenanceWindow"/>.</summary>
    Window,

    /// <summary>Nothing is done while the reason of a rule stands; see <see cref="Hold"/>.</summary>
    Rule,
}

/// <summary>What is stopped. Immutable.</summary>
/// <param name="Kind">How.</param>
/// <param name="Scope">What; see <see cref="Actions.Pause"/>.</param>
/// <param name="Id">Which silence or window it is; null for the others.</param>
/// <param name="By">Who said so: a person, or the id of the rule.</param>
/// <param name="Because">Why.</param>
/// <param name="Begins">From when; of a window that is closed, when it opens next.</param>
/// <param name="Ends">Until when, unless it is taken back or renewed before; null: until it is taken back, or its reason ends.</param>
public sealed record StandingHold(
    HoldKind Kind, string Scope, string? Id, string By, string Because, DateTimeOffset Begins, DateTimeOffset? Ends)
{
    /// <summary>True when it holds at an instant.</summary>
    /// <param name="instant">The instant.</param>
    public bool HoldsAt(DateTimeOffset instant) => Begins <= instant && (Ends is null || instant < Ends);

    internal static IEnumerable<StandingHold> In(SessionSnapshot snapshot)
    {
        var pauses = snapshot.Facts<Pause>().Select(p => new StandingHold(HoldKind.Pause, p.Scope, null, p.By, p.Because, p.At, null));
        var asked = snapshot.Facts<ProposeOnly>().Select(p => new StandingHold(HoldKind.ProposeOnly, p.Scope, null, p.By, p.Because, p.At, null));
        var silences = snapshot.Facts<Silence>().Select(s => new StandingHold(HoldKind.Silence, s.Scope, s.Id, s.By, s.Because, s.Begins, s.Ends));
        var windows = WindowStatus.In(snapshot).Where(w => w.Window.Scope.Length > 0).Select(Of).OfType<StandingHold>();
        var rules = snapshot.InForce.Where(a => a.Action is Hold).Select(
            a => new StandingHold(HoldKind.Rule, ((Hold)a.Action).Scope, null, a.Rule, a.Action.Because, a.Since, a.LeaseUntil));
        return pauses.Concat(silences).Concat(asked).Concat(rules).Concat(windows)
            .OrderBy(h => h.Scope.Equals(Actions.Scope.All, StringComparison.OrdinalIgnoreCase) ? 0 : 1).ThenBy(h => h.Begins).ThenBy(h => h.Scope, StringComparer.Ordinal);
    }

    /// <summary>A window that is open, or opens next.</summary>
    private static StandingHold? Of(WindowStatus status)
    {
        var window = status.Window;
        return (status.OpenSince ?? status.OpensAt) is { } begins
            ? new(HoldKind.Window, window.Scope, window.Id, window.By, window.Because, begins, status.ClosesAt ?? begins + window.Lasting)
            : null;
    }
}
