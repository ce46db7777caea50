using System.Globalization;
using RunbookSdk.Actions;
using RunbookSdk.Facts;

namespace RunbookSdk.Testing.Conformance.Cases;

internal enum Health
{
    Fine,
    Shaky,
    Broken,
}

/// <summary>A number that changes.</summary>
internal sealed record Gauge([Key] string Name, double Value, string Unit = "");

/// <summary>Something with a member of every kind that a condition may compare.</summary>
internal sealed record Machine(
    [Key] string Name,
    string? Site = "s1",
    int Cores = 1,
    bool Up = true,
    Health Health = Health.Fine,
    string? Owner = null,
    int? Rack = null,
    ProductVersion? Version = null);

/// <summary>Two members are its key.</summary>
internal sealed record Link([Key] string From, [Key] string To, int Weight = 1);

/// <summary>Has instants, one of which may lack.</summary>
internal sealed record Job([Key] string Name, DateTimeOffset Begins, DateTimeOffset? Ends = null);

/// <summary>Members of further kinds, some of them calculated.</summary>
internal sealed record Meter(
    [Key] string Name,
    decimal Amount = 0,
    long Bytes = 0,
    float Ratio = 0,
    byte Level = 0,
    char Grade = 'a',
    TimeSpan Took = default,
    IReadOnlyList<string>? Tags = null,
    bool? Checked = null)
{
    public bool IsBig => Bytes > 1000;

    public bool IsOver(double limit) => Ratio > limit;
}

/// <summary>A number that is too old after five minutes.</summary>
[MaxAge("00:05:00")]
internal sealed record Level([Key] string Name, double Value);

/// <summary>An event.</summary>
[Retention("00:05:00")]
internal sealed record Ping(string Name, double Value = 0)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"ping {Name} {Value}");
}

/// <summary>Derived where only matches matter: no decision follows from it.</summary>
internal sealed record Hit([Key] string Name);

/// <summary>Derived, and built upon.</summary>
internal sealed record Hot([Key] string Name, double Level = 0);

/// <summary>Derived from what is derived.</summary>
internal sealed record Alarm([Key] string Name, double Level = 0);

/// <summary>Derived from itself.</summary>
internal sealed record Reach([Key] string From, [Key] string To);

/// <summary>Derived with the whole fact that it is derived from.</summary>
internal sealed record Shown([Key] string Name, Link Link);

/// <summary>Asserted and retracted by actions.</summary>
internal sealed record Note([Key] string Name, double Level = 0);

/// <summary>A standing action; its detail is part of its identity.</summary>
internal sealed record Hold(string Name, string Because, string Detail = "") : StandingAction("hold", Target.Of("thing", Name), Because)
{
    public override IReadOnlyList<KeyValuePair<string, string>> Details =>
        Detail.Length == 0 ? [] : [KeyValuePair.Create("detail", Detail)];
}

/// <summary>A one-shot action.</summary>
internal sealed record Tell(string Name, string Because = "") : OneShotAction("tell", Target.Of("team", Name), Because);
