using RunbookSdk.Facts;

namespace RunbookSdk.Benchmarks.Puzzles;

internal enum Sex
{
    Female,
    Male,
}

/// <summary>What the dinner is busy with.</summary>
internal enum Stage
{
    Start,
    AssignSeats,
    MakePath,
    CheckDone,
    Done,
}

/// <summary>A guest and one hobby of theirs; a guest is known once for each hobby.</summary>
/// <param name="Name">Who.</param>
/// <param name="Hobby">What they like.</param>
/// <param name="Sex">Neighbours differ in it.</param>
/// <param name="Rank">Who is tried first; unique.</param>
internal sealed record Guest([Key] string Name, [Key] string Hobby, Sex Sex, double Rank);

internal sealed record Table([Key] string Name, int Seats);

/// <param name="Table">At which table.</param>
/// <param name="Stage">What is being done.</param>
/// <param name="Newest">The last seating that was made.</param>
internal sealed record Dinner([Key] string Table, Stage Stage, int Newest);

/// <summary>One guest more at the table than its parent has; the seatings are a tree that is searched depth first.</summary>
internal sealed record Seating([Key] int Id, int Parent, int Seat, string Guest, string Hobby, bool HasPath);

/// <summary>Who sits where, in one seating.</summary>
internal sealed record Place([Key] int Seating, [Key] string Guest, int Seat);

/// <summary>A guest was tried after a seating, because of a hobby.</summary>
internal sealed record Chosen([Key] int Seating, [Key] string Guest, [Key] string Hobby);

/// <summary>Who is tried next after a seating.</summary>
internal sealed record BestNext([Key] int Seating, double Rank);
