using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;
using RunbookSdk.Matching;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.Time;

/// <summary>A condition of a rule that compares with now: whether it holds, and the next instant at which it can change.</summary>
internal sealed class TimeCondition
{
    private readonly Compiled<bool> holds;
    private readonly Compiled<DateTimeOffset?>[] instants;
    private readonly SourceLocation location;

    public TimeCondition(ConditionModel condition, QueryModel query)
    {
        location = condition.Location;
        holds = Compilation.Compile<bool>(condition.Body, query);
        TimeBounds.TryFind(condition.Body, out var bounds, out _);
        instants = [.. bounds.Select(b => Compilation.Compile<DateTimeOffset?>(b, query))];
    }

    /// <summary>Whether the condition holds now; <paramref name="next"/> is lowered to the instant at which that can change.</summary>
    public bool Holds(Match match, object?[] values, DateTimeOffset now, IFaultSink faults, ref DateTimeOffset? next)
    {
        try
        {
            foreach (var instant in instants) TimeChange.Lower(ref next, instant(values, match.Answers, now), now);
            return holds(values, match.Answers, now);
        }
#pragma warning disable CA1031 // A rule may throw anything; what throws does not hold.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            faults.Fault(match.Rule, location, Unanswered.CauseOf(exception, match.Unasked), [.. match.Facts]);
            return false;
        }
    }
}

/// <summary>A filter of a source that compares with now.</summary>
internal sealed class TimeFilter
{
    private readonly Func<object, DateTimeOffset, bool> holds;
    private readonly Func<object, DateTimeOffset?>[] instants;

    public TimeFilter(ConditionOnFact condition)
    {
        holds = Compilation.CompileOnFactAndNow<bool>(condition.Body, condition.Fact, condition.Shapes);
        TimeBounds.TryFind(condition.Body, out var bounds, out _);
        instants = [.. bounds.Select(b => Compilation.CompileOnFact<DateTimeOffset?>(b, condition.Fact, condition.Shapes))];
    }

    public bool Holds(KnownFact fact, DateTimeOffset now, ref DateTimeOffset? next)
    {
        foreach (var instant in instants) TimeChange.Lower(ref next, instant(fact.Value), now);
        return holds(fact.Value, now);
    }
}

internal static class TimeChange
{
    /// <summary>
    /// A comparison with an instant can change there, when now reaches it, or one tick later, when now has passed it.
    /// </summary>
    public static void Lower(ref DateTimeOffset? next, DateTimeOffset? bound, DateTimeOffset now)
    {
        if (bound is not { } instant) return;
        if (instant <= now)
        {
            if (instant < now || instant == DateTimeOffset.MaxValue) return;
            instant = instant.AddTicks(1);
        }

        if (next is null || instant < next) next = instant;
    }
}
