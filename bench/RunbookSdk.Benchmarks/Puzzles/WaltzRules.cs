namespace RunbookSdk.Benchmarks.Puzzles;

/// <summary>
/// Waltz: finds what each line of a drawing of blocks stands for. Lines meet in junctions; each kind of junction can be labelled in few
/// ways; a way that disagrees with every way at the other end of one of its lines is ruled out, until all agree.
/// </summary>
internal sealed class WaltzRules : Runbook
{
    protected override void Define()
    {
        DefineJunctions();
        DefineArms();
        DefineOutline();
        DefineFilter();
    }

    private void DefineJunctions()
    {
        Rule("edge",
            from line in Facts<Line>()
            select Assert(new Edge(line.Drawing, line.From, line.To), ""))
          .Mode(Act);

        Rule("edge-back",
            from line in Facts<Line>()
            select Assert(new Edge(line.Drawing, line.To, line.From), ""))
          .Mode(Act);

        Rule("corner",
            from a in Facts<Edge>()
            join b in Facts<Edge>() on a.From equals b.From
            where a.To < b.To && Facts<Edge>().Count(e => e.From == a.From) == 2
            select Assert(Geometry.Corner(a.Drawing, a.From, a.To, b.To), ""))
          .Mode(Act);

        Rule("junction-of-three",
            from a in Facts<Edge>()
            join b in Facts<Edge>() on a.From equals b.From
            join c in Facts<Edge>() on a.From equals c.From
            where a.To < b.To && b.To < c.To
            select Assert(Geometry.OfThree(a.Drawing, a.From, a.To, b.To, c.To), ""))
          .Mode(Act);
    }

    private void DefineArms()
    {
        Rule("first-arm", from j in Facts<Junction>() select Assert(new Arm(j.Point, j.First, 1), "")).Mode(Act);
        Rule("second-arm", from j in Facts<Junction>() select Assert(new Arm(j.Point, j.Second, 2), "")).Mode(Act);
        Rule("third-arm",
            from j in Facts<Junction>()
            where j.Kind != JunctionKind.Corner
            select Assert(new Arm(j.Point, j.Third, 3), ""))
          .Mode(Act);
    }

    /// <summary>The leftmost point has two lines here; from there the outline is followed around.</summary>
    private void DefineOutline()
    {
        Rule("leftmost",
            from edge in Facts<Edge>()
            group edge by edge.Drawing into drawing
            select new Leftmost(drawing.Key, (int)drawing.Min(e => e.From)));

        Rule("outline-begins",
            from leftmost in Facts<Leftmost>()
            join junction in Facts<Junction>() on leftmost.Point equals junction.Point
            where junction.Kind == JunctionKind.Corner
            select Assert(new Outline(junction.Point, junction.Second), ""))
          .Mode(Act);

        Rule("outline-goes-on",
            from outline in Facts<Outline>()
            join junction in Facts<Junction>() on outline.To equals junction.Point
            select Assert(new Outline(junction.Point, Geometry.NextOfOutline(junction, outline.From)), ""))
          .Mode(Act);
    }

    private void DefineFilter()
    {
        Rule("labelling",
            from junction in Facts<Junction>()
            join form in Facts<Form>() on junction.Kind equals form.Kind
            select Assert(new Labelling(junction.Point, form.Number), ""))
          .Mode(Act);

        Rule("claim",
            from labelling in Facts<Labelling>()
            join form in Facts<Form>() on labelling.Form equals form.Number
            join arm in Facts<Arm>() on labelling.Point equals arm.Point
            let label = arm.Place == 1 ? form.First : arm.Place == 2 ? form.Second : form.Third
            select new Claim(labelling.Point, labelling.Form, arm.To, label, Geometry.FromThere(label)));

        Rule("unsupported",
            from claim in Facts<Claim>()
            where !Facts<Claim>().Any(c => c.Point == claim.To && c.To == claim.Point && c.Label == claim.FromThere)
            select new Unsupported(claim.Point, claim.Form));

        Rule("not-the-outline",
            from claim in Facts<Claim>()
            join outline in Facts<Outline>() on new { A = claim.Point, B = claim.To } equals new { A = outline.From, B = outline.To }
            where claim.Label != Label.Out
            select new Unsupported(claim.Point, claim.Form));

        Rule("rule-out",
            from unsupported in Facts<Unsupported>()
            join labelling in Facts<Labelling>()
                on new { unsupported.Point, unsupported.Form } equals new { labelling.Point, labelling.Form }
            select Retract(labelling, ""))
          .Mode(Act);
    }
}
