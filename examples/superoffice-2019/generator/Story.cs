using static SuperOffice2019.Generator.Oslo;

namespace SuperOffice2019.Generator;

/// <summary>
/// What happened when, in one place. The postmortem gives the days, and the hours of the 18th and of the postmortem itself;
/// every other hour and every number is invented (see the README beside the facts).
/// </summary>
internal static class Story
{
    public static readonly string[] Clusters = ["online1", "online2"];

    public static readonly string[] Sites = ["dc1", "dc2"];

    public static readonly string[] VantagePoints = ["stavanger", "copenhagen", "zurich"];

    // 3 to 5 September: a network component of the first data centre fails, a little at first, then badly.
    public static readonly Span FirstWave = new(At(3, 9, 10), At(3, 10, 40));
    public static readonly int TrafficComponentRestarted = At(3, 11);
    public static readonly Span SecondWave = new(At(3, 12, 20), At(3, 13, 10));
    public static readonly Span ThirdWave = new(At(4, 10), At(4, 11, 20));
    public static readonly Span FourthWave = new(At(5, 8, 40), At(5, 20));
    public static readonly Span Replicating = new(At(5, 8, 40), At(5, 8, 55));
    public static readonly int FailOverApproved = At(5, 9, 12);
    public static readonly int OperationsMoved = At(5, 9, 31);

    // 6 September: fifteen minutes without internet.
    public static readonly Span InternetOutage = new(At(6, 10, 20), At(6, 10, 35));
    public static readonly Span Reconnecting = new(At(6, 10, 35), At(6, 10, 40));
    public static readonly int OutagePostmortem = At(6, 16, 30);

    // The probes abroad could not report from 10:28 on; at 10:38 they sent their newest readings first, then the older ones.
    public static readonly string[] Abroad = ["copenhagen", "zurich"];
    public static readonly Span Unreported = new(At(6, 10, 28), At(6, 10, 35));
    public static readonly int ReportingAgain = At(6, 10, 38);

    // The night to 8 September: maintenance, with a load that would be alarming at any other time.
    public static readonly int MaintenanceAnnounced = At(7, 12);
    public static readonly Span Maintenance = new(At(8, 1), At(8, 4));
    public static readonly Span MaintenanceLoad = new(At(8, 1, 20), At(8, 2, 40));

    // 10 September: one vantage point in trouble of its own; the last client of 9.4 is gone.
    public static readonly Span ZurichTrouble = new(At(10, 13), At(10, 13, 20));
    public static readonly int LastOldClientGone = At(10, 9);

    // 11 to 13 September: WebTools repeats what the network loses, until the servers are busy with nothing else.
    public static readonly int Suspended1 = At(11, 9, 42);
    public static readonly int Suspended2 = At(11, 10, 3);
    public static readonly int Resumed2 = At(12, 8, 31);
    public static readonly int Resumed1 = At(13, 8, 31);
    public static readonly Span LoadRedelivered = new(At(11, 9, 35), At(11, 9, 40));

    public static readonly int Released = At(13, 10);

    // The first data centre is rebuilt, so that on the 18th there is nowhere to fail over to.
    public static readonly int RebuildBegins = At(16, 8);

    // 18 and 19 September, the hours as posted.
    public static readonly Span LastWave = new(At(18, 11, 19), At(18, 11, 31));
    public static readonly int FixImplemented = At(18, 11, 32);
    public static readonly int LastWaveOver = At(18, 11, 46);
    public static readonly int OldVersionsBlocked = At(19, 0);
    public static readonly int PostmortemPosted = At(19, 23, 57);

    /// <summary>Three minutes of a shaky network each: too short to call it unstable, long enough to upset WebTools.</summary>
    public static readonly Span[] Blips =
    [
        new(At(8, 1, 35), At(8, 1, 38)), new(At(8, 2, 5), At(8, 2, 8)), new(At(9, 14, 3), At(9, 14, 6)),
        new(At(11, 8, 52), At(11, 8, 55)), new(At(11, 9, 20), At(11, 9, 23)), new(At(11, 9, 44), At(11, 9, 47)),
        new(At(16, 11, 12), At(16, 11, 15)),
    ];

    /// <summary>True while the first data centre, where everything ran then, had network trouble.</summary>
    public static bool IsWave(int minute) =>
        FirstWave.Contains(minute) || SecondWave.Contains(minute) || ThirdWave.Contains(minute)
        || (FourthWave.Contains(minute) && minute < OperationsMoved) || LastWave.Contains(minute);

    public static bool IsWebToolsSuspended(string cluster, int minute) => cluster == "online1"
        ? minute >= Suspended1 && minute < Resumed1
        : minute >= Suspended2 && minute < Resumed2;
}
