using System.Collections;
using System.Collections.Immutable;

namespace RunbookSdk.Facts.Saving;

/// <summary>How values of one type are written and read.</summary>
internal abstract class ValueForm
{
    public abstract void Write(StateWriter writer, object? value);

    public abstract object? Read(StateReader reader);
}

/// <summary>A value that is no object of others.</summary>
internal sealed class SimpleForm<T>(Action<StateWriter, T> write, Func<StateReader, T> read) : ValueForm
    where T : notnull
{
    public override void Write(StateWriter writer, object? value) => write(writer, (T)value!);

    public override object Read(StateReader reader) => read(reader);
}

/// <summary>A text, or none.</summary>
internal sealed class TextForm : ValueForm
{
    public static TextForm Instance { get; } = new();

    public override void Write(StateWriter writer, object? value) => writer.Write((string?)value);

    public override object? Read(StateReader reader) => reader.ReadTextOrNull();
}

/// <summary>A value that may be none.</summary>
internal sealed class OptionalForm(ValueForm inner) : ValueForm
{
    public override void Write(StateWriter writer, object? value)
    {
        writer.Write(value is not null);
        if (value is not null) inner.Write(writer, value);
    }

    public override object? Read(StateReader reader) => reader.ReadBoolean() ? inner.Read(reader) : null;
}

/// <summary>Anything: it says itself what it is.</summary>
internal sealed class AnyForm : ValueForm
{
    public static AnyForm Instance { get; } = new();

    public override void Write(StateWriter writer, object? value) => writer.WriteValue(value);

    public override object? Read(StateReader reader) => reader.ReadValueOrNull();
}

/// <summary>Values in their order.</summary>
internal sealed class ItemsForm(ValueForm item, Func<int, IList> make, bool isFixed) : ValueForm
{
    public override void Write(StateWriter writer, object? value)
    {
        var items = value as ICollection ?? ((IEnumerable)value!).Cast<object?>().ToList();
        writer.Write((long)items.Count);
        foreach (var one in items) item.Write(writer, one);
    }

    public override object Read(StateReader reader)
    {
        var count = reader.ReadCount();
        var items = make(count);
        for (var i = 0; i < count; i++)
        {
            if (isFixed) items[i] = item.Read(reader);
            else items.Add(item.Read(reader));
        }

        return items;
    }
}

/// <summary>Values in their order, which never change; one that was never made says so.</summary>
internal sealed class ImmutableArrayForm<T>(ValueForm item) : ValueForm
{
    public override void Write(StateWriter writer, object? value)
    {
        var items = (ImmutableArray<T>)value!;
        writer.Write(!items.IsDefault);
        if (items.IsDefault) return;
        writer.Write((long)items.Length);
        foreach (var one in items) item.Write(writer, one);
    }

    public override object Read(StateReader reader)
    {
        if (!reader.ReadBoolean()) return default(ImmutableArray<T>);
        var items = new T[reader.ReadCount()];
        for (var i = 0; i < items.Length; i++) items[i] = (T)item.Read(reader)!;
        return ImmutableArray.Create(items);
    }
}

/// <summary>Values by keys, in the order in which they are held.</summary>
internal sealed class NamedForm(ValueForm key, ValueForm item, Type type) : ValueForm
{
    public override void Write(StateWriter writer, object? value)
    {
        var named = value as IDictionary ?? throw new SavingException($"a {value!.GetType().Name} cannot be kept; use a Dictionary");
        writer.Write((long)named.Count);
        foreach (DictionaryEntry entry in named)
        {
            key.Write(writer, entry.Key);
            item.Write(writer, entry.Value);
        }
    }

    public override object Read(StateReader reader)
    {
        var named = (IDictionary)Activator.CreateInstance(type)!;
        for (var count = reader.ReadCount(); count > 0; count--) named.Add(key.Read(reader)!, item.Read(reader));
        return named;
    }
}
