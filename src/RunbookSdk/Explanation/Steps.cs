using System.Reflection;
using RunbookSdk.Facts;

namespace RunbookSdk.Explanation;

/// <summary>A fact that is otherwise.</summary>
/// <param name="Kind">What is.</param>
/// <param name="Fact">The fact.</param>
/// <param name="Member">The member that has another value; null unless one has.</param>
/// <param name="To">The value.</param>
/// <param name="Needed">What the member has to be, for people.</param>
/// <param name="Distance">
/// How far that is: of numbers in parts of the greater one, of instants in days up to one, 1 for what is neither, and 0 for what is only observed
/// again.
/// </param>
/// <param name="Difference">The difference of numbers; says which of two is less where the distance does not, as from 0 on.</param>
internal sealed record Step(NeededChangeKind Kind, KnownFact Fact, PropertyInfo? Member, object? To, string Needed, double Distance, double Difference = 0);

/// <summary>Makes steps to other numbers, times and instants.</summary>
internal static class Steps
{
    /// <summary>A fact whose member has another number.</summary>
    /// <param name="fact">The fact.</param>
    /// <param name="member">The member.</param>
    /// <param name="now">Its value.</param>
    /// <param name="to">The other one.</param>
    /// <param name="needed">What it has to be, for people.</param>
    public static Step Of(KnownFact fact, PropertyInfo member, object now, object to, string needed) =>
        new(NeededChangeKind.Value, fact, member, to, needed, DistanceOf(now, to), Math.Abs(Ordered.NumberOf(now) - Ordered.NumberOf(to)));

    /// <summary>What a number has to be, said by the shorter of two neighbours: <c>above 85</c> rather than <c>at least 85.00000000000001</c>.</summary>
    /// <param name="first">The nearest that is enough.</param>
    /// <param name="last">Its neighbour, which is not.</param>
    /// <param name="isAbove">True when the greater ones are enough.</param>
    public static string Needed(object first, object last, bool isAbove)
    {
        var (written, before) = (ValueFinder.Write(first), ValueFinder.Write(last));
        return before.Length < written.Length ? $"{(isAbove ? "above" : "below")} {before}" : $"at {(isAbove ? "least" : "most")} {written}";
    }

    /// <summary>The step to the number that is nearest to what it is now, of those that are enough between the two; null when the next one is not.</summary>
    /// <param name="step">A step that is enough.</param>
    /// <param name="isEnough">Whether another one is.</param>
    public static Step? Nearer(Step step, Func<Step, bool> isEnough)
    {
        if (step.Member?.GetValue(step.Fact.Value) is not { } now || Ordered.PlaceOf(now) is not { } from || Ordered.PlaceOf(step.To) is not { } to) return null;
        var next = to > from ? to - 1 : to + 1;
        if (next == from || !isEnough(At(next))) return null;
        var found = Ordered.Nearest(from, next, place => isEnough(At(place)));
        return At(found);

        Step At(long place) => Ordered.At(now, place) is { } value && Ordered.At(now, place > from ? place - 1 : place + 1) is { } last
            ? Of(step.Fact, step.Member, now, value, Needed(value, last, place > from))
            : step;
    }

    private static double DistanceOf(object now, object value)
    {
        if (now is DateTimeOffset instant) return Math.Min(1, (instant - (DateTimeOffset)value).Duration() / TimeSpan.FromDays(1));
        var (from, to) = (Ordered.NumberOf(now), Ordered.NumberOf(value));
        return Math.Abs(from - to) / Math.Max(Math.Abs(from), Math.Abs(to));
    }
}
