namespace RunbookSdk.Rules;

/// <summary>
/// What <c>group x by key into g</c> calls <c>g</c>: everything with one key. Its questions are read as part of a rule, never run.
/// </summary>
/// <typeparam name="TKey">The key.</typeparam>
/// <typeparam name="T">What is grouped.</typeparam>
#pragma warning disable CA1822 // The members are read in expression trees as questions about this very group.
public sealed class Group<TKey, T>
{
    internal Group(TKey key) => Key = key;

    /// <summary>The key that everything in the group has.</summary>
    public TKey Key { get; }

    /// <summary>How many there are; never 0, for an empty group is none.</summary>
    public int Count() => throw OnlyInRules();

    /// <summary>For how many the condition holds.</summary>
    public int Count(Func<T, bool> predicate) => throw OnlyInRules(predicate);

    /// <summary>True when the condition holds for one.</summary>
    public bool Any(Func<T, bool> predicate) => throw OnlyInRules(predicate);

    /// <summary>True when the condition holds for each.</summary>
    public bool All(Func<T, bool> predicate) => throw OnlyInRules(predicate);

    /// <summary>The sum.</summary>
    public double Sum(Func<T, double> selector) => throw OnlyInRules(selector);

    /// <summary>The arithmetic mean.</summary>
    public double Average(Func<T, double> selector) => throw OnlyInRules(selector);

    /// <summary>The smallest value.</summary>
    public double Min(Func<T, double> selector) => throw OnlyInRules(selector);

    /// <summary>The largest value.</summary>
    public double Max(Func<T, double> selector) => throw OnlyInRules(selector);

    /// <summary>The value below which a share of the values lies; see <see cref="FactSource{T}.Quantile"/>.</summary>
    /// <param name="q">The share, 0 to 1; 0.5 is the median. A constant.</param>
    /// <param name="selector">The value of a member.</param>
    public double Quantile(double q, Func<T, double> selector) => throw OnlyInRules((q, selector));

    /// <summary>
    /// The members from the least key to the greatest; text by its code points. A member whose key is null or not a number comes last, and
    /// of equal keys the one whose facts became known first comes first.
    /// </summary>
    /// <param name="key">What they are ordered by.</param>
    public OrderedGroup<T> OrderBy<TOrder>(Func<T, TOrder> key) => throw OnlyInRules(key);

    /// <summary>
    /// The members from the greatest key to the least. A member whose key is null or not a number comes last here too, and of equal keys the
    /// one whose facts became known first comes first.
    /// </summary>
    /// <param name="key">What they are ordered by.</param>
    public OrderedGroup<T> OrderByDescending<TOrder>(Func<T, TOrder> key) => throw OnlyInRules(key);

    internal static InvalidOperationException OnlyInRules(object? unused = null)
    {
        _ = unused;
        return new("A group can only be asked inside a rule, where the question is read and not run.");
    }
}

/// <summary>The members of a group in an order. Its question is read as part of a rule, never run.</summary>
/// <typeparam name="T">What is grouped.</typeparam>
public sealed class OrderedGroup<T>
{
    private OrderedGroup()
    {
    }

    /// <summary>The first member; another one as soon as the order changes.</summary>
    public T First() => throw Group<T, T>.OnlyInRules();
}
#pragma warning restore CA1822
