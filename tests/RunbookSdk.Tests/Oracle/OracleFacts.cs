using RunbookSdk.Actions;
using RunbookSdk.Facts;

namespace RunbookSdk.Tests.Oracle;

internal sealed record Gauge([Key] string Cluster, double Percent);

internal sealed record Part([Key] string Cluster, [Key] string Name, int State);

internal sealed record Beat([Key] string Subject, DateTimeOffset At, DateTimeOffset? Until);

/// <summary>Too old after three minutes.</summary>
[MaxAge("00:03:00")]
internal sealed record Meter([Key] string Cluster, double Value);

/// <summary>An event.</summary>
[Retention("00:04:00")]
internal sealed record Ping(string Cluster, double Value);

/// <summary>Only ever derived.</summary>
internal sealed record Hot([Key] string Cluster, double Level);

/// <summary>Only ever derived, from other derived facts too.</summary>
internal sealed record Alarm([Key] string Name, double Level);

/// <summary>Observed, and written by assertions too.</summary>
internal sealed record Note([Key] string Name, double Level);

/// <summary>A standing action; its detail is part of its identity.</summary>
internal sealed record Hold(string Name, string Detail, string Because)
    : StandingAction("hold", Target.Of("thing", Name), Because)
{
    public override IReadOnlyList<KeyValuePair<string, string>> Details => [KeyValuePair.Create("detail", Detail)];
}

/// <summary>A one-shot action.</summary>
internal sealed record Tell(string Name, string Because) : OneShotAction("tell", Target.Of("team", Name), Because);
