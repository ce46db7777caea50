using RunbookSdk.Facts;

namespace RunbookSdk.Actions;

/// <summary>
/// A fact: a time that comes again and again, set up by a person for a while. While it is open nothing within its scope comes into force or is
/// done; people are still woken (<see cref="RunbookAction.OnlyTells"/>). Rules may also say that they act only while it is open
/// (<c>OnlyDuring</c>); a window for that needs no scope. It opens and closes at its own instants, and what was held and still has its reason is asked
/// for then.
/// </summary>
/// <param name="Id">Which window, such as <c>nightly-backup</c>.</param>
/// <param name="Schedule">
/// When it opens: five fields of cron (minute, hour, day of month, month, day of week), such as <c>0 2 * * SUN</c>, on the clocks of the zone. A time
/// that the zone skips is the first one after the gap; one that it has twice counts once, unless the schedule comes within each hour.
/// </param>
/// <param name="Zone">IANA name of the zone, such as <c>Europe/Oslo</c>.</param>
/// <param name="Lasting">
/// How long it is open, as time passes and not as clocks show it; up to 7 days. It is open at the instant at which it opens, and no more at the one at
/// which it closes.
/// </param>
/// <param name="By">Who answers for it.</param>
/// <param name="Because">Why.</param>
/// <param name="At">From when on it counts.</param>
/// <param name="Expires">Until when; it is forgotten then.</param>
/// <param name="Scope">What is held while it is open; see <see cref="Pause"/>. Empty: nothing.</param>
public sealed record MaintenanceWindow(
    [Key] string Id,
    string Schedule,
    string Zone,
    TimeSpan Lasting,
    [Author] string By,
    string Because,
    DateTimeOffset At,
    DateTimeOffset Expires,
    string Scope = "") : IHold
{
    string IHold.Name => $"held during window {Id}";

    bool IHold.HoldsWhatOnlyTells => false;

    DateTimeOffset? IHold.Ends => Expires;

    bool IHold.HoldsAt(DateTimeOffset now) => WindowTimes.OpenAt(this, now) is not null;

    DateTimeOffset IHold.Since(DateTimeOffset now) => WindowTimes.OpenAt(this, now)?.Opens ?? At;

    DateTimeOffset? IHold.NextTurn(DateTimeOffset now) => WindowTimes.NextTurn(this, now);

    string IHold.Until(DateTimeOffset now) => $"until {InstantText.Of(WindowTimes.OpenAt(this, now)?.Closes ?? Expires)}";
}
