using NRules;
using NRules.Fluent.Dsl;
using NRules.RuleModel;
using RunbookSdk.Benchmarks.Puzzles;

namespace RunbookSdk.Benchmarks.OtherEngines;

/// <summary>Waltz for NRules, whose actions write facts and whose priorities keep the steps apart.</summary>
internal static class NRulesWaltz
{
    public static ISessionFactory Compile() => NRulesSubject.Compile(
        [new Edges(), new Corners(), new OfThree(), new Arms(), new Labellings(), new OutlineBegins(), new OutlineGoesOn(), new Claims(),
         new NotTheOutline(), new Unsupported()]);

    /// <summary>How many labellings are left.</summary>
    public static int Run(ISessionFactory rules, IEnumerable<object> facts)
    {
        var session = rules.CreateSession();
        session.InsertAll(facts);
        session.Fire();
        return session.Query<Labelling>().Count();
    }

    [Priority(9)]
    private sealed class Edges : Rule
    {
        public override void Define()
        {
            Line line = null!;
            When().Match(() => line);
            Then()
                .Do(c => c.Insert(new Edge(line.Drawing, line.From, line.To)))
                .Do(c => c.Insert(new Edge(line.Drawing, line.To, line.From)));
        }
    }

    [Priority(8)]
    private sealed class Corners : Rule
    {
        public override void Define()
        {
            Edge a = null!, b = null!;
            When()
                .Match(() => a)
                .Match(() => b, e => e.From == a.From, e => e.To > a.To)
                .Not<Edge>(e => e.From == a.From, e => e.To != a.To, e => e.To != b.To);
            Then().Do(c => c.Insert(Geometry.Corner(a.Drawing, a.From, a.To, b.To)));
        }
    }

    [Priority(8)]
    private sealed class OfThree : Rule
    {
        public override void Define()
        {
            Edge a = null!, b = null!, third = null!;
            When()
                .Match(() => a)
                .Match(() => b, e => e.From == a.From, e => e.To > a.To)
                .Match(() => third, e => e.From == a.From, e => e.To > b.To);
            Then().Do(c => c.Insert(Geometry.OfThree(a.Drawing, a.From, a.To, b.To, third.To)));
        }
    }

    [Priority(7)]
    private sealed class Arms : Rule
    {
        public override void Define()
        {
            Junction junction = null!;
            When().Match(() => junction);
            Then().Do(c => Insert(c, junction));
        }

        private static void Insert(IContext context, Junction junction)
        {
            context.Insert(new Arm(junction.Point, junction.First, 1));
            context.Insert(new Arm(junction.Point, junction.Second, 2));
            if (junction.Kind != JunctionKind.Corner) context.Insert(new Arm(junction.Point, junction.Third, 3));
        }
    }

    [Priority(7)]
    private sealed class Labellings : Rule
    {
        public override void Define()
        {
            Junction junction = null!;
            Form form = null!;
            When().Match(() => junction).Match(() => form, f => f.Kind == junction.Kind);
            Then().Do(c => c.Insert(new Labelling(junction.Point, form.Number)));
        }
    }

    [Priority(6)]
    private sealed class OutlineBegins : Rule
    {
        public override void Define()
        {
            Junction junction = null!;
            When()
                .Match(() => junction, j => j.Kind == JunctionKind.Corner)
                .Not<Junction>(j => j.Drawing == junction.Drawing, j => j.Point < junction.Point);
            Then().Do(c => c.Insert(new Outline(junction.Point, junction.Second)));
        }
    }

    [Priority(6)]
    private sealed class OutlineGoesOn : Rule
    {
        public override void Define()
        {
            Outline outline = null!;
            Junction junction = null!;
            When()
                .Match(() => outline)
                .Match(() => junction, j => j.Point == outline.To)
                .Not<Outline>(o => o.From == junction.Point);
            Then().Do(c => c.Insert(new Outline(junction.Point, Geometry.NextOfOutline(junction, outline.From))));
        }
    }

    /// <summary>Claims end with their labelling.</summary>
    [Priority(5)]
    private sealed class Claims : Rule
    {
        public override void Define()
        {
            Labelling labelling = null!;
            Form form = null!;
            Arm arm = null!;
            When()
                .Match(() => labelling)
                .Match(() => form, f => f.Number == labelling.Form)
                .Match(() => arm, a => a.Point == labelling.Point);
            Then().Yield(_ => ClaimOf(labelling, form, arm));
        }

        private static Claim ClaimOf(Labelling labelling, Form form, Arm arm)
        {
            var label = arm.Place == 1 ? form.First : arm.Place == 2 ? form.Second : form.Third;
            return new(labelling.Point, labelling.Form, arm.To, label, Geometry.FromThere(label));
        }
    }

    private sealed class NotTheOutline : Rule
    {
        public override void Define()
        {
            Claim claim = null!;
            Outline outline = null!;
            Labelling labelling = null!;
            When()
                .Match(() => claim, c => c.Label != Label.Out)
                .Match(() => outline, o => o.From == claim.Point, o => o.To == claim.To)
                .Match(() => labelling, l => l.Point == claim.Point, l => l.Form == claim.Form);
            Then().Do(c => c.Retract(labelling));
        }
    }

    private sealed class Unsupported : Rule
    {
        public override void Define()
        {
            Claim claim = null!;
            Labelling labelling = null!;
            When()
                .Match(() => claim)
                .Not<Claim>(c => c.Point == claim.To, c => c.To == claim.Point, c => c.Label == claim.FromThere)
                .Match(() => labelling, l => l.Point == claim.Point, l => l.Form == claim.Form);
            Then().Do(c => c.Retract(labelling));
        }
    }
}
