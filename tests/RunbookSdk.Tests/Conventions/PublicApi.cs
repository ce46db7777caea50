using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace RunbookSdk.Tests.Conventions;

/// <summary>What users of an assembly can touch, as text: one line for each public type and member, sorted.</summary>
internal static class PublicApi
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static string Of(Assembly assembly) => Of(assembly.GetExportedTypes());

    public static string Of(IEnumerable<Type> types) =>
        string.Concat(types.SelectMany(LinesOf).Order(StringComparer.Ordinal).Select(l => l + "\n"));

    /// <summary>Public classes that users may derive from although nobody meant them to.</summary>
    public static IEnumerable<string> OpenClasses(Assembly assembly) => assembly.GetExportedTypes()
        .Where(t => t is { IsClass: true, IsSealed: false, IsAbstract: false })
        .Select(t => t.FullName!);

    private static IEnumerable<string> LinesOf(Type type)
    {
        var name = TypeNames.Full(type);
        yield return $"{name} ({KindOf(type)}{BasesOf(type)})";
        if (typeof(Delegate).IsAssignableFrom(type)) yield break;
        foreach (var member in type.GetMembers(Declared))
            if (Describe(member) is { } text) yield return $"{name}.{text}";
    }

    private static string? Describe(MemberInfo member) => member switch
    {
        FieldInfo field when IsVisible(field.IsPublic, field.IsFamily || field.IsFamilyOrAssembly, field) && !field.IsSpecialName =>
            $"{field.Name}{(field.IsLiteral ? $" = {Literal(field.GetRawConstantValue())}" : "")} : {TypeNames.Of(field)}",
        ConstructorInfo constructor when IsVisible(constructor) => $"new({Parameters(constructor)})",
        PropertyInfo property when property.GetAccessors(nonPublic: true).Any(IsVisible) =>
            $"{property.Name} {{ {Accessors(property)} }} : {TypeNames.Of(property)}{Static(property.GetAccessors(true)[0])}",
        EventInfo { AddMethod: { } add } happening when IsVisible(add) => $"{happening.Name} : event",
        MethodInfo method when IsVisible(method) && IsWritten(method) =>
            $"{method.Name}{Generics(method)}({Parameters(method)}) : {TypeNames.Of(method.ReturnParameter)}{Static(method)}",
        _ => null,
    };

    /// <summary>True for what its author wrote: not for what a record adds, nor for the methods behind a property or an event.</summary>
    private static bool IsWritten(MethodInfo method) =>
        !method.IsDefined(typeof(CompilerGeneratedAttribute))
        && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal));

    private static bool IsVisible(MethodBase method) => IsVisible(method.IsPublic, method.IsFamily || method.IsFamilyOrAssembly, method);

    private static bool IsVisible(bool isPublic, bool isProtected, MemberInfo member) =>
        isPublic || (isProtected && !member.DeclaringType!.IsSealed && !IsOfRecord(member));

    /// <summary>True for the constructor that copies a record, and for its contract of equality.</summary>
    private static bool IsOfRecord(MemberInfo member) => member.Name == "get_EqualityContract"
        || (member is ConstructorInfo constructor && constructor.GetParameters() is [var only] && only.ParameterType == member.DeclaringType);

    private static string Accessors(PropertyInfo property) =>
        string.Join(' ', property.GetAccessors(nonPublic: true).Where(IsVisible).Select(a =>
            a.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? "init;" : a.Name[..3] + ";"));

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(p =>
        $"{TypeNames.Of(p)} {p.Name}{(p.HasDefaultValue ? $" = {Literal(p.RawDefaultValue)}" : "")}"));

    private static string Generics(MethodInfo method) =>
        method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(a => a.Name))}>" : "";

    private static string Static(MethodInfo method) => method.IsStatic ? " (static)" : "";

    private static string Literal(object? value) => value switch
    {
        null => "default",
        string text => $"\"{text}\"",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    private static string KindOf(Type type) => type switch
    {
        { IsEnum: true } => "enum",
        { IsInterface: true } => "interface",
        { IsValueType: true } => "struct",
        _ when typeof(Delegate).IsAssignableFrom(type) => $"delegate ({Parameters(type.GetMethod("Invoke")!)})",
        { IsAbstract: true, IsSealed: true } => "static class",
        { IsAbstract: true } => "abstract " + ClassOrRecord(type),
        { IsSealed: true } => "sealed " + ClassOrRecord(type),
        _ => "open " + ClassOrRecord(type),
    };

    private static string ClassOrRecord(Type type) => type.GetMethod("<Clone>$") is null ? "class" : "record";

    private static string BasesOf(Type type)
    {
        if (type.IsEnum || typeof(Delegate).IsAssignableFrom(type)) return "";
        Type?[] parent = type.BaseType == typeof(object) || type.BaseType == typeof(ValueType) ? [] : [type.BaseType];
        var interfaces = type.GetInterfaces().Where(i => i.IsVisible).Except(type.BaseType?.GetInterfaces() ?? [])
            .Where(i => i.Name != "IEquatable`1" || type.GetMethod("<Clone>$") is null);
        var bases = parent.OfType<Type>().Concat(interfaces).Select(TypeNames.Of).Order(StringComparer.Ordinal).ToList();
        return bases.Count == 0 ? "" : " : " + string.Join(", ", bases);
    }
}
