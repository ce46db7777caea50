using RunbookSdk.Actions;
using RunbookSdk.Benchmarks.Workloads;

namespace RunbookSdk.Benchmarks.HandWritten;

/// <summary>A table of the hosts that rules ask for. What is older than what is known changes nothing.</summary>
internal sealed class HandWrittenDispatch : ISubject
{
    private readonly Dictionary<string, HostState> hosts = new(StringComparer.Ordinal);
    private readonly double high;
    private readonly TimeSpan step;
    private DateTimeOffset observedAt = SessionSubject.Start;

    /// <param name="asked">The host of each rule.</param>
    /// <param name="high">The value above which a rule asks.</param>
    /// <param name="step">The time between two observations.</param>
    public HandWrittenDispatch(IEnumerable<string> asked, double high, TimeSpan step)
    {
        (this.high, this.step) = (high, step);
        foreach (var host in asked) hosts[host] = new HostState();
    }

    public List<Page> Asked { get; } = [];

    public int Update(object fact)
    {
        Asked.Clear();
        observedAt += step;
        if (fact is not Reading reading || !hosts.TryGetValue(reading.Host, out var state) || observedAt < state.ObservedAt) return 0;
        state.ObservedAt = observedAt;
        if (reading.Equals(state.Reading)) return 0;
        state.Reading = reading;
        var holds = reading.Value > high;
        if (holds == state.Stands) return 0;
        state.Stands = holds;
        if (holds) Asked.Add(new Page("on-call", $"{reading.Host} at {reading.Value}"));
        return 1;
    }

    private sealed class HostState
    {
        public Reading? Reading { get; set; }

        public DateTimeOffset ObservedAt { get; set; }

        public bool Stands { get; set; }
    }
}
