using RunbookSdk.Actions;
using RunbookSdk.Benchmarks.Workloads;

namespace RunbookSdk.Benchmarks.HandWritten;

/// <summary>A table of the hosts that rules ask for.</summary>
internal sealed class HandWrittenDispatch : ISubject
{
    private readonly Dictionary<string, HostState> hosts = new(StringComparer.Ordinal);
    private readonly double high;

    public HandWrittenDispatch(IEnumerable<string> asked, double high)
    {
        this.high = high;
        foreach (var host in asked) hosts[host] = new HostState();
    }

    public List<Page> Asked { get; } = [];

    public int Update(object fact)
    {
        Asked.Clear();
        if (fact is not Reading reading || !hosts.TryGetValue(reading.Host, out var state) || reading.Equals(state.Reading)) return 0;
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

        public bool Stands { get; set; }
    }
}
