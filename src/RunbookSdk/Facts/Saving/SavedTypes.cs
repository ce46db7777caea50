using System.Reflection;

namespace RunbookSdk.Facts.Saving;

/// <summary>Finds types again by their names: first in what rules and facts know, so that those of scripts are found, then in what is loaded.</summary>
internal sealed class SavedTypes(IEnumerable<Assembly> assemblies)
{
    private enum Form
    {
        Plain,
        Constructed,
        Array,
    }

    private readonly List<Assembly> assemblies = [.. assemblies];

    public static void Write(StateWriter writer, Type type)
    {
        if (type.IsArray)
        {
            writer.Write((long)Form.Array);
            writer.Write(type.GetElementType()!);
        }
        else if (type.IsConstructedGenericType)
        {
            writer.Write((long)Form.Constructed);
            writer.Write(type.GetGenericTypeDefinition());
            foreach (var argument in type.GetGenericArguments()) writer.Write(argument);
        }
        else
        {
            writer.Write((long)Form.Plain);
            writer.Write(type.FullName);
            writer.Write(type.Assembly.GetName().Name);
        }
    }

    public Type Read(StateReader reader)
    {
        switch ((Form)reader.ReadNumber())
        {
            case Form.Array:
                return reader.ReadType().MakeArrayType();
            case Form.Constructed:
                var definition = reader.ReadType();
                var arguments = new Type[definition.GetGenericArguments().Length];
                for (var i = 0; i < arguments.Length; i++) arguments[i] = reader.ReadType();
                return definition.MakeGenericType(arguments);
            default:
                return Find(reader.ReadText(), reader.ReadText());
        }
    }

    private Type Find(string name, string assembly) =>
        assemblies.Find(a => a.GetName().Name == assembly)?.GetType(name)
        ?? Type.GetType($"{name}, {assembly}")
        ?? throw new SavingException($"it holds a '{name}' of {assembly}, which the rules do not know");
}
