using RunbookSdk.Facts;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Testing.Conformance.Cases;

/// <summary>Conditions on members of every kind: switches, texts, what may lack, versions, times, members that are calculated.</summary>
internal sealed class MemberCases() : CaseArea("members")
{
    protected override void Write()
    {
        Switches();
        Texts();
        Nothing();
        Versions();
        Numbers();
        Times();
        Calculated();
        Converted();
    }

    private void Switches()
    {
        Case("a-bool-member-is-a-condition", b =>
            {
                b.Rule("up", from m in Facts<Machine>() where m.Up select new Hit(m.Name));
                b.Rule("down", from m in Facts<Machine>() where !m.Up select new Hit(m.Name));
            })
            .At("12:00", new Machine("a"), new Machine("b", Up: false)).Begins("up(a)", "down(b)")
            .At("12:01", new Machine("a", Up: false)).Begins("down(a)").Ends("up(a)");
        Case("a-bool-member-may-be-compared-with-true-and-false", b =>
            {
                b.Rule("up", from m in Facts<Machine>() where m.Up == true select new Hit(m.Name));
                b.Rule("down", from m in Facts<Machine>() where m.Up == false select new Hit(m.Name));
                b.Rule("not-down", from m in Facts<Machine>() where m.Up != false select new Hit(m.Name));
            })
            .At("12:00", new Machine("a"), new Machine("b", Up: false)).Begins("up(a)", "not-down(a)", "down(b)");
        Case("an-enum-member-is-compared-by-value-and-by-rank", b =>
            {
                b.Rule("broken", from m in Facts<Machine>() where m.Health == Health.Broken select new Hit(m.Name));
                b.Rule("worse", from m in Facts<Machine>() where m.Health >= Health.Shaky select new Hit(m.Name));
                b.Rule("ill", from m in Facts<Machine>() where m.Health != Health.Fine select new Hit(m.Name));
            })
            .At("12:00", new Machine("a"), new Machine("b", Health: Health.Shaky), new Machine("c", Health: Health.Broken))
            .Begins("broken(c)", "worse(b)", "worse(c)", "ill(b)", "ill(c)")
            .At("12:01", new Machine("b", Health: Health.Broken), new Machine("c")).Begins("broken(b)").Ends("broken(c)", "worse(c)", "ill(c)");
    }

    private void Texts()
    {
        Case("a-text-starts-with-another", b => b.Rule(
                "r", from m in Facts<Machine>() where m.Site!.StartsWith("dc1-", StringComparison.Ordinal) select new Hit(m.Name)))
            .At("12:00", new Machine("a", "dc1-x"), new Machine("b", "dc10-x"), new Machine("c", "dc1"), new Machine("d", "dc1-")).Begins("r(a)", "r(d)")
            .At("12:01", new Machine("a", "xdc1-")).Ends("r(a)");
        Case("a-text-contains-another-or-ends-with-it", b =>
            {
                b.Rule("contains", from m in Facts<Machine>() where m.Site!.Contains("1-", StringComparison.Ordinal) select new Hit(m.Name));
                b.Rule("ends", from m in Facts<Machine>() where m.Site!.EndsWith("-x", StringComparison.Ordinal) select new Hit(m.Name));
            })
            .At("12:00", new Machine("a", "dc1-x"), new Machine("b", "dc1-y"), new Machine("c", "dc2-x")).Begins("contains(a)", "ends(a)", "contains(b)", "ends(c)");
        Case("a-text-may-be-compared-without-case-and-by-length", b =>
            {
                b.Rule("same", from m in Facts<Machine>() where m.Site!.Equals("OSLO", StringComparison.OrdinalIgnoreCase) select new Hit(m.Name));
                b.Rule("long", from m in Facts<Machine>() where m.Site!.Length > 4 select new Hit(m.Name));
            })
            .At("12:00", new Machine("a", "oslo"), new Machine("b", "Bergen")).Begins("same(a)", "long(b)");
        Case("one-of-some-texts", b => b.Rule(
                "r", from m in Facts<Machine>() where m.Site == "oslo" || m.Site == "bergen" select new Hit(m.Name)))
            .At("12:00", new Machine("a", "oslo"), new Machine("b", "bergen"), new Machine("c", "hamar")).Begins("r(a)", "r(b)")
            .At("12:01", new Machine("a", "bergen"), new Machine("b", "hamar")).Ends("r(b)");
    }

