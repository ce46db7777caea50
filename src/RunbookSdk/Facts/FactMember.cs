using System.Text;
using System.Text.Json;

namespace RunbookSdk.Facts;

/// <summary>What a fact record says of one of its members.</summary>
/// <param name="Name">Its name in JSON.</param>
/// <param name="IsKey">True when it is part of the fact's identity.</param>
/// <param name="IsRequired">True when it has no value of its own.</param>
/// <param name="MayBeNull">True when null is a value of it.</param>
internal sealed record FactMemberShape(string Name, bool IsKey, bool IsRequired, bool MayBeNull);

/// <summary>One member of a fact record while it is read: its name, and the value that was found for it.</summary>
internal abstract class FactMember(FactMemberShape shape)
{
    private readonly byte[] name = Encoding.UTF8.GetBytes(shape.Name);

    public FactMemberShape Shape { get; } = shape;

    /// <summary>True when the event names the member, rightly or not.</summary>
    public bool IsGiven { get; protected set; }

    /// <summary>What a value looks like, for messages.</summary>
    public abstract string Expected { get; }

    public abstract Type ValueType { get; }

    /// <summary>What was found, or the value that the record gives the member by itself.</summary>
    public abstract object? Found { get; }

    public bool IsCalled(in Utf8JsonReader reader) =>
        reader.ValueIsEscaped ? reader.ValueTextEquals(name) : reader.ValueSpan.SequenceEqual(name);

    public abstract void Clear();

    public abstract ValueProblem Read(ref Utf8JsonReader reader, FactTexts texts);
}

/// <inheritdoc/>
internal sealed class FactMember<T>(FactMemberShape shape, ValueReader<T> values, T? initial) : FactMember(shape)
{
    private T? value;

    /// <summary>What was found, or the value that the record gives the member by itself.</summary>
    public T? Value => value;

    public override string Expected => values.Expected;

    public override Type ValueType => typeof(T);

    public override object? Found => value;

    public override void Clear()
    {
        value = initial;
        IsGiven = false;
    }

    public override ValueProblem Read(ref Utf8JsonReader reader, FactTexts texts)
    {
        IsGiven = true;
        if (reader.TokenType != JsonTokenType.Null) return values.Read(ref reader, texts, out value);
        value = default;
        return Shape.MayBeNull ? ValueProblem.None : ValueProblem.Wrong;
    }
}
