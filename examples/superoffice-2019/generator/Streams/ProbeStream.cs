using static SuperOffice2019.Generator.Oslo;

namespace SuperOffice2019.Generator.Streams;

/// <summary>What is seen from outside, and signs of life from inside, each minute.</summary>
internal static class ProbeStream
{
    /// <summary>What arrived in order.</summary>
    public static IEnumerable<FactEvent> Delivered() => Events().Where(e => !IsDelayed(e) && !IsNewestOfDelayed(e));

    /// <summary>What was sent after a break: the newest readings, then the older ones.</summary>
    public static IEnumerable<FactEvent> DeliveredLate() => Events().Where(IsNewestOfDelayed).Concat(Events().Where(IsDelayed));

    private static IEnumerable<FactEvent> Events()
    {
        for (var minute = 0; minute < Minutes; minute++)
        {
            foreach (var place in Story.VantagePoints)
            {
                yield return new($"/probes/{place}", $"p{minute}", "Probe", (minute * 60) + 20,
                    ("vantagePoint", place), ("subject", "crm"), ("up", IsUp(place, minute)));
            }

            var second = (minute * 60) + 25;
            foreach (var site in Story.Sites)
                yield return new($"/monitoring/{site}", $"h{minute}", "Heartbeat", second, ("subject", site), ("at", Utc(second)));
        }
    }

    private static bool IsUp(string place, int minute)
    {
        if (Story.InternetOutage.Contains(minute)) return false;
        if (place == "zurich" && Story.ZurichTrouble.Contains(minute)) return false;

        // On the 18th connections are lost now and then, never for two minutes on end.
        if (Story.LastWave.Contains(minute) && minute % 2 == 0) return !Noise.OnceIn(place, minute, 3);
        return !Noise.OnceIn(place, minute, 4000);
    }

    private static bool IsDelayed(FactEvent line) => IsFromAbroad(line) && Story.Unreported.Contains(line.Minute);

    private static bool IsNewestOfDelayed(FactEvent line) => IsFromAbroad(line) && line.Minute == Story.ReportingAgain;

    private static bool IsFromAbroad(FactEvent line) => Array.Exists(Story.Abroad, place => line.Source == $"/probes/{place}");
}
