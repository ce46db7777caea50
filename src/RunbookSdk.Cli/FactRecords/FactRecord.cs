using System.Collections;
using System.Reflection;
using RunbookSdk.Facts;

namespace RunbookSdk.Cli.FactRecords;

/// <summary>A fact record as its users need to know it.</summary>
/// <param name="Name">What rules call it.</param>
/// <param name="WireName">What the <c>type</c> of an event calls it.</param>
/// <param name="Origin"><c>sdk</c> or <c>runbooks</c>.</param>
/// <param name="Meaning">What it is; null when nobody says.</param>
/// <param name="Retention">For how long it is known after it was last observed; null for ever.</param>
/// <param name="MaxAge">How old it may be to decide anything; null when that does not matter.</param>
/// <param name="Members">In the order in which they are declared.</param>
internal sealed record FactRecord(
    string Name, string WireName, string Origin, string? Meaning, TimeSpan? Retention, TimeSpan? MaxAge, IReadOnlyList<FactRecordMember> Members)
{
    /// <summary>Reads a record.</summary>
    /// <param name="type">The record.</param>
    /// <param name="meanings">What its members mean, where that is known.</param>
    public static FactRecord Of(Type type, Meanings meanings)
    {
        var fact = FactType.Of(type);
        var (members, _) = FactShape.Of(fact, new ValueReaders());
        return new(
            type.Name,
            fact.WireName,
            type.Assembly == typeof(DomainFacts).Assembly ? "sdk" : "runbooks",
            meanings.Of(type),
            fact.Retention,
            fact.MaxAge,
            [.. members.Select(m => FactRecordMember.Of(m, PropertyOf(type, m.Shape.Name), meanings.Of(type, m.Shape.Name)))]);
    }

    private static PropertyInfo? PropertyOf(Type type, string name) =>
        type.GetProperties().FirstOrDefault(p => string.Equals(p.Name, name, StringComparison.OrdinalIgnoreCase));
}

/// <summary>A member of a fact record.</summary>
/// <param name="Name">What rules call it.</param>
/// <param name="JsonName">What the data of an event call it.</param>
/// <param name="Written">How its values are written.</param>
/// <param name="IsKey">True when it is part of the identity.</param>
/// <param name="IsRequired">True when a fact must have it.</param>
/// <param name="Meaning">What it is; null when nobody says.</param>
/// <param name="Example">A value, as the data of an event write it.</param>
internal sealed record FactRecordMember(string Name, string JsonName, string Written, bool IsKey, bool IsRequired, string? Meaning, object? Example)
{
    public static FactRecordMember Of(FactMember member, PropertyInfo? property, string? meaning) => new(
        property?.Name ?? member.Shape.Name,
        member.Shape.Name,
        IsList(member.ValueType) ? "a list" : member.Expected,
        member.Shape.IsKey,
        member.Shape.IsRequired,
        meaning,
        ExampleOf(member));

    private static bool IsList(Type type) => type != typeof(string) && type.IsAssignableTo(typeof(IEnumerable));

    private static object? ExampleOf(FactMember member)
    {
        var type = Nullable.GetUnderlyingType(member.ValueType) ?? member.ValueType;
        if (type == typeof(string)) return $"some-{member.Shape.Name.ToLowerInvariant()}";
        if (type == typeof(bool)) return true;
        if (type == typeof(DateTimeOffset)) return FactRecordJson.ExampleTime;
        if (type == typeof(TimeSpan)) return "00:10:00";
        if (type == typeof(ProductVersion)) return "11.5";
        if (type.IsEnum) return System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(Enum.GetNames(type)[0]);
        if (IsList(type)) return Array.Empty<object>();
        return type.IsPrimitive || type == typeof(decimal) || type == typeof(Half) ? 1 : null;
    }
}
