using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RunbookSdk.Cli.Eval;
using RunbookSdk.Components;
using RunbookSdk.Diagnostics;
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
    /// <exception cref="RunbookException">They cannot be used; it carries every problem.</exception>
    /// <exception cref="JournalException">The outbox cannot be opened.</exception>
    public static JobHandlers Open(string path, CommandConsole console, SqliteJournal journal, RuleSet rules)
    {
        var services = new ServiceCollection();
        services.AddMetrics();
        services.AddLogging(l => l.AddProvider(new HandlerLog(console.Error)));
        services.AddSingleton(console.Time);
        services.AddSingleton<HostingMeasures>();
        JobHandlers? made = null;
        HandlerFile.Read(path, new RunbooksBuilder(services), Environment.GetEnvironmentVariable, () => [.. made?.session?.Snapshot.Facts<Component>() ?? []]);
        var provider = services.BuildServiceProvider();
        try
        {
            var registrations = provider.GetServices<HandlerRegistration>().ToList();
            Refuse(path, registrations);
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
    /// <exception cref="RunbookException">They cannot be used; it carries every problem.</exception>
    public static void Check(string path)
    {
        var services = new ServiceCollection();
        HandlerFile.Read(path, new RunbooksBuilder(services), Environment.GetEnvironmentVariable, static () => []);
        Refuse(path, [.. services.Select(s => s.ImplementationInstance).OfType<HandlerRegistration>()]);
    }

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

    private static void Refuse(string path, IReadOnlyList<HandlerRegistration> registrations)
    {
        List<Diagnostic> problems = [.. registrations.SelectMany(r => r.Problems()).Concat(HandlerRegistration.SameNames(registrations))
            .Select(p => new Diagnostic(CommandCodes.HandlerOptions, Severity.Error, p, new(path, 0)))];
        if (problems.Count > 0) throw new RunbookException(problems);
    }

    private static string Line(Delivery letter) => string.Create(
        CultureInfo.InvariantCulture,
        $"error {CommandCodes.DeadLetter}: '{letter.Handler}' has given up {letter.Action} {letter.Target} after {letter.Attempts} attempts: {letter.Said}");
}
