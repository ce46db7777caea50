using System.Buffers.Binary;
using System.Numerics;
using RunbookSdk.Facts.Saving;

namespace RunbookSdk.Sessions;

/// <summary>The envelope of a saved session: its form, its clock, and a sum that finds damage.</summary>
internal static class SessionState
{
    /// <summary>The form that this version writes and reads. It changes when any part is written otherwise.</summary>
    private const int Form = 3;

    private const int SumLength = 4;

    /// <summary>Writes a state.</summary>
    /// <exception cref="SavingException">Something cannot be saved.</exception>
    public static byte[] Save(DateTimeOffset start, DateTimeOffset now, JournalWriter? journal, Evaluator evaluator)
    {
        var writer = new StateWriter(now);
        writer.Write((long)Form);
        writer.Write(start);
        writer.Write(now);
        writer.Write(journal is not null);
        journal?.Save(writer);
        evaluator.Save(writer);
        var written = writer.Written.Span;
        var state = new byte[written.Length + SumLength];
        written.CopyTo(state);
        BinaryPrimitives.WriteUInt32LittleEndian(state.AsSpan(written.Length), SumOf(written));
        return state;
    }

    /// <summary>Begins to read a state: what follows is for the evaluator.</summary>
    /// <exception cref="SavingException">It is damaged, or of another form.</exception>
    public static StateReader Open(ReadOnlyMemory<byte> state, SavedTypes types, JournalWriter? journal, out DateTimeOffset start, out DateTimeOffset now)
    {
        if (state.Length < SumLength) throw new SavingException("it is damaged");
        var written = state[..^SumLength];
        if (BinaryPrimitives.ReadUInt32LittleEndian(state.Span[^SumLength..]) != SumOf(written.Span)) throw new SavingException("it is damaged");
        var reader = new StateReader(written, types);
        if (reader.ReadNumber() is var form and not Form) throw new SavingException($"it has the form {form}, and this version reads form {Form}");
        (start, now) = (reader.ReadInstant(), reader.ReadInstant());
        if (reader.ReadBoolean() != journal is not null) throw new SavingException("it says nothing of a journal, or there is none");
        journal?.Load(reader);
        return reader;
    }

    /// <summary>CRC-32C, as storage uses it: it guards against chance.</summary>
    private static uint SumOf(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
            sum = BitOperations.Crc32C(sum, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (var one in bytes) sum = BitOperations.Crc32C(sum, one);
        return ~sum;
    }
}
