using static SuperOffice2019.Generator.Oslo;

namespace SuperOffice2019.Generator.Streams;

/// <summary>Share of lost packets in each data centre, each minute, and the state of each data centre, each five minutes.</summary>
internal static class NetworkStream
{
    private static readonly Curve Recovery = new((Story.LastWave.Until, 180), (Story.LastWaveOver, 105));

    public static IEnumerable<FactEvent> Events()
    {
        for (var minute = 0; minute < Minutes; minute++)
        {
            foreach (var site in Story.Sites)
            {
                yield return new($"/monitoring/{site}", $"n{minute}", "Sample", (minute * 60) + 5,
                    ("metric", "network-errors"), ("subject", site), ("value", Hundredths(site, minute) / 100m));
                if (minute % 5 == 0) yield return State(site, minute);
            }
        }
    }

    private static FactEvent State(string site, int minute) =>
        new($"/monitoring/{site}", $"s{minute}", "Site", (minute * 60) + 5,
            ("name", site), ("healthy", IsHealthy(site, minute)), ("replicationLagSeconds", LagTenths(site, minute) / 10m));

    private static bool IsHealthy(string site, int minute) =>
        site != "dc1" || !(Story.FourthWave.Contains(minute) || minute >= Story.RebuildBegins);

    private static int LagTenths(string site, int minute) =>
        (site == "dc2" && Story.Replicating.Contains(minute) ? 450 : 40) + Noise.Around(site + "lag", minute, 25);

    private static int Hundredths(string site, int minute)
    {
        var (level, spread) = site == "dc1" ? FirstSite(minute) : SecondSite(minute);
        return level + Noise.Around(site, minute, spread);
    }

    private static (int Level, int Spread) FirstSite(int minute)
    {
        if (Story.FourthWave.Contains(minute)) return (750, 200);
        return Story.IsWave(minute) && minute < Story.FourthWave.From ? (320, 90) : (20, 15);
    }

    private static (int Level, int Spread) SecondSite(int minute)
    {
        if (Story.InternetOutage.Contains(minute)) return (6200, 2000);
        if (Story.LastWave.Contains(minute)) return (850, 250);
        if (Recovery.At(minute) is { } recovering) return (recovering, 0);
        return Array.Exists(Story.Blips, b => b.Contains(minute)) ? (340, 80) : (20, 15);
    }
}