    private void Nothing()
    {
        Case("null-is-a-value-to-compare-with", b =>
            {
                b.Rule("nobody", from m in Facts<Machine>() where m.Owner == null select new Hit(m.Name));
                b.Rule("somebody", from m in Facts<Machine>() where m.Owner != null select new Hit(m.Name));
            })
            .At("12:00", new Machine("a"), new Machine("b", Owner: "ann"), new Machine("c", Owner: "")).Begins("nobody(a)", "somebody(b)", "somebody(c)")
            .At("12:01", new Machine("a", Owner: "bo"), new Machine("b")).Begins("somebody(a)", "nobody(b)").Ends("nobody(a)", "somebody(b)");
        Case("a-number-that-lacks-is-on-no-side-of-a-limit", b =>
            {
                b.Rule("above", from m in Facts<Machine>() where m.Rack > 5 select new Hit(m.Name));
                b.Rule("below", from m in Facts<Machine>() where m.Rack <= 5 select new Hit(m.Name));
                b.Rule("equal", from m in Facts<Machine>() where m.Rack == 5 select new Hit(m.Name));
                b.Rule("other", from m in Facts<Machine>() where m.Rack != 5 select new Hit(m.Name));
                b.Rule("lacks", from m in Facts<Machine>() where m.Rack == null select new Hit(m.Name));
            })
            .At("12:00", new Machine("a"), new Machine("b", Rack: 5), new Machine("c", Rack: 6))
            .Begins("other(a)", "lacks(a)", "below(b)", "equal(b)", "above(c)", "other(c)")
            .At("12:01", new Machine("c"), new Machine("a", Rack: 4)).Begins("lacks(c)", "below(a)").Ends("above(c)", "lacks(a)");
        Case("whether-a-value-lacks-may-be-asked-by-its-own-words", b => b.Rule(
                "r", from m in Facts<Machine>() where m.Rack.HasValue && m.Rack.Value > 5 select new Hit(m.Name)))
            .At("12:00", new Machine("a"), new Machine("b", Rack: 6), new Machine("c", Rack: 5)).Begins("r(b)")
            .At("12:01", new Machine("b")).Ends("r(b)");
    }

    private void Versions() => Case("versions-are-compared-by-their-numbers", b =>
        {
            b.Rule("old", from m in Facts<Machine>() where m.Version < Version("11.5") select new Hit(m.Name));
            b.Rule("new", from m in Facts<Machine>() where m.Version >= Version("11.5") select new Hit(m.Name));
            b.Rule("same", from m in Facts<Machine>() where m.Version == Version("v11.5") select new Hit(m.Name));
        })
        .At("12:00", V("a", "11.4.9"), V("b", "11.5"), V("c", "11.10"), V("d", "9.0")).Begins("old(a)", "old(d)", "new(b)", "new(c)", "same(b)")
        .At("12:01", V("a", "11.5.0"), V("b", "11.5-beta")).Begins("new(a)", "same(a)", "old(b)").Ends("old(a)", "new(b)", "same(b)");

    private void Numbers() => Case("numbers-of-every-kind-have-thresholds-and-values", b =>
        {
            b.Rule("decimal-above", from m in Facts<Meter>() where m.Amount > 0.1m select new Hit(m.Name + 1));
            b.Rule("decimal-equal", from m in Facts<Meter>() where m.Amount == 0.10m select new Hit(m.Name + 2));
            b.Rule("long-above", from m in Facts<Meter>() where m.Bytes >= 5_000_000_000 select new Hit(m.Name + 3));
            b.Rule("long-equal", from m in Facts<Meter>() where m.Bytes == 5_000_000_000 select new Hit(m.Name + 4));
            b.Rule("float-above", from m in Facts<Meter>() where m.Ratio > 0.1 select new Hit(m.Name + 5));
            b.Rule("byte-equal", from m in Facts<Meter>() where m.Level == 3 select new Hit(m.Name + 6));
            b.Rule("byte-below", from m in Facts<Meter>() where m.Level < 3 select new Hit(m.Name + 7));
            b.Rule("letter", from m in Facts<Meter>() where m.Grade == 'b' || m.Grade > 'x' select new Hit(m.Name + 8));
        })
        .At("12:00", new Meter("a"), new Meter("b", 0.1m, 5_000_000_000, 0.1f, 3, 'b')).Begins(
            "byte-below(a)", "decimal-equal(b)", "long-above(b)", "long-equal(b)", "float-above(b)", "byte-equal(b)", "letter(b)")
        .At("12:01", new Meter("a", 0.11m, 5_000_000_001, 0.05f, 4, 'y')).Begins("decimal-above(a)", "long-above(a)", "letter(a)").Ends("byte-below(a)")
        .At("12:02", new Meter("b", 0.100m, 4_999_999_999, 0.2f, 2, 'x')).Begins("byte-below(b)").Ends("long-above(b)", "long-equal(b)", "byte-equal(b)", "letter(b)");

