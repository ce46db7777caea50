using NRules;
using NRules.Fluent.Dsl;
using NRules.RuleModel;
using RunbookSdk.Benchmarks.Puzzles;

namespace RunbookSdk.Benchmarks.OtherEngines;

/// <summary>
/// Miss Manners as published, for NRules: its agenda chooses the guest, its actions write facts. That agenda is first come, first served,
/// which would search breadth first and not end, so the newest seating is asked for; a search that has to go back would stop here.
/// </summary>
internal static class NRulesManners
{
    public static ISessionFactory Compile() => NRulesSubject.Compile(
        [new AssignFirstSeat(), new FindSeating(), new MakePath(), new PathDone(), new AllSeated(), new Continue(), new PrintPlace()]);

    /// <summary>How many times rules fired.</summary>
    public static int Run(ISessionFactory rules, MannersParty party)
    {
        var session = rules.CreateSession();
        session.InsertAll(party.Guests);
        session.Insert(new NRulesDinner(party.Seats));
        return session.Fire();
    }

    /// <summary>
    /// One for the first seat; one to find, one to end the path and one to go on for each other, but the last goes on as the end; each
    /// place copied from the seating before; each place printed. CLIPS fires as often.
    /// </summary>
    public static int PublishedFirings(int seats) => (seats * (seats - 1) / 2) + (4 * seats) - 2;

    private static void Enter(IContext context, NRulesDinner dinner, Stage stage)
    {
        dinner.Stage = stage;
        context.Update(dinner);
    }

    private static void Seat(IContext context, NRulesDinner dinner, NRulesSeating? parent, Guest guest)
    {
        var seating = new NRulesSeating(++dinner.Count, parent, guest);
        context.Insert(seating);
        context.Insert(new NRulesPlace(seating.Id, guest.Name, seating.Seat));
        if (parent is not null) context.Insert(new NRulesChosen(parent.Id, guest.Name, guest.Hobby));
        Enter(context, dinner, parent is null ? Stage.AssignSeats : Stage.MakePath);
    }

    private static void EndPath(IContext context, NRulesDinner dinner, NRulesSeating seating)
    {
        seating.HasPath = true;
        context.Update(seating);
        Enter(context, dinner, Stage.CheckDone);
    }

    private sealed class AssignFirstSeat : Rule
    {
        public override void Define()
        {
            NRulesDinner dinner = null!;
            Guest guest = null!;
            When().Match(() => dinner, d => d.Stage == Stage.Start).Match(() => guest);
            Then().Do(c => Seat(c, dinner, null, guest));
        }
    }

    private sealed class FindSeating : Rule
    {
        public override void Define()
        {
            NRulesDinner dinner = null!;
            NRulesSeating seating = null!;
            Guest left = null!, right = null!;
            When()
                .Match(() => dinner, d => d.Stage == Stage.AssignSeats)
                .Match(() => seating, s => s.HasPath, s => s.Id == dinner.Count)
                .Match(() => left, l => l.Name == seating.Guest.Name)
                .Match(() => right, r => r.Hobby == left.Hobby, r => r.Sex != left.Sex)
                .Not<NRulesPlace>(p => p.Seating == seating.Id, p => p.Guest == right.Name)
                .Not<NRulesChosen>(h => h.Seating == seating.Id, h => h.Guest == right.Name, h => h.Hobby == right.Hobby);
            Then().Do(c => Seat(c, dinner, seating, right));
        }
    }

    private sealed class MakePath : Rule
    {
        public override void Define()
        {
            NRulesDinner dinner = null!;
            NRulesSeating seating = null!;
            NRulesPlace place = null!;
            When()
                .Match(() => dinner, d => d.Stage == Stage.MakePath)
                .Match(() => seating, s => !s.HasPath)
                .Match(() => place, p => p.Seating == seating.Parent)
                .Not<NRulesPlace>(p => p.Seating == seating.Id, p => p.Guest == place.Guest);
            Then().Do(c => c.Insert(new NRulesPlace(seating.Id, place.Guest, place.Seat)));
        }
    }

    /// <summary>After every place has been copied.</summary>
    [Priority(-1)]
    private sealed class PathDone : Rule
    {
        public override void Define()
        {
            NRulesDinner dinner = null!;
            NRulesSeating seating = null!;
            When().Match(() => dinner, d => d.Stage == Stage.MakePath).Match(() => seating, s => !s.HasPath);
            Then().Do(c => EndPath(c, dinner, seating));
        }
    }

    private sealed class AllSeated : Rule
    {
        public override void Define()
        {
            NRulesDinner dinner = null!;
            NRulesSeating seating = null!;
            When().Match(() => dinner, d => d.Stage == Stage.CheckDone).Match(() => seating, s => s.Seat == dinner.Seats);
            Then().Do(c => Enter(c, dinner, Stage.Done));
        }
    }

    /// <summary>When not all sit.</summary>
    [Priority(-1)]
    private sealed class Continue : Rule
    {
        public override void Define()
        {
            NRulesDinner dinner = null!;
            When().Match(() => dinner, d => d.Stage == Stage.CheckDone);
            Then().Do(c => Enter(c, dinner, Stage.AssignSeats));
        }
    }

    private sealed class PrintPlace : Rule
    {
        public override void Define()
        {
            NRulesDinner dinner = null!;
            NRulesSeating seating = null!;
            NRulesPlace place = null!;
            When()
                .Match(() => dinner, d => d.Stage == Stage.Done)
                .Match(() => seating, s => s.Seat == dinner.Seats)
                .Match(() => place, p => p.Seating == seating.Id);
            Then().Do(_ => NRulesSubject.Ask("seat", place.Guest));
        }
    }
}
