using System.Linq.Expressions;
using System.Reflection;
using System.Text.Json;
using RunbookSdk.Diagnostics;

namespace RunbookSdk.Facts;

/// <summary>Works out how a fact record is made of named values: its constructor first, then what can be set besides.</summary>
internal static class FactShape
{
    /// <summary>The members of a record, and a compiled function that makes one of their values.</summary>
    /// <exception cref="RunbookException">RBK4023: the record has no public constructor.</exception>
    public static (FactMember[] Members, Func<object> Make) Of(FactType type, ValueReaders readers)
    {
        var constructor = FindConstructor(type.ClrType);
        var nullability = new NullabilityInfoContext();
        var parameters = constructor.GetParameters();
        var given = parameters.Select(p => FromParameter(p, type, readers, nullability)).ToList();
        var properties = FindProperties(type.ClrType, parameters);
        var set = properties.Select(p => FromProperty(p, type, readers, nullability)).ToList();
        return ([.. given, .. set], Compile(constructor, given, properties, set));
    }

    private static ConstructorInfo FindConstructor(Type type) => type.GetConstructors()
        .Where(c => c.GetParameters() is not [var only] || only.ParameterType != type)
        .MaxBy(c => c.GetParameters().Length) ?? throw new RunbookException(new Diagnostic(
            FactCodes.UnreadableRecord,
            Severity.Error,
            $"'{type.Name}' cannot be read, for it has no public constructor; write it as a record with parameters.",
            SourceLocation.None));

    private static List<PropertyInfo> FindProperties(Type type, ParameterInfo[] parameters) =>
    [
        .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.SetMethod is { IsPublic: true } && p.GetIndexParameters().Length == 0)
            .Where(p => !Array.Exists(parameters, a => string.Equals(a.Name, p.Name, StringComparison.OrdinalIgnoreCase)))
            .OrderBy(p => p.MetadataToken),
    ];

    private static FactMember FromParameter(
        ParameterInfo parameter, FactType type, ValueReaders readers, NullabilityInfoContext nullability) =>
        Create(
            parameter.ParameterType,
            Shape(parameter.Name!, !parameter.HasDefaultValue, nullability.Create(parameter), type),
            readers,
            parameter.HasDefaultValue ? parameter.DefaultValue : null);

    private static FactMember FromProperty(
        PropertyInfo property, FactType type, ValueReaders readers, NullabilityInfoContext nullability) =>
        Create(
            property.PropertyType,
            Shape(
                property.Name,
                property.IsDefined(typeof(System.Runtime.CompilerServices.RequiredMemberAttribute)),
                nullability.Create(property),
                type),
            readers,
            null);

    private static FactMemberShape Shape(string name, bool isRequired, NullabilityInfo nullability, FactType type) => new(
        JsonNamingPolicy.CamelCase.ConvertName(name),
        type.Keys.Any(k => string.Equals(k.Name, name, StringComparison.OrdinalIgnoreCase)),
        isRequired,
        nullability.WriteState == NullabilityState.Nullable || Nullable.GetUnderlyingType(nullability.Type) is not null);

    private static FactMember Create(Type valueType, FactMemberShape shape, ValueReaders readers, object? initial)
    {
        var create = typeof(FactShape).GetMethod(nameof(CreateOf), BindingFlags.NonPublic | BindingFlags.Static)!;
        return (FactMember)create.MakeGenericMethod(valueType).Invoke(null, [shape, readers, initial])!;
    }

    private static FactMember<T> CreateOf<T>(FactMemberShape shape, ValueReaders readers, object? initial)
    {
        var kind = Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T);
        // A default of an enumeration arrives as its number when its type is nullable.
        if (initial is not null && kind.IsEnum) initial = Enum.ToObject(kind, initial);
        return new FactMember<T>(shape, readers.For<T>(), initial is null ? default : (T)initial);
    }

    private static Func<object> Compile(
        ConstructorInfo constructor, List<FactMember> given, List<PropertyInfo> properties, List<FactMember> set)
    {
        var made = Expression.New(constructor, given.Select(m => ValueOf(m)));
        if (set.Count == 0) return Expression.Lambda<Func<object>>(made).Compile();
        var fact = Expression.Variable(constructor.DeclaringType!);
        var steps = new List<Expression> { Expression.Assign(fact, made) };
        foreach (var (property, member) in properties.Zip(set))
        {
            var isGiven = Expression.Property(Expression.Constant(member), nameof(FactMember.IsGiven));
            steps.Add(Expression.IfThen(isGiven, Expression.Assign(Expression.Property(fact, property), ValueOf(member))));
        }

        steps.Add(fact);
        return Expression.Lambda<Func<object>>(Expression.Block(typeof(object), [fact], steps)).Compile();
    }

    private static MemberExpression ValueOf(FactMember member) =>
        Expression.Property(Expression.Constant(member), nameof(FactMember<>.Value));
}
