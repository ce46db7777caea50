using RunbookSdk.Actions;
using RunbookSdk.Benchmarks.Workloads;

namespace RunbookSdk.Benchmarks.HandWritten;

/// <summary>
/// A ring for each host with a running sum. One sample a second fills it, so the oldest leaves when it is full. The sum is made anew
/// each time the ring has gone round, which bounds what rounding adds up to.
/// </summary>
internal sealed class HandWrittenWindow(int samples, double high) : ISubject
{
    private readonly Dictionary<string, HostState> hosts = new(StringComparer.Ordinal);

    public List<Page> Asked { get; } = [];

    public int Update(object fact)
    {
        Asked.Clear();
        if (fact is not Reading reading) return 0;
        if (!hosts.TryGetValue(reading.Host, out var state)) hosts[reading.Host] = state = new HostState { Ring = new double[samples] };
        Take(state, reading.Value);
        var holds = state.Sum / state.Count > high;
        if (holds == state.Stands) return 0;
        state.Stands = holds;
        if (holds) Asked.Add(new Page("on-call", $"{reading.Host} at {reading.Value}"));
        return 1;
    }

    private static void Take(HostState state, double value)
    {
        if (state.Count == state.Ring.Length) state.Sum -= state.Ring[state.Next];
        else state.Count++;
        state.Ring[state.Next] = value;
        state.Sum += value;
        if (++state.Next < state.Ring.Length) return;
        state.Next = 0;
        state.Sum = state.Ring.Sum();
    }

    private sealed class HostState
    {
        public required double[] Ring { get; init; }

        public int Next { get; set; }

        public int Count { get; set; }

        public double Sum { get; set; }

        public bool Stands { get; set; }
    }
}
