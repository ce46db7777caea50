using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;
using RunbookSdk.Hosting.Handlers;
using RunbookSdk.Journal;

namespace RunbookSdk.Hosting.Dispatching;

/// <summary>
/// How one handler is called: as long as it takes, again after a failure, not too long, and not at all while it only fails. All its deliveries
/// share the circuit breaker.
/// </summary>
internal sealed class HandlerPipeline
{
    private static readonly TimeSpan Sampling = TimeSpan.FromMinutes(1);

    private readonly ResiliencePipeline<Attempt> again;
    private readonly ResiliencePipeline<HandlerResult> once;
    private readonly CircuitBreakerStateProvider breaker = new();

    public HandlerPipeline(HandlerOptions options, TimeProvider time, Action<bool> breaks)
    {
        again = new ResiliencePipelineBuilder<Attempt> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<Attempt>
            {
                MaxRetryAttempts = int.MaxValue, // how many there are is counted in the outbox, over restarts
                ShouldHandle = static arguments => ValueTask.FromResult(arguments.Outcome is { Exception: null, Result.Delay: not null }),
                DelayGenerator = static arguments => ValueTask.FromResult(arguments.Outcome.Result.Delay),
            })
            .Build();
        once = new ResiliencePipelineBuilder<HandlerResult> { TimeProvider = time }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<HandlerResult>
            {
                FailureRatio = 0.5,
                MinimumThroughput = options.AttemptsUntilBreak,
                SamplingDuration = Sampling,
                BreakDuration = options.BreakDuration,
                StateProvider = breaker,
                ShouldHandle = static arguments => ValueTask.FromResult(IsFailure(arguments.Outcome, arguments.Context.CancellationToken)),
                OnOpened = _ => Tell(breaks, isBroken: true),
                OnClosed = _ => Tell(breaks, isBroken: false),
            })
            .AddTimeout(new TimeoutStrategyOptions { Timeout = options.Timeout })
            .Build();
    }

    /// <summary>True while the handler is left alone.</summary>
    public bool IsBroken => breaker.CircuitState is CircuitState.Open or CircuitState.Isolated;

    /// <summary>Tries until there is nothing left to do; waits between tries end by the token.</summary>
    public async Task RepeatAsync(Func<Task<Attempt>> attempt, CancellationToken cancellationToken) =>
        await again.ExecuteAsync(static async (attempt, _) => await attempt().ConfigureAwait(false), attempt, cancellationToken).ConfigureAwait(false);

    /// <summary>Calls once, in the time it has.</summary>
    /// <exception cref="BrokenCircuitException">The handler is left alone; it was not called.</exception>
    /// <exception cref="TimeoutRejectedException">It did not end in time.</exception>
    public async Task<HandlerResult> CallAsync(Func<CancellationToken, Task<HandlerResult>> call, CancellationToken cancellationToken) =>
        await once.ExecuteAsync(static async (call, token) => await call(token).ConfigureAwait(false), call, cancellationToken).ConfigureAwait(false);

    /// <summary>A handler that gives up by itself, as an HTTP client does after its time-out, has failed; one that the host ends has not.</summary>
    private static bool IsFailure(Outcome<HandlerResult> outcome, CancellationToken aborting) => outcome switch
    {
        { Exception: OperationCanceledException } => !aborting.IsCancellationRequested,
        { Exception: JournalException } => false, // the outbox fails
        { Exception: not null } => true,
        { Result: { IsDone: false, MayRetry: true } } => true,
        _ => false,
    };

    private static ValueTask Tell(Action<bool> breaks, bool isBroken)
    {
        breaks(isBroken);
        return default;
    }
}
