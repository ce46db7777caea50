using static SuperOffice2019.Generator.Oslo;

namespace SuperOffice2019.Generator.Streams;

/// <summary>Sessions of each version of WebTools, each quarter of an hour, written as different monitors write versions.</summary>
internal static class ClientStream
{
    private const int BusySessions = 5200;

    private static readonly string[] Spellings = ["", "v", "v ", "v."];

    // Share of all sessions before 11.5, in percent.
    private static readonly (string Version, int Share)[] Old = [("10.2", 8), ("11.0", 22), ("11.4", 70)];

    // Share of all sessions that use 11.5, in thousandths.
    private static readonly Curve Updated = new(
        (Story.Released, 0), (At(14, 0), 180), (At(16, 0), 260), (At(17, 0), 520), (At(18, 0), 700), (At(19, 0), 860));

    public static IEnumerable<FactEvent> Events()
    {
        var id = 0;
        for (var minute = 0; minute < Minutes; minute += 15)
        {
            if (minute < Story.LastOldClientGone) yield return Sessions("9.4", Noise.Pick("9.4", minute, [0, 1, 2]), minute, ++id);
            var all = BusySessions * Day.Busy(minute) / Day.Peak;
            var updated = minute >= Story.OldVersionsBlocked ? all : all * (Updated.At(minute) ?? 0) / 1000;
            foreach (var (version, share) in Old)
            {
                var old = (all - updated) * share / 100;
                yield return Sessions(version, old + Noise.Around(version, minute, old / 30), minute, ++id);
            }

            if (minute >= Story.Released)
                yield return Sessions("11.5", updated + Noise.Around("11.5", minute, updated / 30), minute, ++id);
        }
    }

    private static FactEvent Sessions(string version, int sessions, int minute, int id)
    {
        var spelling = Noise.Pick("spelling" + version, minute, Spellings);
        return new("/monitoring/clients", $"c{id}", "Client", (minute * 60) + 30,
            ("product", "WebTools"), ("version", spelling + version), ("sessions", sessions));
    }
}
