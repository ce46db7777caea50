using static SuperOffice2019.Generator.Oslo;

namespace SuperOffice2019.Generator.Streams;

/// <summary>Load of each cluster, each minute.</summary>
internal static class LoadStream
{
    // 11 September, in tenths of a percent. Both stay between the two thresholds until the evening.
    private static readonly Curve Online1 = new(
        (At(11, 9), 560), (At(11, 9, 30), 835), (At(11, 9, 31), 870), (At(11, 9, 36), 920), (At(11, 9, 46), 925),
        (At(11, 10), 780), (At(11, 12), 700), (At(11, 20), 640), (At(11, 22, 10), 618));

    private static readonly Curve Online2 = new(
        (At(11, 9, 25), 540), (At(11, 9, 51), 835), (At(11, 9, 52), 870), (At(11, 9, 57), 895), (At(11, 10, 6), 890),
        (At(11, 10, 20), 740), (At(11, 12), 670), (At(11, 20, 30), 615));

    public static IEnumerable<FactEvent> Events()
    {
        for (var minute = 0; minute < Minutes; minute++)
        {
            foreach (var cluster in Story.Clusters)
            {
                yield return new($"/monitoring/{cluster}", $"l{minute}", "ClusterLoad", (minute * 60) + 10,
                    ("cluster", cluster), ("percent", Tenths(cluster, minute) / 10m));
            }
        }
    }

    private static int Tenths(string cluster, int minute)
    {
        var isFirst = cluster == "online1";
        if ((isFirst ? Online1 : Online2).At(minute) is { } overload) return overload + Noise.Around(cluster, minute, 10);
        if (!isFirst && Story.MaintenanceLoad.Contains(minute)) return 920 + Noise.Around(cluster, minute, 30);
        if (Story.InternetOutage.Contains(minute)) return 80 + Noise.Around(cluster, minute, 15);
        var busy = isFirst ? Day.Busy(minute) : Day.Busy(minute) * 88 / 100;
        if (Story.IsWave(minute)) busy += isFirst ? 210 : 130;
        if (Story.Reconnecting.Contains(minute)) busy += 180;
        return busy + Noise.Around(cluster, minute, 20);
    }
}
