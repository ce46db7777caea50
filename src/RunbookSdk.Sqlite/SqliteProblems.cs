using System.Globalization;
using Microsoft.Data.Sqlite;
using RunbookSdk.Diagnostics;
using RunbookSdk.Journal;

namespace RunbookSdk.Sqlite;

/// <summary>What can be wrong with a journal file, in words that say what to do.</summary>
internal static class SqliteProblems
{
    /// <summary>The code of a journal that another process writes to.</summary>
    public const string InUse = "RBK5113";

    private const string NoJournal = "RBK5114";
    private const string CannotBeOpened = "RBK5115";

    // https://www.sqlite.org/rescode.html
    private const int Error = 1;
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int InputOutput = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    public static JournalException Of(string file, SqliteException exception) => exception.SqliteErrorCode switch
    {
        Full => New("RBK5111", file, "the disk is full; nothing of this entry is written, and all before it is kept. Make room and run again.", exception),
        ReadOnly => New("RBK5112", file, "it cannot be written, for the file or its disk is read-only. Allow writing to the file and its folder.", exception),
        Busy or Locked => IsInUse(file, exception),
        Corrupt or NotADatabase => New(NoJournal, file, "it is damaged, or no journal. What can be read of it can be saved with 'sqlite3 FILE .recover'.", exception),
        CannotOpen => New(CannotBeOpened, file, "it cannot be opened; see that its folder is there and may be written to.", exception),
        InputOutput => New("RBK5116", file, "the disk failed; nothing of this entry is written, and all before it is kept.", exception),
        Error => New(NoJournal, file, $"it is no journal: {exception.Message}", exception),
        _ => New("RBK5119", file, exception.Message, exception),
    };

    public static JournalException IsInUse(string file, Exception? inner) =>
        New(InUse, file, "another process writes to it. Wait for that one to end, or stop it; one journal has one writer.", inner);

    public static JournalException Newer(string file, int found, int known) => New(
        "RBK5117",
        file,
        string.Create(CultureInfo.InvariantCulture, $"it has the form {found} of a newer version, and this one knows forms up to {known}. Nothing was changed; use the newer version."));

    public static JournalException DroppedMeanwhile(string file) =>
        New("RBK5118", file, "facts that were not read yet were dropped by a compaction meanwhile. Read it again from the beginning.");

    /// <summary>A compaction is done, and the file is as large as before.</summary>
    public static Diagnostic NotShrunk(string file, SqliteException exception)
    {
        const string Told = "what was to be dropped is dropped, but its room is not given back to the disk";
        return Of(file, exception).Diagnostic with
        {
            Severity = Severity.Warning,
            Message = $"journal {file}: {Told}: {exception.Message}. Compact again when that is mended.",
        };
    }

    public static JournalException NotAJournal(string file) =>
        New(NoJournal, file, "it is a database of something else, and no journal. Nothing was changed; name another file.");

    public static JournalException Absent(string file) => New(CannotBeOpened, file, "there is no such file, so there is nothing to read.");

    private static JournalException New(string code, string file, string message, Exception? inner = null) =>
        new(new Diagnostic(code, Severity.Error, $"journal {file}: {message}", SourceLocation.None), inner);
}
