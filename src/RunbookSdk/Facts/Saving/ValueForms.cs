using System.Collections;
using System.Collections.Immutable;
using System.Globalization;

namespace RunbookSdk.Facts.Saving;

/// <summary>
/// How values of each type are written and read. Kept by a writer or reader, so that records of a script can go with it. Not thread-safe.
/// </summary>
internal sealed class ValueForms
{
    private static readonly Dictionary<Type, ValueForm> Simple = new()
    {
        [typeof(string)] = new SimpleForm<string>(static (w, v) => w.Write(v), static r => r.ReadText()),
        [typeof(bool)] = new SimpleForm<bool>(static (w, v) => w.Write(v), static r => r.ReadBoolean()),
        [typeof(char)] = new SimpleForm<char>(static (w, v) => w.Write((long)v), static r => (char)r.ReadNumber()),
        [typeof(sbyte)] = new SimpleForm<sbyte>(static (w, v) => w.Write((long)v), static r => (sbyte)r.ReadNumber()),
        [typeof(byte)] = new SimpleForm<byte>(static (w, v) => w.Write((long)v), static r => (byte)r.ReadNumber()),
        [typeof(short)] = new SimpleForm<short>(static (w, v) => w.Write((long)v), static r => (short)r.ReadNumber()),
        [typeof(ushort)] = new SimpleForm<ushort>(static (w, v) => w.Write((long)v), static r => (ushort)r.ReadNumber()),
        [typeof(int)] = new SimpleForm<int>(static (w, v) => w.Write((long)v), static r => (int)r.ReadNumber()),
        [typeof(uint)] = new SimpleForm<uint>(static (w, v) => w.Write((long)v), static r => (uint)r.ReadNumber()),
        [typeof(long)] = new SimpleForm<long>(static (w, v) => w.Write(v), static r => r.ReadNumber()),
        [typeof(ulong)] = new SimpleForm<ulong>(static (w, v) => w.WriteBits(unchecked((long)v)), static r => unchecked((ulong)r.ReadBits())),
        [typeof(double)] = new SimpleForm<double>(
            static (w, v) => w.WriteBits(BitConverter.DoubleToInt64Bits(v)), static r => BitConverter.Int64BitsToDouble(r.ReadBits())),
        [typeof(float)] = new SimpleForm<float>(
            static (w, v) => w.Write((long)BitConverter.SingleToInt32Bits(v)), static r => BitConverter.Int32BitsToSingle((int)r.ReadNumber())),
        [typeof(Half)] = new SimpleForm<Half>(
            static (w, v) => w.Write((long)BitConverter.HalfToInt16Bits(v)), static r => BitConverter.Int16BitsToHalf((short)r.ReadNumber())),
        [typeof(decimal)] = new SimpleForm<decimal>(WriteDecimal, static r => new decimal(
            [(int)r.ReadNumber(), (int)r.ReadNumber(), (int)r.ReadNumber(), (int)r.ReadNumber()])),
        [typeof(DateTimeOffset)] = new SimpleForm<DateTimeOffset>(static (w, v) => w.Write(v), static r => r.ReadInstant()),
        [typeof(DateTime)] = new SimpleForm<DateTime>(static (w, v) => w.WriteBits(v.ToBinary()), static r => DateTime.FromBinary(r.ReadBits())),
        [typeof(DateOnly)] = new SimpleForm<DateOnly>(static (w, v) => w.Write((long)v.DayNumber), static r => DateOnly.FromDayNumber((int)r.ReadNumber())),
        [typeof(TimeOnly)] = new SimpleForm<TimeOnly>(static (w, v) => w.Write(v.Ticks), static r => new TimeOnly(r.ReadNumber())),
        [typeof(TimeSpan)] = new SimpleForm<TimeSpan>(static (w, v) => w.Write(v.Ticks), static r => new TimeSpan(r.ReadNumber())),
        [typeof(Guid)] = new SimpleForm<Guid>(static (w, v) => w.Write(v.ToString("N")), static r => Guid.ParseExact(r.ReadText(), "N")),
        [typeof(Uri)] = new SimpleForm<Uri>(static (w, v) => w.Write(v.OriginalString), static r => new Uri(r.ReadText(), UriKind.RelativeOrAbsolute)),
        [typeof(Version)] = new SimpleForm<Version>(static (w, v) => w.Write(v.ToString()), static r => Version.Parse(r.ReadText())),
        [typeof(ProductVersion)] = new SimpleForm<ProductVersion>(static (w, v) => w.Write(v.ToString()), static r => ProductVersion.Parse(r.ReadText())),
    };

