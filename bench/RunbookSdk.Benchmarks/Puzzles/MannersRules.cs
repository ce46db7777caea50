namespace RunbookSdk.Benchmarks.Puzzles;

/// <summary>
/// Miss Manners: seats guests so that neighbours differ in sex and share a hobby. The search is the published one: find a seat for a
/// guest, copy the path of the seating before, see whether all sit. Which guest is tried is a choice of the least rank here, where
/// others leave it to the order of an agenda.
/// </summary>
internal sealed class MannersRules : Runbook
{
    protected override void Define()
    {
        DefineSearch();
        DefinePaths();
        DefineStages();
    }

    private void DefineSearch()
    {
        Rule("assign-first-seat",
            from dinner in Facts<Dinner>()
            from guest in Facts<Guest>()
            where dinner.Stage == Stage.Start && guest.Rank == Facts<Guest>().Min(g => g.Rank)
            select Assert(new Seating(1, 0, 1, guest.Name, guest.Hobby, false), ""))
          .Mode(Act);

        Rule("find-seating",
            from dinner in Facts<Dinner>()
            from next in Facts<BestNext>()
            join guest in Facts<Guest>() on next.Rank equals guest.Rank
            join parent in Facts<Seating>() on next.Seating equals parent.Id
            where dinner.Stage == Stage.AssignSeats && !Facts<BestNext>().Any(n => n.Seating > next.Seating)
            select Assert(new Seating(dinner.Newest + 1, parent.Id, parent.Seat + 1, guest.Name, guest.Hobby, false), ""))
          .Mode(Act);

        Rule("best-next",
            from seating in Facts<Seating>()
            where seating.HasPath
            join left in Facts<Guest>() on seating.Guest equals left.Name
            join right in Facts<Guest>() on left.Hobby equals right.Hobby
            where left.Sex != right.Sex
            where !Facts<Place>().Any(p => p.Seating == seating.Id && p.Guest == right.Name)
            where !Facts<Chosen>().Any(c => c.Seating == seating.Id && c.Guest == right.Name && c.Hobby == right.Hobby)
            group right by seating.Id into free
            select new BestNext(free.Key, free.Min(g => g.Rank)));

        Rule("chosen",
            from seating in Facts<Seating>()
            where seating.Parent > 0
            select new Chosen(seating.Parent, seating.Guest, seating.Hobby));
    }

    private void DefinePaths()
    {
        Rule("take-place",
            from seating in Facts<Seating>()
            select Assert(new Place(seating.Id, seating.Guest, seating.Seat), ""))
          .Mode(Act);

        Rule("make-path",
            from dinner in Facts<Dinner>()
            where dinner.Stage == Stage.MakePath
            join seating in Facts<Seating>() on dinner.Newest equals seating.Id
            join place in Facts<Place>() on seating.Parent equals place.Seating
            select Assert(new Place(seating.Id, place.Guest, place.Seat), ""))
          .Mode(Act);

        Rule("path-done",
            from dinner in Facts<Dinner>()
            where dinner.Stage == Stage.MakePath
            join seating in Facts<Seating>() on dinner.Newest equals seating.Id
            where !seating.HasPath && Facts<Place>().Count(p => p.Seating == seating.Id) == seating.Seat
            select Assert(new Seating(seating.Id, seating.Parent, seating.Seat, seating.Guest, seating.Hobby, true), ""))
          .Mode(Act);
    }

    private void DefineStages()
    {
        Rule("begin-path",
            from dinner in Facts<Dinner>()
            join seating in Facts<Seating>() on dinner.Newest + 1 equals seating.Id
            select Assert(new Dinner(dinner.Table, Stage.MakePath, seating.Id), ""))
          .Mode(Act);

        Rule("check-done",
            from dinner in Facts<Dinner>()
            where dinner.Stage == Stage.MakePath
            join seating in Facts<Seating>() on dinner.Newest equals seating.Id
            where seating.HasPath
            select Assert(new Dinner(dinner.Table, Stage.CheckDone, dinner.Newest), ""))
          .Mode(Act);

        Rule("continue",
            from dinner in Facts<Dinner>()
            where dinner.Stage == Stage.CheckDone
            join table in Facts<Table>() on dinner.Table equals table.Name
            join seating in Facts<Seating>() on dinner.Newest equals seating.Id
            where seating.Seat < table.Seats
            select Assert(new Dinner(dinner.Table, Stage.AssignSeats, dinner.Newest), ""))
          .Mode(Act);

        Rule("all-seated",
            from dinner in Facts<Dinner>()
            where dinner.Stage == Stage.CheckDone
            join table in Facts<Table>() on dinner.Table equals table.Name
            join seating in Facts<Seating>() on dinner.Newest equals seating.Id
            where seating.Seat == table.Seats
            select Assert(new Dinner(dinner.Table, Stage.Done, dinner.Newest), ""))
          .Mode(Act);

        Rule("print-place",
            from dinner in Facts<Dinner>()
            where dinner.Stage == Stage.Done
            join place in Facts<Place>() on dinner.Newest equals place.Seating
            select RunJob("seat", new[] { place.Seat.ToString(), place.Guest }, ""))
          .Mode(Act);
    }
}
