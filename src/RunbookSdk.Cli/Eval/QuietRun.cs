using System.IO.Pipelines;
using RunbookSdk.Cli.Replay;

namespace RunbookSdk.Cli.Eval;

/// <summary>
/// A run of <c>runbook eval</c> that has nothing to do, and leaves before anything is loaded: most runs of most jobs. It does what the run
/// before it did, which is nothing; the same command line, program, runbooks and state, no fact and nothing due leave nothing else.
/// </summary>
internal static class QuietRun
{
    /// <summary>A run does everything once in this time, whatever the mark says: what is not foreseen here lasts no longer.</summary>
    public static readonly TimeSpan Trusted = TimeSpan.FromHours(1);

    /// <summary>Leaves if there is nothing to do.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="console">Standard input of it is looked at, and comes back whole, when facts come from there.</param>
    /// <returns>True when the run is done, and fine.</returns>
    public static bool TryLeave(IReadOnlyList<string> arguments, ref CommandConsole console)
    {
        if (arguments.Count == 0 || arguments[0] != "eval" || StateOf(arguments) is not { } state || QuietMark.Read(state) is not { } mark)
            return false;
        try
        {
            using var alone = new FileStream(state + ".lock", FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            if (!QuietSurroundings.HasState(mark.Surroundings, state)) return false;
            if (QuietSurroundings.Of(arguments, state, mark.Runbooks, mark.Handlers) is not { } now || !now.AsSpan().SequenceEqual(mark.Surroundings)) return false;
            if (!HasNoFacts(mark.Facts, ref console)) return false;
            var instant = console.Time.GetUtcNow(); // after waiting for standard input to end
            if (instant < mark.Last || instant >= mark.Until) return false;
            QuietMark.GoOn(state, instant);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false; // Somebody has the state, or something is not as it should be: the whole run says what.
        }
    }

    /// <summary>Leaves a mark when nothing happened in a run.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="request">What it says.</param>
    /// <param name="at">The instant of the run.</param>
    /// <param name="due">When something is due next; null: by the clock, never.</param>
    public static void Mark(IReadOnlyList<string> arguments, EvalRequest request, DateTimeOffset at, DateTimeOffset? due)
    {
        if (request.At is not null || arguments.Any(static a => a.StartsWith('@'))) return; // another instant; words from a file
        string[] runbooks = [.. request.Runbooks];
        var handlers = request.Handlers ?? "";
        if (QuietSurroundings.Of(arguments, request.State, runbooks, handlers) is not { } surroundings) return;
        var until = at + Trusted;
        new QuietMark(at, due < until ? due.Value : until, [.. request.Facts], runbooks, handlers, surroundings).Write(request.State);
    }

    /// <summary>What the command line gives as the state, without reading all of it; one that is written in another way is read in the long way.</summary>
    private static string? StateOf(IReadOnlyList<string> arguments)
    {
        for (var i = 1; i < arguments.Count - 1; i++)
        {
            if (arguments[i] == "--state") return arguments[i + 1];
        }

        return null;
    }

    private static bool HasNoFacts(string[] facts, ref CommandConsole console)
    {
        foreach (var path in facts)
        {
            if (path == ReplayPlan.StandardInput ? !IsAtItsEnd(ref console) : new FileInfo(path) is not { Exists: true, Length: 0 }) return false;
        }

        return true;
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