    private void Times()
    {
        Case("durations-have-thresholds-and-values", b =>
            {
                b.Rule("long", from m in Facts<Meter>() where m.Took > Seconds(5) select new Hit(m.Name + 1));
                b.Rule("exact", from m in Facts<Meter>() where m.Took == Minutes(1) select new Hit(m.Name + 2));
            })
            .At("12:00", new Meter("a", Took: Seconds(5)), new Meter("b", Took: Seconds(60))).Begins("long(b)", "exact(b)")
            .At("12:01", new Meter("a", Took: Seconds(5.1)), new Meter("b", Took: Seconds(4))).Begins("long(a)").Ends("long(b)", "exact(b)");
        Case("instants-are-compared-whatever-their-offset", b =>
            {
                b.Rule("before", from j in Facts<Job>() where j.Begins < Date("2019-09-11 14:30 Europe/Oslo") select new Hit(j.Name + 1));
                b.Rule("exact", from j in Facts<Job>() where j.Begins == Date("2019-09-11 14:30 Europe/Oslo") select new Hit(j.Name + 2));
                b.Rule("ended", from j in Facts<Job>() where j.Ends <= Date("2019-09-11T12:40Z") select new Hit(j.Name + 3));
            })
            .At("12:00", new Job("a", CaseClock.Read("12:30")), new Job("b", CaseClock.Read("12:29"), CaseClock.Read("12:40"))).Begins("exact(a)", "before(b)", "ended(b)")
            .At("12:01", new Job("a", CaseClock.Read("12:00"), CaseClock.Read("12:41")), new Job("b", CaseClock.Read("12:31")))
            .Begins("before(a)").Ends("exact(a)", "before(b)", "ended(b)");
    }

    private void Calculated()
    {
        Case("a-calculated-member-changes-with-what-it-is-made-of", b =>
            {
                b.Rule("big", from m in Facts<Meter>() where m.IsBig select new Hit(m.Name + 1));
                b.Rule("small", from m in Facts<Meter>() where !m.IsBig && m.Level == 0 select new Hit(m.Name + 2));
                b.Rule("over", from m in Facts<Meter>() where m.IsOver(0.5) select new Hit(m.Name + 3));
            })
            .At("12:00", new Meter("a", Bytes: 1001), new Meter("b", Ratio: 0.6f)).Begins("big(a)", "small(b)", "over(b)")
            .At("12:01", new Meter("a", Bytes: 1000), new Meter("b", Bytes: 9999, Ratio: 0.5f)).Begins("small(a)", "big(b)").Ends("big(a)", "small(b)", "over(b)");
        Case("a-list-is-a-member-like-any-other", b => b.Rule(
                "tagged", from m in Facts<Meter>() where m.Tags != null && m.Tags.Contains("x") select new Hit(m.Name)))
            .At("12:00", new Meter("a", Tags: ["x", "y"]), new Meter("b", Tags: ["y"]), new Meter("c")).Begins("tagged(a)")
            .At("12:01", new Meter("a", Tags: ["y"]), new Meter("b", Tags: ["y", "x"])).Begins("tagged(b)").Ends("tagged(a)");
        Case("a-fact-may-be-compared-as-a-whole", b => b.Rule("twins",
                from x in Facts<Gauge>()
                from y in Facts<Gauge>()
                where x != y && x.Value == y.Value && x.ToString().Length > 5
                select new Hit(x.Name + y.Name)))
            .At("12:00", new Gauge("a", 1), new Gauge("b", 1)).Begins("twins(a, b)", "twins(b, a)")
            .At("12:01", new Gauge("b", 2)).Ends("twins(a, b)", "twins(b, a)");
        Case("a-result-that-shows-the-whole-fact-follows-all-its-members", b =>
            {
                b.Rule("show", from l in Facts<Link>() select new Shown(l.From, l));
                b.Decide("tell", from s in Facts<Shown>() select new Tell(s.Name, $"{s.Link.Weight}")).AgainOnChange();
            })
            .At("12:00", new Link("a", "b")).Begins("show(a/b)", "tell(a)").Decides("tell: decided tell team/a, 1")
            .At("12:01", new Link("a", "b", 2)).Decides("tell: decided tell team/a, 2");
    }

