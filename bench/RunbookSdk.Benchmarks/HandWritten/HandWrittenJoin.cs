using RunbookSdk.Actions;
using RunbookSdk.Benchmarks.Workloads;

namespace RunbookSdk.Benchmarks.HandWritten;

/// <summary>
/// The join as one writes it when it is all there is to do: one state for each host, found by name; each rule's condition is asked when
/// a value changed. An observation that is older than what is known changes nothing, as facts need not come in order. That the rules differ in one number only is not made use of, as rules seldom do.
/// </summary>
/// <param name="margins">The rules.</param>
/// <param name="step">The time between two observations.</param>
internal sealed class HandWrittenJoin(double[] margins, TimeSpan step = default) : ISubject
{
    private readonly Dictionary<string, HostState> hosts = new(StringComparer.Ordinal);

    private DateTimeOffset observedAt = SessionSubject.Start;

    public List<Page> Asked { get; } = [];

    public int Update(object fact)
    {
        Asked.Clear();
        observedAt += step;
        switch (fact)
        {
            case Reading reading:
                var read = StateOf(reading.Host);
                if (observedAt < read.ReadingAt) return 0;
                read.ReadingAt = observedAt;
                if (reading.Equals(read.Reading)) return 0;
                read.Reading = reading;
                return Judge(read);
            case Limit limit:
                var limited = StateOf(limit.Host);
                if (observedAt < limited.LimitAt) return 0;
                limited.LimitAt = observedAt;
                if (limit.Equals(limited.Limit)) return 0;
                limited.Limit = limit;
                return Judge(limited);
            default:
                return 0;
        }
    }

    private int Judge(HostState state)
    {
        if (state.Reading is not { } reading || state.Limit is not { } limit) return 0;
        var changes = 0;
        var stands = state.Stands;
        for (var rule = 0; rule < margins.Length; rule++)
        {
            var holds = reading.Value > limit.Value + margins[rule];
            if (holds == stands[rule]) continue;
            stands[rule] = holds;
            changes++;
            if (holds) Asked.Add(new Page("on-call", $"{reading.Host} at {reading.Value}"));
        }

        return changes;
    }

    private HostState StateOf(string host)
    {
        if (!hosts.TryGetValue(host, out var state)) hosts[host] = state = new HostState { Stands = new bool[margins.Length] };
        return state;
    }

    private sealed class HostState
    {
        public Reading? Reading { get; set; }

        public DateTimeOffset ReadingAt { get; set; }

        public Limit? Limit { get; set; }

        public DateTimeOffset LimitAt { get; set; }

        public required bool[] Stands { get; init; }
    }
}