    private readonly Dictionary<Type, ValueForm> forms = new(Simple);

    /// <summary>The type that a value is made again as: lists of the compiler's own have no name to be found by, and become arrays.</summary>
    public static Type Named(Type type) =>
        type.IsGenericType && type.Name.StartsWith("<>z__ReadOnly", StringComparison.Ordinal)
            ? type.GetGenericArguments()[0].MakeArrayType()
            : type;

    /// <summary>True for what is one object wherever it is held; two texts or versions that say the same are the same.</summary>
    public static bool IsObject(Type type) => !type.IsValueType && !Simple.ContainsKey(type);

    /// <summary>The form of a value whose type is this one.</summary>
    public ValueForm Of(Type type)
    {
        if (forms.TryGetValue(type, out var known)) return known;
        var form = Make(type);
        forms[type] = form;
        return form;
    }

    /// <summary>The form of a member that is declared with a type; it may hold null, or something more special.</summary>
    public ValueForm OfMember(Type type)
    {
        if (type == typeof(string)) return TextForm.Instance;
        if (Nullable.GetUnderlyingType(type) is { } inner) return new OptionalForm(Of(inner));
        if (type.IsValueType) return Of(type);
        return ItemsOf(type) is not null ? new OptionalForm(Of(type)) : AnyForm.Instance;
    }

    private ValueForm Make(Type type)
    {
        if (type.IsEnum) return new EnumForm(type);
        if (ItemsOf(type) is { } items) return items;
        return new RecordForm(type, this);
    }

    /// <summary>Collections that are made again as arrays, lists and dictionaries; null for what is none.</summary>
    private ValueForm? ItemsOf(Type type)
    {
        if (type.IsArray) return ArrayOf(type.GetElementType()!);
        if (!type.IsGenericType) return null;
        var (definition, arguments) = (type.GetGenericTypeDefinition(), type.GetGenericArguments());
        if (definition == typeof(List<>)) return new ItemsForm(OfMember(arguments[0]), count => (IList)Activator.CreateInstance(type, count)!, isFixed: false);
        if (definition == typeof(IReadOnlyList<>) || definition == typeof(IReadOnlyCollection<>) || definition == typeof(IEnumerable<>)
            || definition == typeof(IList<>) || definition == typeof(ICollection<>)) return ArrayOf(arguments[0]);
        if (definition == typeof(ImmutableArray<>))
            return (ValueForm)Activator.CreateInstance(typeof(ImmutableArrayForm<>).MakeGenericType(arguments), OfMember(arguments[0]))!;
        if (definition == typeof(SortedDictionary<,>)) return new NamedForm(OfMember(arguments[0]), OfMember(arguments[1]), type);
        if (definition == typeof(Dictionary<,>) || definition == typeof(IReadOnlyDictionary<,>) || definition == typeof(IDictionary<,>))
            return new NamedForm(OfMember(arguments[0]), OfMember(arguments[1]), typeof(Dictionary<,>).MakeGenericType(arguments));
        return null;
    }

    private ItemsForm ArrayOf(Type element) => new(OfMember(element), count => Array.CreateInstance(element, count), isFixed: true);

    private static void WriteDecimal(StateWriter writer, decimal number)
    {
        foreach (var part in decimal.GetBits(number)) writer.Write((long)part);
    }

    private sealed class EnumForm(Type type) : ValueForm
    {
        private readonly bool isUnsigned = Enum.GetUnderlyingType(type) == typeof(ulong);

        public override void Write(StateWriter writer, object? value) => writer.Write(isUnsigned
            ? unchecked((long)Convert.ToUInt64(value, CultureInfo.InvariantCulture))
            : Convert.ToInt64(value, CultureInfo.InvariantCulture));

        public override object Read(StateReader reader) => isUnsigned
            ? Enum.ToObject(type, unchecked((ulong)reader.ReadNumber()))
            : Enum.ToObject(type, reader.ReadNumber());
    }
}
