using System.Linq.Expressions;
using RunbookSdk.Facts;
using RunbookSdk.Matching;
using RunbookSdk.Rules;
using RunbookSdk.Tests.Oracle;
using RunbookSdk.Tests.Sessions;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Tests.Matching;

public sealed class FactMembersTests
{
    [Fact]
    public void A_change_of_one_member_concerns_who_reads_it()
    {
        var (before, after) = (new Item("a", 1, "x"), new Item("a", 2, "x"));
        var changed = FactMembers.Of(typeof(Item)).Changed(before, after);

        Assert.NotEqual(0UL, changed & ReadBy<Item>(i => i.Number > 1));
        Assert.NotEqual(0UL, changed & ReadBy<Item>(i => i.Text!.Length + i.Number));
        Assert.Equal(0UL, changed & ReadBy<Item>(i => i.Text));
        Assert.Equal(0UL, changed & ReadBy<Item>(i => i.Name == "a" && i.Text == null));
        Assert.Equal(0UL, ReadBy<Item>(i => 7));
    }

    [Fact]
    public void A_part_that_cannot_be_followed_reads_everything()
    {
        Assert.Equal(FactMembers.All, ReadBy<Item>(i => i));
        Assert.Equal(FactMembers.All, ReadBy<Item>(i => i.ToString()));
        Assert.Equal(FactMembers.All, ReadBy<Item>(i => i.Twice));
        Assert.Equal(FactMembers.All, ReadBy<Item>(i => ((INamed)i).Name));
        Assert.Equal(FactMembers.All, ReadBy<Item>(i => Enumerable.Repeat(1, 2).Any(n => i.Equals(n))));
    }

    [Fact]
    public void An_equal_value_differs_in_no_member_but_as_a_whole()
    {
        var members = FactMembers.Of(typeof(Item));
        var (before, after) = (new Item("a", 1, "x"), new Item("a", 1, "x"));

        Assert.Equal(0UL, members.Changed(before, before));
        Assert.Equal(0UL, members.Changed(before, after) & ReadBy<Item>(i => i.Name + i.Number + i.Text));
        Assert.NotEqual(0UL, members.Changed(before, after) & FactMembers.All);
    }

    [Fact]
    public void A_record_with_more_members_than_bits_is_followed_as_a_whole_beyond_them()
    {
        var members = FactMembers.Of(typeof(Wide));
        var last = Expression.Parameter(typeof(Wide));
        foreach (var property in typeof(Wide).GetProperties().Where(p => p.PropertyType == typeof(int)))
        {
            var (before, after) = (new Wide("a"), new Wide("a"));
            property.SetValue(after, 1);
            Assert.NotEqual(0UL, members.Changed(before, after) & FactMembers.ReadBy(Expression.Property(last, property), last));
        }
    }

    [Fact]
    public void A_member_that_hides_another_is_told_from_it()
    {
        var members = FactMembers.Of(typeof(Hiding));
        var (before, after) = (new Hiding("a", 1), new Hiding("a", 2));

        Assert.NotEqual(0UL, members.Changed(before, after) & ReadBy<Hiding>(h => h.Extra));
        Assert.NotEqual(0UL, members.Changed(before with { Rest = 1 }, before) & ReadBy<Hiding>(h => h.Rest));
        Assert.NotEqual(0UL, members.Changed(before with { Name = "b" }, before) & ReadBy<Hiding>(h => h.Name));
    }

    [Theory]
    [InlineData(0d, -0d)]
    [InlineData(double.NaN, 1)]
    [InlineData(double.PositiveInfinity, double.NegativeInfinity)]
    public void Numbers_that_look_different_differ(double before, double after) => Assert.NotEqual(
        0UL, FactMembers.Of(typeof(Number)).Changed(new Number("a", before), new Number("a", after)) & ReadBy<Number>(n => double.IsNegative(n.Value)));

    [Fact]
    public void A_member_that_is_equal_but_says_something_else_has_changed()
    {
        var desk = new Desk(b =>
        {
            b.Rule("zone", from s in Facts<Shift>() where s.At.Offset == TimeSpan.FromHours(2) select new Tell("zone", "")).Mode(Mode.Act);
            b.Rule("zero", from s in Facts<Shift>() where double.IsNegative(s.Value) select new Tell("zero", "")).Mode(Mode.Act);
            b.Rule("kind", from s in Facts<Shift>() where s.On.Kind == DateTimeKind.Utc select new Tell("kind", "")).Mode(Mode.Act);
        });
        var at = new DateTimeOffset(2019, 9, 1, 12, 0, 0, TimeSpan.Zero);
        desk.At(0, new Shift("a", 1, at, 0d, at.DateTime));

        Assert.Equal(
            ["zone", "zero", "kind"],
            desk.At(1, new Shift("a", 2, at.ToOffset(TimeSpan.FromHours(2)), -0d, at.UtcDateTime)).Decisions.Select(d => d.Rule));
    }

