using System.Buffers.Binary;
using System.Text;

namespace RunbookSdk.Facts.Saving;

/// <summary>
/// Writes the state of a session as bytes: the same state is always the same bytes. Texts, types and objects that come again are written once,
/// so what was one object is one object when it is read. Not thread-safe.
/// </summary>
/// <param name="now">The clock of the session: what is over by then need not be written.</param>
internal sealed class StateWriter(DateTimeOffset now)
{
    private readonly Dictionary<string, int> texts = new(StringComparer.Ordinal);
    private readonly Dictionary<object, int> known = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Type, int> types = [];
    private readonly ValueForms forms = new();
    private byte[] bytes = new byte[1 << 12];
    private int count;

    public DateTimeOffset Now { get; } = now;

    public ReadOnlyMemory<byte> Written => bytes.AsMemory(0, count);

    public void Write(bool value) => Write(value ? 1L : 0L);

    /// <summary>Small numbers take little room, negative ones too.</summary>
    public void Write(long value)
    {
        Reserve(10);
        var rest = unchecked((ulong)((value << 1) ^ (value >> 63)));
        for (; rest >= 0x80; rest >>= 7) bytes[count++] = unchecked((byte)(rest | 0x80));
        bytes[count++] = (byte)rest;
    }

    /// <summary>Eight bytes, whatever the number is.</summary>
    public void WriteBits(long value)
    {
        Reserve(8);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(count), value);
        count += 8;
    }

    public void Write(string? text)
    {
        if (text is null)
        {
            Write(0L);
            return;
        }

        if (texts.TryGetValue(text, out var place))
        {
            Write(place + 2L);
            return;
        }

        Write(1L);
        texts.Add(text, texts.Count);
        var length = Encoding.UTF8.GetByteCount(text);
        Write(length);
        Reserve(length);
        count += Encoding.UTF8.GetBytes(text, bytes.AsSpan(count));
    }

    /// <summary>An instant with its offset, which people see.</summary>
    public void Write(DateTimeOffset instant)
    {
        Write(instant.Ticks);
        Write((long)instant.TotalOffsetMinutes);
    }

    public void Write(DateTimeOffset? instant)
    {
        Write(instant is not null);
        if (instant is { } known) Write(known);
    }

    public void Write(TimeSpan? time)
    {
        Write(time is not null);
        if (time is { } known) Write(known.Ticks);
    }

    /// <summary>A fact, an action, or a part of one.</summary>
    /// <exception cref="SavingException">It cannot be made again from what is public of it.</exception>
    public void WriteValue(object? value)
    {
        if (value is null)
        {
            Write(0L);
            return;
        }

        if (known.TryGetValue(value, out var place))
        {
            Write(place + 2L);
            return;
        }

        Write(1L);
        var type = ValueForms.Named(value.GetType());
        Write(type);
        forms.Of(type).Write(this, value);
        if (ValueForms.IsObject(type)) Add(value);
    }

    public void WriteValues(IReadOnlyCollection<object?> values)
    {
        Write(values.Count);
        foreach (var value in values) WriteValue(value);
    }

    public void Write(Type type)
    {
        if (types.TryGetValue(type, out var place))
        {
            Write(place + 1L);
            return;
        }

        Write(0L);
        SavedTypes.Write(this, type);
        types.Add(type, types.Count);
    }

    /// <summary>From here on an object can be referred to; the reader does the same at this place.</summary>
    public void Add(object value) => known.Add(value, known.Count);

    public bool Has(object value) => known.ContainsKey(value);

    /// <summary>Refers to an object that was added.</summary>
    public void Refer(object value) => Write(NumberOf(value));

    /// <summary>The number of an object that was added; those that were added earlier have smaller ones.</summary>
    public long NumberOf(object value) => known.TryGetValue(value, out var place)
        ? place
        : throw new SavingException($"a {value.GetType().Name} is referred to and is no part of the state");

    private void Reserve(int more)
    {
        if (count + more > bytes.Length) Array.Resize(ref bytes, Math.Max(count + more, bytes.Length * 2));
    }
}

/// <summary>The state of a session cannot be saved, or what was saved cannot be read. Nothing is lost by that: the journal has it all.</summary>
internal sealed class SavingException(string message) : Exception(message);
