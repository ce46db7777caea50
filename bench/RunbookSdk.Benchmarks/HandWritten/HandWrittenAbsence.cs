using RunbookSdk.Actions;
using RunbookSdk.Benchmarks.Workloads;

namespace RunbookSdk.Benchmarks.HandWritten;

/// <summary>One state for each host: what was read, whether there is work, and which of the two rules stands.</summary>
internal sealed class HandWrittenAbsence(double high) : ISubject
{
    private readonly Dictionary<string, HostState> hosts = new(StringComparer.Ordinal);

    public List<Page> Asked { get; } = [];

    public int Update(object fact)
    {
        Asked.Clear();
        switch (fact)
        {
            case Reading reading:
                var read = StateOf(reading.Host);
                if (reading.Equals(read.Reading)) return 0;
                read.Reading = reading;
                return Judge(read);
            case Upkeep upkeep:
                var kept = StateOf(upkeep.Host);
                if (upkeep.Equals(kept.Upkeep)) return 0;
                kept.Upkeep = upkeep;
                return Judge(kept);
            default:
                return 0;
        }
    }

    private int Judge(HostState state)
    {
        var isHigh = state.Reading?.Value > high;
        var isActive = state.Upkeep is { Active: true };
        var (unattended, attended) = (isHigh && !isActive, isHigh && isActive);
        var changes = 0;
        if (unattended != state.IsUnattended)
        {
            state.IsUnattended = unattended;
            changes++;
            if (unattended) Ask("on-call", state.Reading!);
        }

        if (attended != state.IsAttended)
        {
            state.IsAttended = attended;
            changes++;
            if (attended) Ask("upkeep", state.Reading!);
        }

        return changes;
    }

    private void Ask(string team, Reading reading) => Asked.Add(new Page(team, $"{reading.Host} at {reading.Value}"));

    private HostState StateOf(string host)
    {
        if (!hosts.TryGetValue(host, out var state)) hosts[host] = state = new HostState();
        return state;
    }

    private sealed class HostState
    {
        public Reading? Reading { get; set; }

        public Upkeep? Upkeep { get; set; }

        public bool IsUnattended { get; set; }

        public bool IsAttended { get; set; }
    }
}
