using Microsoft.Extensions.Logging;
using RunbookSdk.Hosting;

namespace RunbookSdk.Cli.Handlers;

/// <summary>
/// Tells what handlers meet. Dead letters are not told here: a run tells all of them at its end. Safe to use from any thread where the text is.
/// </summary>
internal sealed class HandlerLog(TextWriter error) : ILoggerProvider, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel) || eventId.Id == HostingLog.DeadLetteredId) return;
        error.WriteLine($"warning: {formatter(state, exception)}{(exception is null ? "" : $" {exception.Message}")}");
    }

    public void Dispose()
    {
    }
}