    [Fact]
    public void A_member_with_a_getter_of_its_own_is_computed()
    {
        var desk = new Desk(b =>
        {
            b.Rule("share", from s in Facts<Shares>() where s.Share == 4 select new Tell("share", "")).Mode(Mode.Act);
            b.Rule("any", from s in Facts<Shares>() select new Tell("any", "")).Mode(Mode.Act);
        });
        desk.HasTwins = false;

        var evaluation = desk.At(0, new Shares("a") { Share = 0 });

        Assert.Equal(["any"], evaluation.Decisions.Select(d => d.Rule));
        Assert.Single(evaluation.Faults);
        Assert.Equal(["share"], desk.At(1, new Shares("a") { Share = 3 }).Decisions.Select(d => d.Rule));
    }

    [Fact]
    public void A_member_that_only_an_heir_computes_is_computed()
    {
        var desk = new Desk(b =>
        {
            b.Rule("half", from h in Facts<Heir>() where h.Half == 2 select new Tell("half", "")).Mode(Mode.Act);
            b.Rule("any", from h in Facts<Heir>() select new Tell("any", "")).Mode(Mode.Act);
        });
        desk.HasTwins = false;

        Assert.Equal(["any"], desk.At(0, new Heir("a", 0)).Decisions.Select(d => d.Rule));
        Assert.Contains(desk.At(1, new Heir("a", 2)).Decisions, d => d.Rule == "half");
    }

    [Fact]
    public void Only_a_text_is_looked_up_by_its_beginning()
    {
        var desk = new Desk(b => b.Rule(
            "a", from n in Facts<Named>() where n.Label.StartsWith("a", StringComparison.Ordinal) select new Tell(n.Id, "")).Mode(Mode.Act));

        Assert.Equal(["1"], desk.At(0, new Named("1", new Label("xa")), new Named("2", new Label("ax"))).Decisions.Select(d => d.Target.Name));
    }

    private static ulong ReadBy<T>(Expression<Func<T, object?>> part) => FactMembers.ReadBy(part.Body, part.Parameters[0]);

    private interface INamed
    {
        string Name { get; }
    }

    private sealed record Item([Key] string Name, int Number, string? Text) : INamed
    {
        public int Twice => Number * 2;
    }

    private sealed record Number([Key] string Name, double Value);

    private sealed record Shift([Key] string Name, int Count, DateTimeOffset At, double Value, DateTime On);

    private record Hidden([Key] string Name)
    {
        public object? Extra { get; init; }
    }

    private sealed record Hiding(string Name, int Number) : Hidden(Name)
    {
        public new int Extra { get; init; } = Number;

        public int Rest { get; init; }
    }

    private sealed record Shares([Key] string Name)
    {
        public int Share { get => 12 / field; init; }

        public override string ToString() => Name;
    }

    private record Heritage([Key] string Name, int Number)
    {
        public virtual int Half { get; init; }
    }

    private sealed record Heir(string Name, int Number) : Heritage(Name, Number)
    {
        public override int Half => 4 / Number;

        public override string ToString() => Name;
    }

    private sealed record Named([Key] string Id, Label Label);

    /// <summary>Begins at its end.</summary>
    private sealed record Label(string Text)
    {
        public bool StartsWith(string text, StringComparison comparison) => Text.EndsWith(text, comparison);
    }

    private sealed record Wide([Key] string Name)
    {
#pragma warning disable SA1025, IDE0055 // One line each would be a page.
        public int A0 { get; set; } public int A1 { get; set; } public int A2 { get; set; } public int A3 { get; set; }
        public int B0 { get; set; } public int B1 { get; set; } public int B2 { get; set; } public int B3 { get; set; }
        public int C0 { get; set; } public int C1 { get; set; } public int C2 { get; set; } public int C3 { get; set; }
        public int D0 { get; set; } public int D1 { get; set; } public int D2 { get; set; } public int D3 { get; set; }
        public int E0 { get; set; } public int E1 { get; set; } public int E2 { get; set; } public int E3 { get; set; }
        public int F0 { get; set; } public int F1 { get; set; } public int F2 { get; set; } public int F3 { get; set; }
        public int G0 { get; set; } public int G1 { get; set; } public int G2 { get; set; } public int G3 { get; set; }
        public int H0 { get; set; } public int H1 { get; set; } public int H2 { get; set; } public int H3 { get; set; }
        public int I0 { get; set; } public int I1 { get; set; } public int I2 { get; set; } public int I3 { get; set; }
        public int J0 { get; set; } public int J1 { get; set; } public int J2 { get; set; } public int J3 { get; set; }
        public int K0 { get; set; } public int K1 { get; set; } public int K2 { get; set; } public int K3 { get; set; }
        public int L0 { get; set; } public int L1 { get; set; } public int L2 { get; set; } public int L3 { get; set; }
        public int M0 { get; set; } public int M1 { get; set; } public int M2 { get; set; } public int M3 { get; set; }
        public int N0 { get; set; } public int N1 { get; set; } public int N2 { get; set; } public int N3 { get; set; }
        public int O0 { get; set; } public int O1 { get; set; } public int O2 { get; set; } public int O3 { get; set; }
        public int P0 { get; set; } public int P1 { get; set; } public int P2 { get; set; } public int P3 { get; set; }
        public int Q0 { get; set; } public int Q1 { get; set; } public int Q2 { get; set; } public int Q3 { get; set; }
#pragma warning restore SA1025, IDE0055
    }
}