    private void Converted()
    {
        Case("a-whole-number-may-be-compared-with-a-fraction", b =>
            {
                b.Rule("above", from m in Facts<Machine>() where m.Cores > 2.5 select new Hit(m.Name + 1));
                b.Rule("equal", from m in Facts<Machine>() where m.Cores == 2.0 select new Hit(m.Name + 2));
                b.Rule("never", from m in Facts<Machine>() where m.Cores == 2.5 select new Hit(m.Name + 3));
            })
            .At("12:00", new Machine("a", Cores: 2), new Machine("b", Cores: 3)).Begins("equal(a)", "above(b)")
            .At("12:01", new Machine("a", Cores: 3), new Machine("b", Cores: 2)).Begins("above(a)", "equal(b)").Ends("equal(a)", "above(b)");
        Case("a-fraction-may-be-cut-to-a-whole-number", b =>
            {
                b.Rule("two", from g in Facts<Gauge>() where (int)g.Value == 2 select new Hit(g.Name + 1));
                b.Rule("above", from g in Facts<Gauge>() where (int)g.Value > 2 select new Hit(g.Name + 2));
            })
            .At("12:00", new Gauge("a", 2.9), new Gauge("b", 3)).Begins("two(a)", "above(b)")
            .At("12:01", new Gauge("a", 3.1), new Gauge("b", 2)).Begins("above(a)", "two(b)").Ends("two(a)", "above(b)");
        Case("a-switch-that-may-lack-has-three-values", b =>
            {
                b.Rule("yes", from m in Facts<Meter>() where m.Checked == true select new Hit(m.Name + 1));
                b.Rule("not-yes", from m in Facts<Meter>() where m.Checked != true select new Hit(m.Name + 2));
                b.Rule("unknown", from m in Facts<Meter>() where m.Checked == null select new Hit(m.Name + 3));
            })
            .At("12:00", new Meter("a", Checked: true), new Meter("b", Checked: false), new Meter("c")).Begins("yes(a)", "not-yes(b)", "not-yes(c)", "unknown(c)")
            .At("12:01", new Meter("a"), new Meter("c", Checked: true)).Begins("not-yes(a)", "unknown(a)", "yes(c)").Ends("yes(a)", "not-yes(c)", "unknown(c)");
        Case("beginnings-of-every-length-hold-at-once", b =>
            {
                b.Rule("one", from m in Facts<Machine>() where m.Name.StartsWith("ka", StringComparison.Ordinal) select new Hit(m.Name + 1));
                b.Rule("two", from m in Facts<Machine>() where m.Site!.StartsWith("ab", StringComparison.Ordinal) select new Hit(m.Name + 2));
                b.Rule("three", from m in Facts<Machine>() where m.Site!.StartsWith("abc", StringComparison.Ordinal) && m.Up select new Hit(m.Name + 3));
                b.Rule("any", from m in Facts<Machine>() where m.Site!.StartsWith("", StringComparison.Ordinal) select new Hit(m.Name + 4));
            })
            .At("12:00", new Machine("ka", "ab"), new Machine("kb", "abcd")).Begins("one(ka)", "two(ka)", "any(ka)", "two(kb)", "three(kb)", "any(kb)")
            .At("12:01", new Machine("ka", "abc"), new Machine("kb", "a")).Begins("three(ka)").Ends("two(kb)", "three(kb)")
            .At("12:02", new Machine("ka", "abc", Up: false), new Machine("kb", "")).Ends("three(ka)");
    }

    private static Machine V(string name, string version) => new(name, Version: ProductVersion.Parse(version));
}
