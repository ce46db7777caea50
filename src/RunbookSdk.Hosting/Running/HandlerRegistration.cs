using RunbookSdk.Actions;
using RunbookSdk.Diagnostics;
using RunbookSdk.Hosting.Dispatching;
using RunbookSdk.Hosting.Handlers;

namespace RunbookSdk.Hosting.Running;

/// <summary>A handler that a host was told of.</summary>
/// <param name="Name">Its name.</param>
/// <param name="ActionType">What it takes.</param>
/// <param name="Options">How it is called.</param>
/// <param name="Make">Makes it, when the host starts.</param>
internal sealed record HandlerRegistration(string Name, Type ActionType, HandlerOptions Options, Func<IServiceProvider, HandlerCaller> Make)
{
    /// <summary>Everything that is wrong with it, in words.</summary>
    public IEnumerable<string> Problems()
    {
        if (string.IsNullOrWhiteSpace(Name)) yield return "a handler has no name; give it one that stays, for the outbox remembers deliveries by it.";
        if (Options.MaxAttempts < 1) yield return Wrong(nameof(Options.MaxAttempts), $"{Options.MaxAttempts}", "at least 1");
        if (Options.FirstDelay <= TimeSpan.Zero) yield return Wrong(nameof(Options.FirstDelay), $"{Options.FirstDelay}", "more than none");
        if (Options.MaxDelay < Options.FirstDelay || Options.MaxDelay > TimeSpan.FromDays(1))
            yield return Wrong(nameof(Options.MaxDelay), $"{Options.MaxDelay}", $"from {nameof(Options.FirstDelay)} to one day");
        if (Options.Timeout < TimeSpan.FromMilliseconds(10) || Options.Timeout > TimeSpan.FromDays(1))
            yield return Wrong(nameof(Options.Timeout), $"{Options.Timeout}", "from 10 milliseconds to one day");
        if (Options.MaxConcurrency < 1) yield return Wrong(nameof(Options.MaxConcurrency), $"{Options.MaxConcurrency}", "at least 1");
        if (Options.AttemptsUntilBreak < 2) yield return Wrong(nameof(Options.AttemptsUntilBreak), $"{Options.AttemptsUntilBreak}", "at least 2");
        if (Options.BreakDuration < TimeSpan.FromSeconds(0.5) || Options.BreakDuration > TimeSpan.FromDays(1))
            yield return Wrong(nameof(Options.BreakDuration), $"{Options.BreakDuration}", "from half a second to one day");
    }

    /// <summary>What is wrong with the names of all of them, in words.</summary>
    public static IEnumerable<string> SameNames(IEnumerable<HandlerRegistration> registrations) => registrations.GroupBy(r => r.Name, StringComparer.Ordinal)
        .Where(g => g.Count() > 1)
        .Select(g => $"{g.Count()} handlers are called '{g.Key}'; give each a name of its own.");

    /// <summary>What is wrong with the handler itself, once it is made; null when nothing is.</summary>
    private string? ProblemOf(HandlerCaller caller)
    {
        var mayStand = ActionType.IsAssignableTo(typeof(StandingAction)) || ActionType.IsAssignableFrom(typeof(StandingAction));
        return mayStand && !caller.Releases
            ? $"the handler '{Name}' takes {ActionType.Name}, which stays in force until it is released, and cannot release it; implement IStandingActionHandler<{ActionType.Name}>."
            : null;
    }

    /// <summary>Makes all of them.</summary>
    /// <exception cref="RunbookException">RBK6002: some cannot be made, or used; it carries every problem.</exception>
    public static IReadOnlyList<HandlerRuntime> MakeAll(IEnumerable<HandlerRegistration> registrations, IServiceProvider provider)
    {
        var (made, problems) = (new List<HandlerRuntime>(), new List<Diagnostic>());
        foreach (var registration in registrations)
        {
            if (registration.TryMake(provider, made) is { } problem) problems.Add(new("RBK6002", Severity.Error, problem, SourceLocation.None));
        }

        return problems.Count > 0 ? throw new RunbookException(problems) : made;
    }

    /// <returns>What is wrong with it, in words; null when nothing is.</returns>
    private string? TryMake(IServiceProvider provider, List<HandlerRuntime> made)
    {
        try
        {
            var caller = Make(provider);
            made.Add(new(Name, caller, Options));
            return ProblemOf(caller);
        }
        catch (Exception exception) when (exception is ArgumentException or IOException or UnauthorizedAccessException)
        {
            return $"the handler '{Name}' cannot be made: {exception.Message}"; // its options are wrong, or a file that they name
        }
    }

    private string Wrong(string option, string value, string allowed) => $"{option} of the handler '{Name}' is {value}; it has to be {allowed}.";
}
