using System.IO.Pipelines;
using RunbookSdk.Cli.Replay;
using RunbookSdk.Journal;
using RunbookSdk.Sqlite;

namespace RunbookSdk.Cli.Eval;

/// <summary>
/// A run of <c>runbook eval</c> that has nothing to do, and leaves before anything is loaded: most runs of most jobs. It does what the run
/// before it did, which is nothing; the same command line, program, runbooks and state, no fact and nothing due leave nothing else.
/// </summary>
internal sealed class QuietRun
{
    /// <summary>A run does everything once in this time, whatever the mark says: what is not foreseen here lasts no longer.</summary>
    public static readonly TimeSpan Trusted = TimeSpan.FromHours(1);

    private readonly EvalRequest request;
    private readonly IReadOnlyList<string> arguments;
    private readonly byte[]? surroundings;

    /// <summary>For a run that does everything: looks at what it depends on, before it reads any of that.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="request">What it says.</param>
    public QuietRun(IReadOnlyList<string> arguments, EvalRequest request)
    {
        (this.arguments, this.request) = (arguments, request);
        // Another instant, words from a file, facts of files (which may be pipes): such runs do everything.
        if (request.At is null && !request.IsDryRun && !arguments.Any(static a => a.StartsWith('@')) && request.Facts.All(f => f == ReplayPlan.StandardInput))
            surroundings = Look();
    }

    /// <summary>Leaves if there is nothing to do.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="console">Standard input of it is looked at, and comes back whole, when facts come from there.</param>
    /// <returns>True when the run is done, and fine.</returns>
    public static bool TryLeave(IReadOnlyList<string> arguments, ref CommandConsole console)
    {
        if (arguments.Count == 0 || arguments[0] != "eval" || StateOf(arguments) is not { } state || QuietMark.Read(state) is null) return false;
        try
        {
            using var alone = WriterLock.TryLook(WriterLock.Resolve(state));
            if (alone is null || QuietMark.Read(state) is not { } mark || mark.State != StateStamp.Of(state, alone.Turn) || HasLog(state)) return false;
            if (QuietSurroundings.Of(arguments, mark.Runbooks, mark.Handlers) is not { } now || !now.AsSpan().SequenceEqual(mark.Surroundings)) return false;
            if (mark.ReadsInput && !IsAtItsEnd(ref console)) return false;
            var instant = console.Time.GetUtcNow(); // after waiting for standard input to end
            if (instant < mark.Last || instant >= mark.Until) return false;
            QuietMark.GoOn(state, instant);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false; // Something is not as it should be: the whole run says what.
        }
    }

    /// <summary>Until when runs were quiet, for who only looks; null when that is not known, or while somebody has the state.</summary>
    public static DateTimeOffset? LastOf(string state)
    {
        using var look = WriterLock.TryLook(WriterLock.Resolve(state));
        return look is null ? null : QuietMark.LastOf(state, look.Turn);
    }

    /// <summary>Writes into the journal what runs that left at once would have written, so that all goes on as if they had done everything.</summary>
    /// <param name="journal">The journal.</param>
    /// <param name="state">The file of the state; the journal may be a copy.</param>
    /// <param name="turn">The number of the last writer of the state.</param>
    public static void CatchUp(SqliteJournal journal, string state, long turn)
    {
        if (journal.Count == 0 || QuietMark.LastOf(state, turn) is not { } last) return;
        if (journal.Read(journal.Count - 1).Last().Instant < last) journal.Append(last, [ClockRecord.Of(last)]);
    }

    /// <summary>Leaves a mark when nothing happened in a run.</summary>
    /// <param name="journal">The journal; nothing is written to it after this.</param>
    /// <param name="at">The instant of the run.</param>
    /// <param name="due">When something is due next; null: by the clock, never.</param>
    public void Mark(SqliteJournal journal, DateTimeOffset at, DateTimeOffset? due)
    {
        // What changed while the run was there, the run may not have seen.
        if (surroundings is null || Look() is not { } now || !now.AsSpan().SequenceEqual(surroundings)) return;
        journal.WriteThrough();
        var until = at + Trusted;
        var mark = new QuietMark(
            at, due < until ? due.Value : until, StateStamp.Of(request.State, journal.Turn), request.Facts.Count > 0, request.Runbooks, request.Handlers ?? "", surroundings);
        mark.Write(request.State);
    }

    private byte[]? Look() => QuietSurroundings.Of(arguments, request.Runbooks, request.Handlers ?? "");

    /// <summary>
    /// A log that is there when nobody has the state holds entries of a run that was killed, or what the file did not take because somebody
    /// was reading it.
    /// </summary>
    private static bool HasLog(string state) => new FileInfo(WriterLock.Resolve(state) + "-wal") is { Exists: true, Length: > 0 };

    /// <summary>What the command line gives as the state, without reading all of it; one that is written in another way is read in the long way.</summary>
    private static string? StateOf(IReadOnlyList<string> arguments)
    {
        for (var i = 1; i < arguments.Count - 1; i++)
        {
            if (arguments[i] == "--state") return arguments[i + 1];
        }

        return null;
    }

    /// <summary>Waits for the first bytes, and leaves them there for whoever reads next.</summary>
    private static bool IsAtItsEnd(ref CommandConsole console)
    {
        var input = PipeReader.Create(console.Input);
        var read = input.ReadAsync().AsTask().GetAwaiter().GetResult();
        var isAtItsEnd = read is { IsCompleted: true, Buffer.IsEmpty: true };
        input.AdvanceTo(read.Buffer.Start);
        console = console with { Input = input.AsStream() };
        return isAtItsEnd;
    }
}
