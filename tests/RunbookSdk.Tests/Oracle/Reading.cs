using System.Globalization;
using RunbookSdk.Facts;

namespace RunbookSdk.Tests.Oracle;

internal enum Sort
{
    Low,
    Middle,
    High,
}

/// <summary>A fact with many kinds of members, to be looked up by each of them.</summary>
internal sealed record Reading([Key] string Cluster, [Key] int Number)
{
    public static readonly string?[] Names = [null, "", "a", "ab", "abc", "b", "B"];

    public static readonly double[] Values =
        [0, 1, 2, 2.5, -1, -0d, double.NaN, double.PositiveInfinity, double.NegativeInfinity, Math.BitIncrement(2), Math.BitDecrement(2)];

    public static readonly int[] Levels = [0, 1, 2, 3, -1, int.MaxValue, int.MinValue];

    public static readonly long[] Totals = [0, 1, 2, 3, -1, long.MaxValue, long.MinValue];

    public static readonly Guid?[] Ids = [null, Guid.Empty, new Guid("11111111-1111-1111-1111-111111111111")];

    public string? Name { get; init; }

    public double Value { get; init; }

    public double? Limit { get; init; }

    public int Level { get; init; }

    public long Total { get; init; }

    public Sort Sort { get; init; }

    public Sort? Other { get; init; }

    public bool IsOn { get; init; }

    public DateTimeOffset At { get; init; } = OracleTime.Start;

    public TimeSpan For { get; init; }

    public DateTime On { get; init; }

    public Guid? Id { get; init; }

    /// <summary>Computed.</summary>
    public double Sum => Value + Level;

    public string Who => Cluster + Number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The same for equal facts, whatever their zeros and zones.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Cluster}{Number}({Name ?? "-"} {Value + 0} {Limit + 0} {Level} {Total} {Sort} {Other} {IsOn} {OracleTime.Text(At)} {For.TotalMinutes} {On.Ticks % 10} {Id})");
}
