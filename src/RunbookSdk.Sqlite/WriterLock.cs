using System.Buffers.Binary;
using Microsoft.Data.Sqlite;

namespace RunbookSdk.Sqlite;

/// <summary>
/// A file beside the journal that one writer has open at a time; the system lets go of it when the process ends, however it ends. It counts
/// writers, so who has seen the journal knows whether somebody could have written since.
/// </summary>
internal sealed class WriterLock : IDisposable
{
    private readonly FileStream file;

    private WriterLock(FileStream file, long turn) => (this.file, Turn) = (file, turn);

    /// <summary>The number of this writer.</summary>
    public long Turn { get; }

    /// <summary>Where a path leads: a link and what it means are one journal, with one lock and one log.</summary>
    public static string Resolve(string path)
    {
        try
        {
            return File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        }
        catch (IOException)
        {
            return path; // Opening it says what is wrong.
        }
    }

    /// <summary>Takes the lock for writing.</summary>
    /// <exception cref="Journal.JournalException">Another process has it, or it cannot be written.</exception>
    public static WriterLock Take(string path)
    {
        try
        {
            var file = new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            return new(file, Count(path, file));
        }
        catch (UnauthorizedAccessException exception)
        {
            throw SqliteProblems.Of(path, new SqliteException(exception.Message, 8));
        }
        catch (DirectoryNotFoundException exception)
        {
            throw SqliteProblems.Of(path, new SqliteException(exception.Message, 14));
        }
        catch (IOException exception)
        {
            throw SqliteProblems.IsInUse(path, exception);
        }
    }

    /// <summary>Takes the lock to look, and counts no writer.</summary>
    /// <returns>The lock with the number of the last writer; null when somebody has it, or nobody ever had.</returns>
    public static WriterLock? TryLook(string path)
    {
        try
        {
            var file = new FileStream(path + ".lock", FileMode.Open, FileAccess.Read, FileShare.None, bufferSize: 0);
            return new(file, Read(file));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public void Dispose() => file.Dispose();

    private static long Count(string path, FileStream file)
    {
        try
        {
            Span<byte> bytes = stackalloc byte[sizeof(long)];
            var turn = Read(file) + 1;
            BinaryPrimitives.WriteInt64LittleEndian(bytes, turn);
            file.Position = 0;
            file.Write(bytes);
            return turn;
        }
        catch (IOException exception)
        {
            file.Dispose();
            throw SqliteProblems.Of(path, new SqliteException(exception.Message, 13)); // nothing else hinders eight bytes
        }
    }

    private static long Read(FileStream file)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        return file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) == bytes.Length ? BinaryPrimitives.ReadInt64LittleEndian(bytes) : 0;
    }
}
