using System.Reflection;
using RunbookSdk.Actions;
using RunbookSdk.Clients;
using RunbookSdk.Components;
using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;
using RunbookSdk.Rules;
using RunbookSdk.Sessions;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Tests.Sessions;

/// <summary>A session that runs for weeks keeps what is known and in force, and nothing of what was.</summary>
public sealed class BoundedMemoryTests
{
    private const int MinutesOfDay = 24 * 60;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Weeks_of_churn_leave_as_much_as_one_week_does(bool keepsSnapshots)
    {
        var desk = new Desk(Everything, new SessionOptions { KeepsSnapshots = keepsSnapshots, FaultsUntilQuarantine = int.MaxValue, MaxRounds = 20 });
        desk.At(0, [.. Enumerable.Range(0, 5).Select(c => new Component($"c{c}", "WebTools"))]);
        for (var day = 0; day < 3; day++) Live(desk, day);
        var (counts, objects) = (desk.Session.Retained, Reachable.From(desk.Session));

        for (var day = 3; day < 21; day++) Live(desk, day);

        Assert.Equal(counts with { Timers = 0, Cooldowns = 0 }, desk.Session.Retained with { Timers = 0, Cooldowns = 0 });
        Assert.InRange(desk.Session.Retained.Timers, 0, 2 * Math.Max(counts.Timers, 64));
        Assert.InRange(desk.Session.Retained.Cooldowns, 0, 2 * Math.Max(counts.Cooldowns, 64));
        Assert.InRange(Reachable.From(desk.Session), 0, objects * 1.1);
        Assert.True(counts.Facts > 10);
    }

    [Fact]
    public void Alarms_that_are_set_for_far_instants_and_cancelled_are_forgotten()
    {
        var desk = new Desk(book => book.Rule("far", from load in Facts<ClusterLoad>()
                                                     where load.Percent > 50 && Now >= Date("2030-01-01T00:00Z")
                                                     select Runbook.Page("x", "")).Mode(Mode.Act));

        for (var i = 0; i < 10_000; i++) desk.At(i, new ClusterLoad("c1", i % 2 * 100));

        Assert.InRange(desk.Session.Retained.Timers, 0, 128);
    }

    [Fact]
    public void Cool_downs_that_are_over_are_forgotten()
    {
        var desk = new Desk(book => book.Rule("tell", from load in Facts<ClusterLoad>() select Runbook.Page(load.Cluster, "")).Mode(Mode.Act).Cooldown(Minutes(5)));

        for (var i = 0; i < 10_000; i++) desk.At(i, new ClusterLoad($"c{i}", 1), Desk.Gone(new ClusterLoad($"c{i - 1}", 1), i));

        Assert.InRange(desk.Session.Retained.Cooldowns, 5, 130);
    }

    [Fact]
    public void Matches_of_a_rule_that_is_set_aside_do_not_pile_up()
    {
        var desk = new Desk(
            book => book.Rule("faulty", from blip in Facts<Blip>() where 1 / (blip.Value % 1000) >= 0 select Runbook.Page("x", "")).Mode(Mode.Act),
            new SessionOptions { FaultsUntilQuarantine = 1 });
        desk.At(0, new Blip("x", 0));

        for (var i = 1; i < 5000; i++) desk.At(i, new Blip("x", i));

        Assert.InRange(desk.Session.Retained.Matches, 0, 1);
    }

    [Fact]
    public void A_retraction_of_the_far_future_does_not_keep_all_that_come_after_it()
    {
        var desk = new Desk(_ => { });
        desk.At(0, Desk.Gone(new ClusterLoad("ahead", 0), MinutesOfDay * 365));

        for (var i = 1; i < 20 * MinutesOfDay; i += 10) desk.At(i, Desk.Gone(new ClusterLoad($"c{i}", 0), i));

        Assert.InRange(desk.Session.Retained.Retractions, 1, 600);
    }

    private static void Live(Desk desk, int day)
    {
        for (var minute = day * MinutesOfDay; minute < (day + 1) * MinutesOfDay; minute += 5)
        {
            // Each day is like the one before, so that they end alike.
            var (cluster, load) = ($"c{minute % MinutesOfDay / 5 % 5}", minute % MinutesOfDay * 37 % 100);
            desk.At(
                minute,
                new ClusterLoad(cluster, load),
                new Alert($"a{minute}", cluster, true),
                Desk.Gone(new Alert($"a{minute - 20}", $"c{(minute + MinutesOfDay - 20) % MinutesOfDay / 5 % 5}", true), minute),
                new Observation(new Sample("m", cluster, load), Desk.Minute(minute), (UInt128)minute),
                new Blip(cluster, minute));
            if (minute % 60 == 0) desk.At(minute, new Approval("ask", $"team/{cluster}", "ann", minute % 120 == 0 ? Verdict.Approve : Verdict.Deny, Desk.Minute(minute)));
            if (minute % 300 == 0) Assert.Throws<RunbookException>(() => desk.At(minute, new Step("s", minute)));
            if (minute % 700 == 0) desk.Session.Preview(RuleSet.Create(new Book(_ => { })));
        }

        desk.Session.Swap(RuleSet.Create(new Book(Everything)));
    }

