using System.Reflection;
using System.Runtime.CompilerServices;

namespace RunbookSdk.Facts.Saving;

/// <summary>An object that is made again by its constructor and whatever can be set besides, hidden or not; records are, and most values.</summary>
internal sealed class RecordForm : ValueForm
{
    private readonly Type type;
    private readonly ConstructorInvoker? make;
    private readonly (MethodInvoker Get, ValueForm Form)[] given;
    private readonly (MethodInvoker Get, MethodInvoker Set, ValueForm Form)[] set;

    /// <exception cref="SavingException">Something of it cannot be seen from outside.</exception>
    public RecordForm(Type type, ValueForms forms)
    {
        this.type = type;
        if (type.IsAbstract || typeof(Delegate).IsAssignableFrom(type)) throw new SavingException($"a {type} cannot be kept");
        var properties = type.GetProperties(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance).Where(p => p.CanRead && p.GetIndexParameters().Length == 0).ToList();
        var constructor = type.GetConstructors()
            .Where(c => c.GetParameters() is not [var only] || only.ParameterType != type)
            .MaxBy(c => c.GetParameters().Length);
        if (constructor is null && !type.IsValueType) throw new SavingException($"a {type} cannot be kept, for it has no public constructor");
        make = constructor is null ? null : ConstructorInvoker.Create(constructor);
        given = [.. (constructor?.GetParameters() ?? []).Select(p => Given(p, properties, forms))];
        var parameters = constructor?.GetParameters() ?? [];
        set =
        [
            .. properties.Where(p => p.SetMethod is not null && !Array.Exists(parameters, a => IsOf(a, p)))
                .OrderBy(p => p.Name, StringComparer.Ordinal)
                .Select(p => (MethodInvoker.Create(p.GetMethod!), MethodInvoker.Create(p.SetMethod!), forms.OfMember(p.PropertyType))),
        ];
        if (type.IsValueType && HiddenFieldOf(type, parameters, properties) is { } hidden)
            throw new SavingException($"a {type} cannot be kept, for nothing says what its '{hidden}' was");
    }

    public override void Write(StateWriter writer, object? value)
    {
        foreach (var (get, form) in given) form.Write(writer, Ask(get, value));
        foreach (var (get, _, form) in set) form.Write(writer, Ask(get, value));
    }

    public override object Read(StateReader reader)
    {
        var arguments = new object?[given.Length];
        for (var i = 0; i < arguments.Length; i++) arguments[i] = given[i].Form.Read(reader);
        var value = make is null ? RuntimeHelpers.GetUninitializedObject(type) : make.Invoke(arguments.AsSpan());
        foreach (var (_, assign, form) in set) assign.Invoke(value, form.Read(reader));
        return value;
    }

    private object? Ask(MethodInvoker get, object? value)
    {
        try
        {
            return get.Invoke(value);
        }
#pragma warning disable CA1031 // A member may compute what it says, and throw anything.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            throw new SavingException($"a {type} cannot be kept: {exception.Message}");
        }
    }

    private static bool IsOf(ParameterInfo parameter, PropertyInfo property) =>
        string.Equals(parameter.Name, property.Name, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// A field that neither the constructor nor a property gives back; null when there is none. A struct needs no constructor, so all of it may be
    /// hidden. A parameter without a field of its name accounts for one of another name.
    /// </summary>
    private static string? HiddenFieldOf(Type type, ParameterInfo[] parameters, List<PropertyInfo> properties)
    {
        var fields = type.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance).Select(f => NameOf(f.Name)).ToList();
        var given = parameters.Select(p => p.Name!).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var set = properties.Where(p => p.SetMethod is not null).Select(p => p.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var hidden = fields.FindAll(f => !given.Contains(f) && !set.Contains(f));
        return hidden.Skip(given.Count(g => !fields.Contains(g, StringComparer.OrdinalIgnoreCase))).FirstOrDefault();
    }

    /// <summary>The compiler calls the field of a property <c>&lt;Name&gt;k__BackingField</c>, people often <c>_name</c>.</summary>
    private static string NameOf(string field) => field.StartsWith('<') ? field[1..field.IndexOf('>', StringComparison.Ordinal)] : field.TrimStart('_');

    private (MethodInvoker Get, ValueForm Form) Given(ParameterInfo parameter, List<PropertyInfo> properties, ValueForms forms)
    {
        var property = properties.Find(p => IsOf(parameter, p) && p.PropertyType == parameter.ParameterType)
            ?? throw new SavingException($"a {type} cannot be kept, for nothing says what its '{parameter.Name}' was");
        return (MethodInvoker.Create(property.GetMethod!), forms.OfMember(property.PropertyType));
    }
}
