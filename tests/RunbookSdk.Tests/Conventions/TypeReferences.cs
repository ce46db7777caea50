using System.Reflection;
using System.Reflection.Emit;

namespace RunbookSdk.Tests.Conventions;

/// <summary>
/// All types that a compiled type uses: in its signatures, its attributes and the bodies of its methods. What the compiler leaves no
/// trace of is not seen: <c>nameof</c>, and constants that were copied in.
/// </summary>
internal static class TypeReferences
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes).GetFields()
        .Select(f => f.GetValue(null)).OfType<OpCode>().ToDictionary(c => c.Value);

    public static IReadOnlySet<Type> Of(Type type)
    {
        var found = new HashSet<Type>();
        AddAll(found, [type.BaseType, .. type.GetInterfaces()]);
        AddAttributes(found, type.CustomAttributes);
        AddConstraints(found, type.IsGenericTypeDefinition ? type.GetGenericArguments() : []);
        foreach (var field in type.GetFields(Declared))
        {
            Add(found, field.FieldType);
            AddAttributes(found, field.CustomAttributes);
        }

        foreach (var property in type.GetProperties(Declared)) AddAttributes(found, property.CustomAttributes);
        foreach (var method in type.GetMethods(Declared).Concat<MethodBase>(type.GetConstructors(Declared))) AddMethod(found, method);
        return found;
    }

    private static void AddMethod(HashSet<Type> found, MethodBase method)
    {
        if (method is MethodInfo { ReturnType: var result }) Add(found, result);
        AddConstraints(found, method.IsGenericMethodDefinition ? method.GetGenericArguments() : []);
        AddAttributes(found, method.CustomAttributes);
        foreach (var parameter in method.GetParameters())
        {
            Add(found, parameter.ParameterType);
            AddAttributes(found, parameter.CustomAttributes);
        }

        if (method.GetMethodBody() is not { } body) return;
        AddAll(found, body.LocalVariables.Select(v => v.LocalType));
        AddAll(found, body.ExceptionHandlingClauses
            .Where(c => c.Flags == ExceptionHandlingClauseOptions.Clause).Select(c => c.CatchType));
        foreach (var member in MembersIn(method, body.GetILAsByteArray() ?? [])) AddMember(found, member);
    }

    private static void AddMember(HashSet<Type> found, MemberInfo member)
    {
        Add(found, member as Type ?? member.DeclaringType);
        if (member is FieldInfo field) Add(found, field.FieldType);
        if (member is not MethodBase method) return;
        AddAll(found, method.GetParameters().Select(p => p.ParameterType));
        if (method is MethodInfo { ReturnType: var result }) Add(found, result);
        if (method.IsGenericMethod) AddAll(found, method.GetGenericArguments());
    }

    private static IEnumerable<MemberInfo> MembersIn(MethodBase method, byte[] code)
    {
        var typeArguments = method.DeclaringType!.GetGenericArguments();
        var methodArguments = method.IsGenericMethodDefinition ? method.GetGenericArguments() : [];
        for (var at = 0; at < code.Length;)
        {
            var value = code[at] == 0xFE ? BitConverter.ToInt16([code[at + 1], code[at]]) : code[at];
            var operation = OpCodesByValue[value];
            at += operation.Size;
            if (operation.OperandType is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineType or OperandType.InlineTok)
                yield return method.Module.ResolveMember(BitConverter.ToInt32(code, at), typeArguments, methodArguments)!;
            at += OperandSize(operation.OperandType, code, at);
        }
    }

    private static int OperandSize(OperandType operand, byte[] code, int at) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
        _ => 4,
    };

    private static void AddAttributes(HashSet<Type> found, IEnumerable<CustomAttributeData> attributes)
    {
        foreach (var attribute in attributes)
        {
            Add(found, attribute.AttributeType);
            AddAll(found, attribute.ConstructorArguments.Select(a => a.Value as Type));
            AddAll(found, attribute.NamedArguments.Select(a => a.TypedValue.Value as Type));
        }
    }

    private static void AddConstraints(HashSet<Type> found, Type[] parameters)
    {
        foreach (var parameter in parameters) AddAll(found, parameter.GetGenericParameterConstraints());
    }

    private static void AddAll(HashSet<Type> found, IEnumerable<Type?> types)
    {
        foreach (var type in types) Add(found, type);
    }

    private static void Add(HashSet<Type> found, Type? type)
    {
        if (type is null || type.IsGenericParameter) return;
        if (type.HasElementType)
        {
            Add(found, type.GetElementType());
            return;
        }

        if (type.IsGenericType) AddAll(found, type.GetGenericArguments());
        found.Add(type.IsGenericType ? type.GetGenericTypeDefinition() : type);
    }
}
