using System.Buffers.Binary;
using RunbookSdk.Sqlite;

namespace RunbookSdk.Cli.Eval;

/// <summary>
/// What a run leaves beside the state when nothing happened in it: no fact came, nothing was printed, nothing was decided. While everything
/// that could change that is as it was, and nothing is due, further runs have nothing to do and may leave at once. The file can be lost at
/// any time: a run without it does everything.
/// </summary>
/// <param name="Last">The instant of the last quiet run.</param>
/// <param name="Until">The instant before which nothing can happen, as far as this mark is to be trusted.</param>
/// <param name="State">The state as the run left it.</param>
/// <param name="ReadsInput">True when facts come from standard input.</param>
/// <param name="Runbooks">The paths of the runbooks, as they were given.</param>
/// <param name="Handlers">The file of handlers, as it was given; empty for none.</param>
/// <param name="Surroundings">Everything else that the run depended on; see <see cref="QuietSurroundings"/>.</param>
internal sealed record QuietMark(
    DateTimeOffset Last, DateTimeOffset Until, StateStamp State, bool ReadsInput, IReadOnlyList<string> Runbooks, string Handlers, byte[] Surroundings)
{
    private const long Form = 0x3154_4549_5551_4252; // "RBQUIET1"
    private const int PlaceOfLast = sizeof(long);

    /// <summary>The mark of a state; null when there is none that can be read.</summary>
    public static QuietMark? Read(string state)
    {
        try
        {
            return File.Exists(FileOf(state)) ? Parse(File.ReadAllBytes(FileOf(state))) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException)
        {
            return null;
        }
    }

    /// <summary>Until when runs were quiet; null when that is not known, or when somebody could have written to the state since.</summary>
    /// <param name="state">The file of the state.</param>
    /// <param name="turn">The number of the last writer; see <see cref="WriterLock"/>.</param>
    public static DateTimeOffset? LastOf(string state, long turn) =>
        Read(state) is { } mark && mark.State == StateStamp.Of(state, turn) ? mark.Last : null;

    /// <summary>Writes the mark, whole or not at all. A state that cannot have one works without.</summary>
    public void Write(string state)
    {
        try
        {
            using (var writer = new BinaryWriter(new FileStream(FileOf(state) + ".new", FileMode.Create, FileAccess.Write, FileShare.None)))
            {
                writer.Write(Form);
                writer.Write(Last.UtcTicks);
                writer.Write(Until.UtcTicks);
                writer.Write(State.Turn);
                writer.Write(State.Length);
                writer.Write(State.ChangedAt);
                writer.Write(ReadsInput);
                writer.Write(Runbooks.Count);
                foreach (var path in Runbooks) writer.Write(path);
                writer.Write(Handlers);
                writer.Write(Surroundings.Length);
                writer.Write(Surroundings);
            }

            File.Move(FileOf(state) + ".new", FileOf(state), overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return;
        }
    }

    /// <summary>Remembers one more quiet run.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be written.</exception>
    public static void GoOn(string state, DateTimeOffset last)
    {
        using var file = new FileStream(FileOf(state), FileMode.Open, FileAccess.Write, FileShare.Read, bufferSize: 0);
        Span<byte> ticks = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(ticks, last.UtcTicks);
        file.Position = PlaceOfLast;
        file.Write(ticks);
    }

    private static string FileOf(string state) => WriterLock.Resolve(state) + ".quiet";

    private static QuietMark? Parse(byte[] content)
    {
        using var reader = new BinaryReader(new MemoryStream(content));
        if (reader.ReadInt64() != Form) return null;
        var (last, until) = (InstantOf(reader.ReadInt64()), InstantOf(reader.ReadInt64()));
        var state = new StateStamp(reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64());
        var (readsInput, runbooks, handlers) = (reader.ReadBoolean(), ReadTexts(reader), reader.ReadString());
        var length = reader.ReadInt32();
        return length == content.Length - reader.BaseStream.Position
            ? new(last, until, state, readsInput, runbooks, handlers, reader.ReadBytes(length))
            : null;
    }

    private static DateTimeOffset InstantOf(long ticks) => ticks >= 0 && ticks <= DateTimeOffset.MaxValue.UtcTicks
        ? new(ticks, TimeSpan.Zero)
        : throw new FormatException("The file is damaged.");

    private static string[] ReadTexts(BinaryReader reader)
    {
        var count = reader.ReadInt32();
        if (count < 0 || count > reader.BaseStream.Length) throw new FormatException("The file is damaged.");
        var texts = new string[count];
        for (var i = 0; i < count; i++) texts[i] = reader.ReadString();
        return texts;
    }
}

/// <summary>A state as a writer left it.</summary>
/// <param name="Turn">The number of that writer: while it is the last one, nobody of this program has written since.</param>
/// <param name="Length">Bytes of the file; it and the time tell of what else can be done to a file, such as putting an older one there.</param>
/// <param name="ChangedAt">Ticks in UTC.</param>
internal readonly record struct StateStamp(long Turn, long Length, long ChangedAt)
{
    public static StateStamp Of(string state, long turn)
    {
        var file = new FileInfo(WriterLock.Resolve(state));
        return file.Exists ? new(turn, file.Length, file.LastWriteTimeUtc.Ticks) : new(turn, -1, 0);
    }
}
