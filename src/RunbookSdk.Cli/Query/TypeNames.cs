namespace RunbookSdk.Cli.Query;

/// <summary>Types as their authors write them.</summary>
internal static class TypeNames
{
    /// <summary><c>string</c>, <c>double</c>, <c>DateTimeOffset?</c>, <c>IReadOnlyList&lt;string&gt;</c>.</summary>
    public static string ShortName(this Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner) return inner.ShortName() + "?";
        if (type.IsArray) return type.GetElementType()!.ShortName() + "[]";
        if (type.IsGenericType)
            return $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(ShortName))}>";
        if (type.IsEnum) return type.Name;
        return Type.GetTypeCode(type) switch
        {
            TypeCode.String => "string",
            TypeCode.Boolean => "bool",
            TypeCode.Int32 => "int",
            TypeCode.Int64 => "long",
            TypeCode.Double => "double",
            TypeCode.Decimal => "decimal",
            _ => type.Name,
        };
    }
}
