using RunbookSdk.Benchmarks.Puzzles;

namespace RunbookSdk.Benchmarks.OtherEngines;

/// <summary>What the dinner is busy with, how many seatings there are, and how many guests have to sit.</summary>
internal sealed class NRulesDinner(int seats)
{
    public int Seats { get; } = seats;

    public Stage Stage { get; set; } = Stage.Start;

    public int Count { get; set; }
}

internal sealed class NRulesSeating(int id, NRulesSeating? parent, Guest guest)
{
    public int Id { get; } = id;

    public int Parent { get; } = parent?.Id ?? 0;

    public int Seat { get; } = (parent?.Seat ?? 0) + 1;

    public Guest Guest { get; } = guest;

    public bool HasPath { get; set; } = parent is null;
}

internal sealed record NRulesPlace(int Seating, string Guest, int Seat);

internal sealed record NRulesChosen(int Seating, string Guest, string Hobby);
