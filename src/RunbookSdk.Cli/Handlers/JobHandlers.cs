using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RunbookSdk.Cli.Eval;
using RunbookSdk.Components;
using RunbookSdk.Facts;
using RunbookSdk.Hosting;
using RunbookSdk.Hosting.Running;
using RunbookSdk.Journal;
using RunbookSdk.Rules;
using RunbookSdk.Sessions;
using RunbookSdk.Sqlite;

namespace RunbookSdk.Cli.Handlers;

/// <summary>The handlers of one run: they carry out what it decides, and what earlier runs left.</summary>
internal sealed class JobHandlers : IAsyncDisposable
{
    private readonly CommandConsole console;
    private readonly ServiceProvider provider;
    private readonly DeliveryTurn turn;
    private RunbookSession? session;

    private JobHandlers(CommandConsole console, ServiceProvider provider, DeliveryTurn turn) =>
        (this.console, this.provider, this.turn) = (console, provider, turn);

    /// <summary>True when something was given up, now or before: a person has to look.</summary>
    public bool HasDeadLetters { get; private set; }

    /// <summary>Makes the handlers of a file. Before the session, so that what the run decides first is handed over too.</summary>
    /// <exception cref="Diagnostics.RunbookException">They cannot be used; it carries every problem.</exception>
    /// <exception cref="JournalException">The outbox cannot be opened.</exception>
    public static JobHandlers Open(string path, CommandConsole console, SqliteJournal journal, RuleSet rules)
    {
        var services = new ServiceCollection();
        services.AddMetrics();
        services.AddLogging(l => l.AddProvider(new ErrorLog(console.Error)));
        services.AddSingleton(console.Time);
        services.AddSingleton<HostingMeasures>();
        JobHandlers? made = null;
        HandlerFile.Read(path, new RunbooksBuilder(services), Environment.GetEnvironmentVariable, () => [.. made?.session?.Snapshot.Facts<Component>() ?? []]);
        var provider = services.BuildServiceProvider();
        try
        {
            var registrations = provider.GetServices<HandlerRegistration>().ToList();
            var problems = registrations.SelectMany(r => r.Problems()).Concat(HandlerRegistration.SameNames(registrations)).Select(p => new Diagnostics.Diagnostic(CommandCodes.HandlerOptions, Diagnostics.Severity.Error, p, new(path, 0))).ToList();
            if (problems.Count > 0) throw new Diagnostics.RunbookException(problems);
            var handlers = HandlerRegistration.MakeAll(registrations, provider);
            var log = provider.GetRequiredService<ILogger<JobHandlers>>();
            return made = new(console, provider, new DeliveryTurn(journal, rules, handlers, console.Time, log, provider.GetRequiredService<HostingMeasures>()));
        }
        catch
        {
            provider.Dispose();
            throw;
        }
    }

    /// <summary>Says what is wrong with the handlers of a file, and does nothing.</summary>
    /// <exception cref="Diagnostics.RunbookException">They cannot be used; it carries every problem.</exception>
    public static void Check(string path) => HandlerFile.Read(path, new RunbooksBuilder(new ServiceCollection()), Environment.GetEnvironmentVariable, static () => []);

    /// <summary>Carries out, and lets the session know what came of it.</summary>
    public async Task RunAsync(RunbookSession running, EvalOutput output, TimeSpan patience, CancellationToken cancellationToken)
    {
        session = running;
        await turn.RunAsync(patience, outcomes => Evaluate(running, output, outcomes), cancellationToken).ConfigureAwait(false);
        foreach (var letter in turn.Read(DeliveryState.Dead))
        {
            HasDeadLetters = true;
            await console.Error.WriteLineAsync(Line(letter)).ConfigureAwait(false);
        }

        var left = turn.Read(DeliveryState.Pending, DeliveryState.Attempted).Count;
        if (left > 0) await console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{left:N0} deliveries are left to the next run")).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await turn.DisposeAsync().ConfigureAwait(false);
        await provider.DisposeAsync().ConfigureAwait(false);
    }

    private bool Evaluate(RunbookSession running, EvalOutput output, IReadOnlyList<Observation> outcomes)
    {
        foreach (var outcome in outcomes) running.Observe(outcome);
        return output.Evaluate(running, console.Time.GetUtcNow());
    }

    private static string Line(Delivery letter) => string.Create(
        CultureInfo.InvariantCulture,
        $"error {CommandCodes.DeadLetter}: '{letter.Handler}' has given up {letter.Action} {letter.Target} after {letter.Attempts} attempts: {letter.Said}");

    /// <summary>Tells what handlers meet, on standard error, which others write at the same time. Dead letters are told at the end.</summary>
    private sealed class ErrorLog(TextWriter error) : ILoggerProvider, ILogger
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
}
