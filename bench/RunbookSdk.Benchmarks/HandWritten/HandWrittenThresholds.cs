using RunbookSdk.Actions;
using RunbookSdk.Benchmarks.Workloads;

namespace RunbookSdk.Benchmarks.HandWritten;

/// <summary>Sorted thresholds: all those below a host's place stand, and an update walks from there.</summary>
internal sealed class HandWrittenThresholds(double[] sortedThresholds) : ISubject
{
    private readonly Dictionary<string, HostState> hosts = new(StringComparer.Ordinal);

    public List<Page> Asked { get; } = [];

    public int Update(object fact)
    {
        Asked.Clear();
        if (fact is not Reading reading) return 0;
        if (!hosts.TryGetValue(reading.Host, out var state)) hosts[reading.Host] = state = new HostState();
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

        public int Place { get; set; }
    }
}
