using Microsoft.Extensions.Logging;

namespace RunbookSdk.Hosting;

/// <summary>What a host logs. Numbers and names of events stay.</summary>
internal static partial class HostingLog
{
    /// <summary>The number of <see cref="DeadLettered"/>, which commands tell by themselves.</summary>
    public const int DeadLetteredId = 9;

    [LoggerMessage(1, LogLevel.Information, "Runbooks run: {Rules} rules, {Handlers} handlers, {Sources} sources of facts, journal {Journal} with {Entries} entries.")]
    public static partial void Started(this ILogger logger, int rules, int handlers, int sources, string journal, long entries);

    [LoggerMessage(2, LogLevel.Warning, "{Problem}")]
    public static partial void RunbookProblem(this ILogger logger, string problem);

    [LoggerMessage(3, LogLevel.Information, "{Rule}: {Action} {Target} {Outcome}, because {Because}")]
    public static partial void Decided(this ILogger logger, string rule, string action, string target, string outcome, string because);

    [LoggerMessage(4, LogLevel.Error, "An evaluation was refused, and what it was given is dropped: {Problem}")]
    public static partial void EvaluationRefused(this ILogger logger, string problem);

    [LoggerMessage(5, LogLevel.Error, "The journal cannot be written, so nothing is decided; it is tried again in {Delay}: {Problem}")]
    public static partial void JournalFailed(this ILogger logger, string problem, TimeSpan delay);

    [LoggerMessage(6, LogLevel.Error, "The source of facts {Source} has failed; it is read again in {Delay}.")]
    public static partial void SourceFailed(this ILogger logger, Exception exception, string source, TimeSpan delay);

    [LoggerMessage(7, LogLevel.Information, "The source of facts {Source} has ended.")]
    public static partial void SourceEnded(this ILogger logger, string source);

    [LoggerMessage(8, LogLevel.Warning, "Attempt {Attempt} of {Handler} for {Key} failed, and another follows in {Delay}: {Said}")]
    public static partial void AttemptFailed(this ILogger logger, string handler, string key, int attempt, string said, TimeSpan delay);

    [LoggerMessage(DeadLetteredId, LogLevel.Error, "{Handler} gives {Key} up, and it is a dead letter (delivery {Number}): {Said}")]
    public static partial void DeadLettered(this ILogger logger, string handler, string key, long number, string said);

    [LoggerMessage(10, LogLevel.Warning, "The handler {Handler} threw for delivery {Number}.")]
    public static partial void HandlerThrew(this ILogger logger, Exception exception, string handler, long number);

    [LoggerMessage(11, LogLevel.Warning, "The handler {Handler} fails, and is left alone for a while: {IsBroken}.")]
    public static partial void HandlerIsLeftAlone(this ILogger logger, string handler, bool isBroken);

    [LoggerMessage(12, LogLevel.Error, "The outbox failed at delivery {Number} of {Handler}; it is tried again, with the same key.")]
    public static partial void OutboxFailed(this ILogger logger, Exception exception, string handler, long number);

    [LoggerMessage(13, LogLevel.Warning, "Delivery {Number} waits for the handler {Handler}, which this host does not have.")]
    public static partial void HandlerIsMissing(this ILogger logger, string handler, long number);

    [LoggerMessage(14, LogLevel.Information, "Runbooks have stopped at entry {Entries} of the journal; {Open} deliveries wait in the outbox.")]
    public static partial void Stopped(this ILogger logger, long entries, int open);

    [LoggerMessage(16, LogLevel.Warning, "Some handlers did not end within {Time} after they were told to; what they were doing is attempted again by the next start.")]
    public static partial void HandlersDoNotEnd(this ILogger logger, TimeSpan time);

    [LoggerMessage(17, LogLevel.Information, "To be done: {Kind}{Action} {Target}, because {Because} (rule {Rule}, key {Key})")]
    public static partial void ToBeDone(this ILogger logger, string kind, string action, string target, string rule, string because, string key);

    [LoggerMessage(18, LogLevel.Error, "Delivery {Number} of {Handler} is left to the next start, for its attempts failed in a way that nobody foresaw.")]
    public static partial void DeliveryIsLeft(this ILogger logger, Exception exception, long number, string handler);

    [LoggerMessage(19, LogLevel.Warning, "Some sources of facts did not end in the time that the host has to stop; they are left.")]
    public static partial void SourcesDoNotEnd(this ILogger logger);

    [LoggerMessage(15, LogLevel.Critical, "Runbooks have stopped, for they failed in a way that nobody foresaw.")]
    public static partial void Failed(this ILogger logger, Exception exception);
}