    private static void Everything(Book book)
    {
        book.Rule("suspend", from load in Facts<ClusterLoad>()
                             join tools in Facts<Component>() on load.Cluster equals tools.Cluster
                             where load.Percent > 50
                             select Runbook.Suspend(tools, $"{load.Percent}")).Mode(Mode.Act).Lease(Hours(1)).Cooldown(Minutes(7));
        book.Rule("raised", from load in Facts<ClusterLoad>().RaisedWhen(l => l.Percent > 60, lasting: Minutes(10)).ClearedWhen(l => l.Percent < 30)
                            select new Hot(load.Cluster));
        book.Rule("hot", from hot in Facts<Hot>() select Runbook.RequireVersion(hot.Cluster, Version("11.5"), Enforcement.Warn, "")).Mode(Mode.Act);
        book.Rule("window", from tools in Facts<Component>()
                            where Facts<Sample>().Where(s => s.Subject == tools.Cluster).Over(Hours(2)).Average(s => s.Value) > 25
                            select Runbook.Page(tools.Cluster, "window")).Mode(Mode.Act);
        book.Rule("alerts", from alert in Facts<Alert>()
                            where Now < Date("2040-01-01T00:00Z")
                            select Runbook.Page(alert.Name, "")).Mode(Mode.Act).Cooldown(Minutes(30));
        book.Rule("groups", from alert in Facts<Alert>()
                            group alert by alert.Subject into g
                            where g.Count() > 0
                            select Runbook.Page($"{g.Key}", $"{g.Count()}")).Mode(Mode.Act).AgainOnChange();
        book.Rule("ask", from load in Facts<ClusterLoad>() where load.Percent > 70 select Runbook.Page(load.Cluster, "")).Mode(Mode.Act).RequireApproval();
        book.Rule("events", from blip in Facts<Blip>()
                            where !Facts<Alert>().Any(a => a.Subject == blip.Name && !a.Firing)
                            select Runbook.Page(blip.Name, "")).Mode(Mode.Act);
        book.Rule("faulty", from blip in Facts<Blip>() where 1 / (blip.Value % 2) > 0 select Runbook.Page(blip.Name, "")).Mode(Mode.Act);
        book.Rule("endless", from step in Facts<Step>() select Runbook.Assert(new Step(step.Name, step.Number + 1), "")).Mode(Mode.Act).AgainOnChange();
    }

    [Retention("01:00:00")]
    private sealed record Blip(string Name, int Value);

    private sealed record Hot([Key] string Cluster);

    private sealed record Step([Key] string Name, int Number);

    /// <summary>Counts the objects that something holds on to, whatever room they are of; what is shared by all sessions aside.</summary>
    private static class Reachable
    {
        public static int From(object root)
        {
            var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
            var open = new Stack<object>([root]);
            while (open.TryPop(out var next))
            {
                if (IsShared(next) || !seen.Add(next)) continue;
                if (next is Array { Rank: 1 } array && !array.GetType().GetElementType()!.IsPrimitive)
                {
                    foreach (var item in array) Push(open, item);
                }

                for (var type = next.GetType(); type is not null; type = type.BaseType) Push(open, next, type);
            }

            return seen.Count;
        }

        private static bool IsShared(object value) =>
            value is Type or MemberInfo or Assembly or string or Pointer or System.Linq.Expressions.Expression or FactType or RuleSet
            || value.GetType().FullName!.StartsWith("System.Reflection", StringComparison.Ordinal)
            || value.GetType().FullName!.StartsWith("System.Runtime", StringComparison.Ordinal)
            || value.GetType().Namespace == "RunbookSdk.Rules.Model";

        private static void Push(Stack<object> open, object owner, Type type)
        {
            foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                if (!field.FieldType.IsPrimitive && !field.FieldType.IsPointer && !field.FieldType.IsByRef && !field.FieldType.IsByRefLike)
                    Push(open, field.GetValue(owner));
            }
        }

        private static void Push(Stack<object> open, object? value)
        {
            if (value is not null && !value.GetType().IsPrimitive && !value.GetType().IsEnum) open.Push(value);
        }
    }
}
