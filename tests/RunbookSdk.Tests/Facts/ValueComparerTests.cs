using RunbookSdk.Facts;

namespace RunbookSdk.Tests.Facts;

public sealed class ValueComparerTests
{
    private static readonly object[] Values =
    [
        new Plain("a", 1, null), new Plain("a", 2, null), new Plain("a", double.NaN, "x"), new Plain("a", double.NaN, "y"),
        new Plain("a", 0d, "x"), new Plain("a", -0d, "x"), new Plain("a", 1, "x") { Hidden = 1 }, new Plain("a", 1, "x") { Hidden = 2 },
        new Plain("a", 1, "x") { Since = At(0, 0) }, new Plain("a", 1, "x") { Since = At(2, 2) }, new Plain("a", 1, "x") { Since = At(1, 0) },
        new Plain("a", 1, "x") { Parts = [1] }, new Plain("a", 1, "x") { Parts = [1] },
        new Own("a", 1.2), new Own("a", 1.4), new Own("a", 2.1),
        new Heir("a", 1, 1), new Heir("a", 1, 2), new Heir("a", 1.2, 1), new Heir("a", 2, 1),
        new NoRecord { Name = "a", Value = 1 }, new NoRecord { Name = "a", Value = 1 },
        new Value("a", 1), new Value("a", 1), new Value("a", 2),
        new OnlyKey("a"), new OnlyKey("a"),
    ];

    [Fact]
    public void Values_with_one_key_are_equal_when_they_say_so_themselves()
    {
        var pairs = Values.SelectMany(_ => Values, (left, right) => (Left: left, Right: right)).Where(p => p.Left.GetType() == p.Right.GetType());

        Assert.All(pairs, p => Assert.Equal(p.Left.Equals(p.Right), FactType.Of(p.Left.GetType()).AreEqual(p.Left, p.Right)));
    }

    [Fact]
    public void Key_of_a_record_is_not_compared_again() =>
        Assert.True(FactType.Of(typeof(Plain)).AreEqual(new Plain("a", 1, null), new Plain("b", 1, null)));

    private static DateTimeOffset At(int hour, int zone) => new(2019, 9, 1, hour, 0, 0, TimeSpan.FromHours(zone));

    private sealed record Plain([Key] string Name, double Number, string? Text)
    {
        private readonly int hidden;

        public int Hidden { init => hidden = value; }

        public DateTimeOffset? Since { get; init; }

        public int[]? Parts { get; init; }

        public int Twice => hidden * 2;
    }

    /// <summary>Equal when the whole numbers are.</summary>
    private sealed record Own([Key] string Name, double Number)
    {
        public bool Equals(Own? other) => other is not null && Math.Floor(Number) == Math.Floor(other.Number);

        public override int GetHashCode() => 0;
    }

    private record Parent([Key] string Name, double Number)
    {
        public virtual bool Equals(Parent? other) => other is not null && Math.Floor(Number) == Math.Floor(other.Number);

        public override int GetHashCode() => 0;
    }

    private sealed record Heir([Key] string Name, double Number, int More) : Parent(Name, Number);

    private sealed class NoRecord
    {
        [Key]
        public string Name { get; init; } = "";

        public int Value { get; init; }
    }

    private readonly record struct Value([Key] string Name, int Number);

    private sealed record OnlyKey([Key] string Name);
}
