using System.Linq.Expressions;
using RunbookSdk.Diagnostics;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.Matching;

/// <summary>A condition of a query, ready to be checked.</summary>
internal sealed class Check(Expression body, QueryModel query, ulong subqueries, SourceLocation location)
{
    private readonly MatchFunction<bool> holds = new(body, query);

    public Expression Body { get; } = body;

    /// <summary>The questions whose answers it reads.</summary>
    public ulong Subqueries { get; } = subqueries;

    public SourceLocation Location { get; } = location;

    public bool Holds(object?[] facts, double[] answers) => holds.Of(facts, answers, default);
}

/// <summary>
/// Where a search for matches stands when some slots are filled: which slots may come next. The matcher takes the one with the fewest
/// facts at that moment, whatever order the author wrote.
/// </summary>
internal sealed class JoinNode(JoinOption[] options)
{
    public JoinOption[] Options { get; } = options;
}

/// <summary>A slot that may be filled next.</summary>
internal abstract class JoinOption(int number, int slot, Check[] checks, Func<JoinNode>? next)
{
    /// <summary>The number of the tie by which the facts are looked up.</summary>
    public int Tie { get; init; }

    private JoinNode? followed;

    /// <summary>Its number in the plan of the query.</summary>
    public int Number { get; } = number;

    public int Slot { get; } = slot;

    /// <summary>What can be checked once the slot is filled, and could not before.</summary>
    public Check[] Checks { get; } = checks;

    /// <summary>What comes after; null when every slot is filled.</summary>
    public JoinNode? Next => followed ??= next?.Invoke();
}

/// <summary>Tries every fact of the slot.</summary>
internal sealed class ScanOption(int number, int slot, Check[] checks, Func<JoinNode>? next) : JoinOption(number, slot, checks, next);

/// <summary>Looks the facts up whose key equals what is filled already.</summary>
internal sealed class KeyOption(
    int number, int slot, IndexPattern pattern, MatchFunction<int> hash, Check[] ties, Check[] checks, Func<JoinNode>? next)
    : JoinOption(number, slot, checks, next)
{
    /// <summary>The key on the other side, when it reads one slot; equal for options that look the same up.</summary>
    public ExpressionTokens? Outer { get; init; }

    /// <summary>The members of its fact that it reads.</summary>
    public ulong OuterReads { get; init; }

    /// <summary>That slot.</summary>
    public int OuterSlot { get; init; }

    /// <summary>The key on the side of the slot.</summary>
    public IndexPattern Pattern { get; } = pattern;

    /// <summary>The hash of the key on the other side.</summary>
    public MatchFunction<int> Hash { get; } = hash;

    /// <summary>The equalities; facts of one key need only one look.</summary>
    public Check[] Ties { get; } = ties;
}

/// <summary>Looks the facts up whose key stands in an order to what is filled already.</summary>
internal sealed class OrderOption(
    int number,
    int slot,
    IndexPattern pattern,
    Compiled<long> bound,
    ExpressionType comparison,
    Check[] checks,
    Func<JoinNode>? next)
    : JoinOption(number, slot, checks, next)
{
    public IndexPattern Pattern { get; } = pattern;

    /// <summary>The keys between which the slot's key has to lie.</summary>
    public (long First, long Last) Range(object?[] values, double[] answers)
    {
        var key = bound(values, answers, default);
        if (key == OrderedKey.None) return (0, -1);
        return comparison switch
        {
            ExpressionType.LessThan => (OrderedKey.None + 1, key - 1),
            ExpressionType.LessThanOrEqual => (OrderedKey.None + 1, key),
            ExpressionType.GreaterThan => (key == long.MaxValue ? key : key + 1, long.MaxValue),
            _ => (key, long.MaxValue),
        };
    }
}
