using static SuperOffice2019.Generator.Oslo;

namespace SuperOffice2019.Generator.Streams;

/// <summary>Requests per second of each component of each cluster, each minute.</summary>
internal static class RequestStream
{
    /// <summary>The components and what each receives in the larger cluster in a busy hour.</summary>
    public static readonly (string Name, int PerSecond)[] Components =
        [("Login services", 60), ("Sales & Marketing Client", 420), ("Service Client", 240), ("WebTools", 160)];

    // How many times its usual requests WebTools makes on 11 September, in percent.
    private static readonly Curve Online1 = new((At(11, 9), 100), (At(11, 9, 30), 420), (At(11, 9, 42), 430));
    private static readonly Curve Online2 = new((At(11, 9, 25), 100), (At(11, 9, 50), 420), (At(11, 10, 3), 430));

    public static IEnumerable<FactEvent> Events()
    {
        for (var minute = 0; minute < Minutes; minute++)
        {
            foreach (var cluster in Story.Clusters)
            {
                for (var number = 0; number < Components.Length; number++)
                {
                    var (name, usual) = Components[number];
                    yield return new($"/monitoring/{cluster}", $"r{minute}-{number}", "RequestRate", (minute * 60) + 15,
                        ("cluster", cluster), ("component", name), ("perSecond", PerSecond(cluster, name, usual, minute)));
                }
            }
        }
    }

    private static int PerSecond(string cluster, string name, int usual, int minute)
    {
        if (Story.InternetOutage.Contains(minute)) return 1;
        var rate = usual * Day.Busy(minute) / Day.Peak;
        if (cluster == "online2") rate = rate * 54 / 100;
        if (name == "WebTools") rate = rate * WebToolsPercent(cluster, minute) / 100;
        return Math.Max(0, rate + Noise.Around(cluster + name, minute, 1 + (rate / 20)));
    }

    private static int WebToolsPercent(string cluster, int minute)
    {
        if (Story.IsWebToolsSuspended(cluster, minute)) return 3;
        if ((cluster == "online1" ? Online1 : Online2).At(minute) is { } repeats) return repeats;
        if (cluster == "online2" && Story.MaintenanceLoad.Contains(minute)) return 600;
        if (Story.IsWave(minute)) return 180;
        return minute < Story.Released ? 100 : 85;
    }
}
