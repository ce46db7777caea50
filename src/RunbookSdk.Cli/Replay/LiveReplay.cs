using System.Globalization;
using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;

namespace RunbookSdk.Cli.Replay;

/// <summary>
/// Follows standard input by the real clock: decides when a line arrives, and when something falls due although none does.
/// </summary>
internal sealed class LiveReplay(ISession session, CloudEventReader events, CommandConsole console, ReplayLog log)
{
    private const string File = FactFiles.StandardInput;
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);
    private static readonly TimeSpan ClockError = TimeSpan.FromMinutes(5);
    private readonly LineReader lines = new(console.Input);
    private readonly List<Observation> accepted = [];
    private readonly List<RejectedFact> rejected = [];

    /// <summary>Takes what is known from the start.</summary>
    public void Begin(FactMerge known)
    {
        while (known.MoveNext())
        {
            log.Tally.CountFact();
            session.Observe(known.Current);
        }

        Evaluate();
    }

    /// <summary>Follows the input to its end, or until it is told to stop.</summary>
    public async Task FollowAsync(CancellationToken cancellation)
    {
        var arrival = lines.FillAsync(CancellationToken.None).AsTask();
        while (!cancellation.IsCancellationRequested)
        {
            if (!await ArrivesBeforeDueAsync(arrival, cancellation).ConfigureAwait(false))
            {
                if (!cancellation.IsCancellationRequested) Evaluate();
                continue;
            }

            var goesOn = await arrival.ConfigureAwait(false);
            while (lines.TryTakeLine()) TakeLine();
            if (!goesOn)
            {
                if (lines.TakeLast()) TakeLine();
                return;
            }

            arrival = lines.FillAsync(CancellationToken.None).AsTask();
        }
    }

    private async Task<bool> ArrivesBeforeDueAsync(Task arrival, CancellationToken cancellation)
    {
        if (arrival.IsCompleted) return true;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var first = await Task.WhenAny(arrival, Task.Delay(TimeToNextDue(), console.Time, stop.Token)).ConfigureAwait(false);
        await stop.CancelAsync().ConfigureAwait(false);
        return first == arrival;
    }

    private TimeSpan TimeToNextDue()
    {
        if (session.NextDue is not { } due) return LongestWait;
        var wait = due - console.Time.GetUtcNow();
        if (wait <= TimeSpan.Zero) return TimeSpan.Zero;
        // Timers count whole milliseconds and must not ring before the instant.
        return wait >= LongestWait ? LongestWait : TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));
    }

    private void TakeLine()
    {
        var now = console.Time.GetUtcNow();
        accepted.Clear();
        rejected.Clear();
        events.ReadLine(lines, File, accepted, rejected);
        foreach (var fact in rejected) log.Reject(File, fact);
        foreach (var observation in accepted)
        {
            if (observation.ObservedAt - now > ClockError)
            {
                log.Reject(File, Future(observation, now));
                continue;
            }

            log.Tally.CountFact();
            session.Observe(observation);
        }

        Evaluate();
    }

    private RejectedFact Future(Observation observation, DateTimeOffset now)
    {
        var observed = observation.ObservedAt.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
        var message = $"The fact was observed at {observed}, more than {ClockError.TotalMinutes} minutes ahead of the clock " +
            $"({FactJson.Utc(now)}); set the clock of its source right.";
        return new RejectedFact(
            lines.Current.ToArray(),
            [new Diagnostic(FactCodes.Future, Severity.Error, message, new SourceLocation(File, lines.LineNumber, 1))]);
    }

    private void Evaluate()
    {
        log.Evaluate(session, console.Time.GetUtcNow());
        console.Output.Flush();
    }
}
