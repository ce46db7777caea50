using RunbookSdk.Facts;

namespace RunbookSdk.Rules.Model;

/// <summary>What a group is to the conditions after it: its key and the answers to what they ask of it.</summary>
/// <param name="Key">The key; null is a key like any other.</param>
/// <param name="Count">How many members.</param>
/// <param name="Answers">One number for each <see cref="AggregateModel"/>, in its order; whether there are any is 1 or 0.</param>
internal sealed record GroupValue([property: Key] object? Key, int Count, IReadOnlyList<double> Answers)
{
    /// <summary>The first member of each <see cref="FirstModel"/>, in its order; null when no member has a place in it.</summary>
    public IReadOnlyList<object?> Firsts { get; init; } = [];

    public bool Equals(GroupValue? other) =>
        other is not null && Equals(Key, other.Key) && Count == other.Count && Answers.SequenceEqual(other.Answers)
        && Firsts.SequenceEqual(other.Firsts);

    public override int GetHashCode() => HashCode.Combine(Key, Count);
}
