using System.Linq.Expressions;

namespace RunbookSdk.Facts;

/// <summary>The known facts of a type by their key.</summary>
internal abstract class KeyTable
{
    public abstract int Count { get; }

    public abstract IEnumerable<KnownFact> Facts { get; }

    /// <summary>Facts whose key is one member are found by that member: the runtime hashes and compares a text faster than an object.</summary>
    public static KeyTable For(FactType type)
    {
        if (type.Keys.Count != 1) return new WholeKeyTable(type.KeyComparer);
        return (KeyTable)Activator.CreateInstance(typeof(KeyTable<>).MakeGenericType(type.Keys[0].PropertyType), type)!;
    }

    /// <summary>The fact with the key of a value; null when there is none.</summary>
    public abstract KnownFact? Find(object value);

    public abstract void Set(object value, KnownFact fact);

    public abstract void Remove(object value);
}

/// <summary>Facts by a key that is one member. A key may be null, which no dictionary takes.</summary>
internal sealed class KeyTable<T>(FactType type) : KeyTable
    where T : notnull
{
    private readonly Dictionary<T, KnownFact> facts = [];
    private readonly Func<object, T?> key = Getter(type);
    private KnownFact? withoutKey;

    public override int Count => facts.Count + (withoutKey is null ? 0 : 1);

    public override IEnumerable<KnownFact> Facts => withoutKey is null ? facts.Values : facts.Values.Append(withoutKey);

    public override KnownFact? Find(object value)
    {
        if (key(value) is not { } known) return withoutKey;
        facts.TryGetValue(known, out var fact);
        return fact;
    }

    public override void Set(object value, KnownFact fact)
    {
        if (key(value) is { } known) facts[known] = fact;
        else withoutKey = fact;
    }

    public override void Remove(object value)
    {
        if (key(value) is { } known) facts.Remove(known);
        else withoutKey = null;
    }

    private static Func<object, T?> Getter(FactType type)
    {
        var value = Expression.Parameter(typeof(object));
        return Expression.Lambda<Func<object, T?>>(Expression.Property(Expression.Convert(value, type.ClrType), type.Keys[0]), value).Compile();
    }
}

/// <summary>Facts by a key of several members.</summary>
internal sealed class WholeKeyTable(KeyComparer? comparer) : KeyTable
{
    private readonly Dictionary<object, KnownFact> facts = new(comparer);

    public override int Count => facts.Count;

    public override IEnumerable<KnownFact> Facts => facts.Values;

    public override KnownFact? Find(object value)
    {
        facts.TryGetValue(value, out var fact);
        return fact;
    }

    public override void Set(object value, KnownFact fact) => facts[value] = fact;

    public override void Remove(object value) => facts.Remove(value);
}
