using RunbookSdk.Actions;
using RunbookSdk.Benchmarks.Workloads;

namespace RunbookSdk.Benchmarks.HandWritten;

/// <summary>Sorted thresholds: all those below a host's place stand, and an update walks from there. What is older than what is known changes nothing.</summary>
/// <param name="sortedThresholds">The rules.</param>
/// <param name="step">The time between two observations.</param>
internal sealed class HandWrittenThresholds(double[] sortedThresholds, TimeSpan step = default) : ISubject
{
    private readonly Dictionary<string, HostState> hosts = new(StringComparer.Ordinal);

    private DateTimeOffset observedAt = SessionSubject.Start;

    public List<Page> Asked { get; } = [];

    public int Update(object fact)
    {
        Asked.Clear();
        observedAt += step;
        if (fact is not Reading reading) return 0;
        if (!hosts.TryGetValue(reading.Host, out var state)) hosts[reading.Host] = state = new HostState();
        if (observedAt < state.ObservedAt) return 0;
        state.ObservedAt = observedAt;
        if (reading.Equals(state.Reading)) return 0;
        state.Reading = reading;
        var (before, place) = (state.Place, state.Place);
        for (; place < sortedThresholds.Length && reading.Value > sortedThresholds[place]; place++)
            Asked.Add(new Page("on-call", $"{reading.Host} at {reading.Value}"));
        while (place > 0 && !(reading.Value > sortedThresholds[place - 1])) place--;
        state.Place = place;
        return Math.Abs(place - before);
    }

    private sealed class HostState
    {
        public Reading? Reading { get; set; }

        public DateTimeOffset ObservedAt { get; set; }

        public int Place { get; set; }
    }
}
