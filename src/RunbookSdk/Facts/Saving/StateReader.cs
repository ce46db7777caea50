using System.Buffers.Binary;
using System.Text;

namespace RunbookSdk.Facts.Saving;

/// <summary>Reads what a <see cref="StateWriter"/> has written. Not thread-safe.</summary>
/// <param name="bytes">All of it.</param>
/// <param name="types">Finds the records that it holds.</param>
internal sealed class StateReader(ReadOnlyMemory<byte> bytes, SavedTypes types)
{
    private readonly List<string> texts = [];
    private readonly List<object> known = [];
    private readonly List<Type> knownTypes = [];
    private readonly ValueForms forms = new();
    private int place;

    public bool IsAtEnd => place == bytes.Length;

    public bool ReadBoolean() => ReadNumber() != 0;

    public long ReadNumber()
    {
        var span = bytes.Span;
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            if (place >= span.Length || shift > 63) throw Cut();
            var part = span[place++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80) break;
        }

        return unchecked((long)(value >> 1) ^ -(long)(value & 1));
    }

    /// <summary>How many come next.</summary>
    public int ReadCount() => ReadNumber() is >= 0 and <= int.MaxValue and var count ? (int)count : throw Cut();

    public long ReadBits()
    {
        if (place + 8 > bytes.Length) throw Cut();
        place += 8;
        return BinaryPrimitives.ReadInt64LittleEndian(bytes.Span[(place - 8)..]);
    }

    public string ReadText() => ReadTextOrNull() ?? throw Cut();

    public string? ReadTextOrNull()
    {
        switch (ReadNumber())
        {
            case 0:
                return null;
            case 1:
                var length = ReadCount();
                if (place + length > bytes.Length) throw Cut();
                var text = Encoding.UTF8.GetString(bytes.Span.Slice(place, length));
                place += length;
                texts.Add(text);
                return text;
            case var number:
                return Known(texts, number - 2);
        }
    }

    public DateTimeOffset ReadInstant()
    {
        var ticks = ReadNumber();
        return new DateTimeOffset(ticks, TimeSpan.FromMinutes(ReadNumber()));
    }

    public DateTimeOffset? ReadInstantOrNull() => ReadBoolean() ? ReadInstant() : null;

    public TimeSpan? ReadTimeOrNull() => ReadBoolean() ? new TimeSpan(ReadNumber()) : null;

    public object ReadValue() => ReadValueOrNull() ?? throw Cut();

    public object? ReadValueOrNull()
    {
        var number = ReadNumber();
        if (number == 0) return null;
        if (number > 1) return Known(known, number - 2);
        var type = ReadType();
        var value = forms.Of(type).Read(this) ?? throw Cut();
        if (ValueForms.IsObject(type)) Add(value);
        return value;
    }

    public object?[] ReadValues()
    {
        var values = new object?[ReadCount()];
        for (var i = 0; i < values.Length; i++) values[i] = ReadValueOrNull();
        return values;
    }

    public Type ReadType()
    {
        var number = ReadNumber();
        if (number > 0) return Known(knownTypes, number - 1);
        var type = types.Read(this);
        knownTypes.Add(type);
        return type;
    }

    /// <summary>See <see cref="StateWriter.Add"/>.</summary>
    public void Add(object value) => known.Add(value);

    /// <summary>Reads a reference.</summary>
    public T Refer<T>() => Known(known, ReadNumber()) is T value ? value : throw Cut();

    private static T Known<T>(List<T> list, long number) => number >= 0 && number < list.Count ? list[(int)number] : throw Cut();

    private static SavingException Cut() => new("it ends too early, or is not what it says");
}
