using System.Globalization;
using RunbookSdk.Cli.Operators;
using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;
using RunbookSdk.Hosting.Dispatching;
using RunbookSdk.Journal;
using RunbookSdk.Sqlite;

namespace RunbookSdk.Cli.Deliveries;

/// <summary>One run of a verb of <c>runbook deliveries</c>.</summary>
internal sealed class DeliveryRun(CommandConsole console, string state)
{
    private static readonly DeliveryState[] Unsettled = [DeliveryState.Pending, DeliveryState.Attempted, DeliveryState.Dead];
    private static readonly TimeSpan DefaultWait = TimeSpan.FromSeconds(10);

    /// <summary>Prints what is not settled, or everything that is remembered.</summary>
    /// <returns>See <see cref="ExitCode"/>.</returns>
    public Task<int> ListAsync(bool showsAll, string? zoneName, bool isJson) => Guarded.RunAsync(console, () =>
    {
        var problems = new List<Diagnostic>();
        var zone = OptionText.Read("--zone", CommandCodes.NoSuchZone, zoneName, Instant.FindZone, problems, TimeZoneInfo.Utc);
        if (problems.Count > 0) throw new RunbookException(problems);
        using var journal = SqliteJournal.Open(state, new() { IsReadOnly = true });
        var deliveries = SqliteOutbox.ReadFrom(journal, showsAll ? [] : Unsettled);
        if (isJson) foreach (var delivery in deliveries) console.Output.WriteLine(DeliveryText.Json(delivery));
        else new DeliveryText(console.Output, state, new TimeText(zone), console.Time.GetUtcNow()).Write(deliveries);
        return Task.FromResult(deliveries.Any(d => d.State == DeliveryState.Dead) ? ExitCode.Findings : ExitCode.Fine);
    });

    /// <summary>Lets dead letters wait for their handlers again.</summary>
    /// <returns>See <see cref="ExitCode"/>.</returns>
    public Task<int> RetryAsync(string[] numbers, string? wait, CancellationToken cancellation) => SettleAsync(numbers, wait, (outbox, letter) =>
    {
        if (DeadLetters.Retry(outbox, letter, console.Time.GetUtcNow()) is { } whyNot) return whyNot;
        console.Output.WriteLine($"{letter.Number} waits for '{letter.Handler}' again: {DeliveryText.What(letter)}");
        return null;
    }, cancellation);

    /// <summary>Lets dead letters be.</summary>
    /// <returns>See <see cref="ExitCode"/>.</returns>
    public Task<int> DiscardAsync(string[] numbers, string by, string because, string? wait, CancellationToken cancellation) => SettleAsync(numbers, wait, (outbox, letter) =>
    {
        DeadLetters.Discard(outbox, letter, by, because, console.Time.GetUtcNow());
        console.Output.WriteLine($"{letter.Number} is discarded as {by}: {DeliveryText.What(letter)}");
        return null;
    }, cancellation);

    private Task<int> SettleAsync(
        string[] numbers, string? waitText, Func<IOutbox, Delivery, string?> settle, CancellationToken cancellation) => Guarded.RunAsync(console, async () =>
    {
        var problems = new List<Diagnostic>();
        var wait = OptionText.Read("--wait", CommandCodes.NotATime, waitText, OptionText.ParseTime, problems, DefaultWait);
        var asked = numbers.SequenceEqual(["all"]) ? null : numbers.Select(n => NumberOf(n, problems)).ToList();
        if (problems.Count > 0) throw new RunbookException(problems);
        if (!File.Exists(state)) throw SqliteProblems.Absent(state);
        using var journal = await StateFile.OpenAsync(console.Time, state, wait, cancellation).ConfigureAwait(false);
        using var outbox = SqliteOutbox.Open(journal);
        var isAll = true;
        foreach (var number in asked ?? [.. outbox.Read(DeliveryState.Dead).Select(d => d.Number)])
        {
            if ((DeadLetters.Find(outbox, number, out var letter) ?? settle(outbox, letter!)) is not { } whyNot) continue;
            isAll = false;
            await console.Error.WriteLineAsync(
                new Diagnostic(CommandCodes.NotSettled, Severity.Error, $"It is left as it was: {whyNot}", new(state, 0)).ToString()).ConfigureAwait(false);
        }

        return isAll ? ExitCode.Fine : ExitCode.Findings;
    });

    private static long NumberOf(string text, List<Diagnostic> problems)
    {
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return number;
        problems.Add(new(CommandCodes.NotADelivery, Severity.Error, $"'{text}' is no number of a delivery; 'runbook deliveries list' shows them, and 'all' alone stands for every dead letter.", SourceLocation.None));
        return 0;
    }
}
