using System.Reflection;

namespace RunbookSdk.Tests.Conventions;

/// <summary>
/// Types as a C# author writes them, with the question marks of what may be null; not on type parameters, where reflection cannot tell.
/// </summary>
internal static class TypeNames
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(double)] = "double",
    };

    public static string Of(Type type) => Write(type, null);

    public static string Of(FieldInfo field) => Write(field.FieldType, new NullabilityInfoContext().Create(field));

    public static string Of(PropertyInfo property) => Write(property.PropertyType, new NullabilityInfoContext().Create(property));

    public static string Of(ParameterInfo parameter)
    {
        var prefix = parameter switch
        {
            { IsIn: true, ParameterType.IsByRef: true } => "in ",
            { IsOut: true } => "out ",
            { ParameterType.IsByRef: true } => "ref ",
            _ => "",
        };
        return prefix + Write(parameter.ParameterType, new NullabilityInfoContext().Create(parameter));
    }

    /// <summary>The name with its namespace and its outer types.</summary>
    public static string Full(Type type) =>
        type.DeclaringType is { } outer ? $"{Full(outer)}.{Simple(type)}" : $"{type.Namespace}.{Simple(type)}";

    private static string Simple(Type type)
    {
        var name = type.Name.Split('`')[0];
        return type.IsGenericType && type.Name.Contains('`', StringComparison.Ordinal)
            ? $"{name}<{string.Join(", ", type.GetGenericArguments().Select(Of))}>"
            : name;
    }

    private static string Write(Type type, NullabilityInfo? nullability)
    {
        if (type.IsByRef) return Write(type.GetElementType()!, nullability);
        if (Nullable.GetUnderlyingType(type) is { } value) return Write(value, null) + "?";
        var mark = !type.IsValueType && !type.IsGenericParameter && nullability?.ReadState == NullabilityState.Nullable ? "?" : "";
        if (type.IsArray) return $"{Write(type.GetElementType()!, nullability?.ElementType)}[]{mark}";
        if (Keywords.TryGetValue(type, out var keyword)) return keyword + mark;
        if (!type.IsGenericType) return type.Name + mark;
        var arguments = type.GetGenericArguments()
            .Select((a, i) => Write(a, nullability?.GenericTypeArguments.ElementAtOrDefault(i)));
        return $"{type.Name.Split('`')[0]}<{string.Join(", ", arguments)}>{mark}";
    }
}
