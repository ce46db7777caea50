using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace RunbookSdk.Facts;

/// <summary>
/// What the SDK knows of a fact record: its name, which members are its key, how long an event lives.
/// Compiled once per type; held weakly, so that a runbook's own records can be unloaded.
/// </summary>
internal sealed class FactType
{
    private static readonly ConditionalWeakTable<Type, FactType> Known = [];
    private static readonly TimeSpan DefaultRetention = TimeSpan.FromHours(1);
    private readonly Func<object, string>? keyText;
    private readonly Func<object, object, bool>? areEqual;
    private readonly IReadOnlyList<PropertyInfo> authors;

    private FactType(Type clrType)
    {
        ClrType = clrType;
        Name = clrType.Name;
        WireName = clrType.GetCustomAttribute<FactNameAttribute>()?.Name ?? clrType.Name;
        Keys = FindMarked(clrType, typeof(KeyAttribute));
        authors = FindMarked(clrType, typeof(AuthorAttribute));
        IsEvent = Keys.Count == 0;
        IsFollowed = clrType.IsAssignableTo(typeof(IFollowedFact));
        (Retention, RetentionProblem) = ReadRetention(clrType, IsEvent);
        (MaxAge, MaxAgeProblem) = ReadMaxAge(clrType);
        if (IsEvent) return;
        KeyComparer = KeyComparer.For(clrType, Keys);
        areEqual = ValueComparer.For(clrType, Keys);
        keyText = CompileKeyText(clrType, Keys);
    }

    public Type ClrType { get; }

    /// <summary>Name of the record; what a CloudEvents <c>type</c> and a person call it.</summary>
    public string Name { get; }

    public string WireName { get; }

    /// <summary>Members of the key in the order of declaration; empty for an event.</summary>
    public IReadOnlyList<PropertyInfo> Keys { get; }

    public bool IsEvent { get; }

    /// <summary>True when more comes of a fact than what rules make of it, see <see cref="IFollowedFact"/>.</summary>
    public bool IsFollowed { get; }

    /// <summary>For how long after its last observation it is known; null until it is retracted.</summary>
    public TimeSpan? Retention { get; }

    /// <summary>How old the last observation may be to decide anything; null when that does not matter.</summary>
    public TimeSpan? MaxAge { get; }

    /// <summary>What is written as its age when that is no positive time; null when nothing is wrong.</summary>
    public string? MaxAgeProblem { get; }

    /// <summary>What the record says instead of how long it stays known; null when it says a time, or nothing.</summary>
    public string? RetentionProblem { get; }

    /// <summary>True when an observation of it may come too late to be of use.</summary>
    public bool Ages => Retention is not null || MaxAge is not null;

    /// <summary>Compares two values by their key members only; null for an event.</summary>
    public KeyComparer? KeyComparer { get; }

    public static FactType Of(Type type) => Known.GetValue(type, static t => new FactType(t));

    /// <summary>Whether two values with the same key are equal; of a type that has a key.</summary>
    public bool AreEqual(object left, object right) => areEqual!(left, right);

    /// <summary>The key as people write it: its members joined by a slash, such as <c>online1/webtools</c>.</summary>
    public string KeyText(object value) => keyText?.Invoke(value) ?? "";

    /// <summary>Whose word a fact is, as its marked members say.</summary>
    public IEnumerable<string> AuthorsOf(object value) => authors.Select(a => a.GetValue(value)).OfType<string>();

    public override string ToString() => Name;

    private static List<PropertyInfo> FindMarked(Type type, Type mark)
    {
        var named = type.GetConstructors()
            .SelectMany(c => c.GetParameters())
            .Where(p => p.IsDefined(mark))
            .Select(p => p.Name)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.IsDefined(mark) || named.Contains(p.Name))
            .OrderBy(p => p.MetadataToken)];
    }

    private static (TimeSpan?, string?) ReadRetention(Type type, bool isEvent)
    {
        TimeSpan? otherwise = isEvent ? DefaultRetention : null;
        if (type.GetCustomAttribute<RetentionAttribute>() is not { } written) return (otherwise, null);
        var (retention, problem) = ReadTime(written.Duration);
        return (retention ?? otherwise, problem);
    }

    private static (TimeSpan?, string?) ReadMaxAge(Type type) =>
        type.GetCustomAttribute<MaxAgeAttribute>() is { } written ? ReadTime(written.Duration) : (null, null);

    /// <summary>A time, or what was written instead of one.</summary>
    private static (TimeSpan?, string?) ReadTime(string written) =>
        TimeSpan.TryParse(written, CultureInfo.InvariantCulture, out var time) && time > TimeSpan.Zero ? (time, null) : (null, written);

    private static Func<object, string> CompileKeyText(Type type, IReadOnlyList<PropertyInfo> keys)
    {
        var value = Expression.Parameter(typeof(object));
        var typed = Expression.Convert(value, type);
        var write = ((Func<object?, string>)WriteKeyPart).Method;
        var parts = keys.Select(k => Expression.Call(write, Expression.Convert(Expression.Property(typed, k), typeof(object))));
        var join = ((Func<string, string[], string>)string.Join).Method;
        var body = Expression.Call(join, Expression.Constant("/"), Expression.NewArrayInit(typeof(string), parts));
        return Expression.Lambda<Func<object, string>>(body, value).Compile();
    }

    private static string WriteKeyPart(object? part) => part switch
    {
        null => "",
        DateTimeOffset instant => instant.ToString("O", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => part.ToString() ?? "",
    };
}
