using RunbookSdk.Lifecycles;
using Stateless;

namespace RunbookSdk.StatelessMachines.Tests;

/// <summary>A random machine as a user of Stateless would configure it, and the lifecycle that is read from it.</summary>
internal sealed class NativeMachine(MachineCase machineCase)
{
    private const int Numbers = 4;

    /// <summary>Guard n holds of the number n, so that no two hold at once, which Stateless would not bear.</summary>
    public StateMachine<int, int> Configure(List<string> log)
    {
        var leaves = Enumerable.Range(0, machineCase.States.Count).Where(s => Inner(s).Count == 0).ToList();
        var machine = new StateMachine<int, int>(leaves[0]);
        var taking = Enumerable.Range(0, MachineCase.Triggers).Select(t => machine.SetTriggerParameters<int>(t)).ToList();
        foreach (var (state, details) in machineCase.States.Index())
        {
            var configured = machine.Configure(state);
            if (details.Outer >= 0) configured.SubstateOf(details.Outer);
            if (Inner(state) is { Count: > 0 } inner) configured.InitialTransition(inner[state % inner.Count]);
            if (details.Enters) configured.OnEntry(() => log.Add($"+{state}"), $"enter {state}");
            if (details.Leaves) configured.OnExit(() => log.Add($"-{state}"), $"leave {state}");
            foreach (var line in LinesOf(state)) Configure(configured, line, taking, log);
            if (leaves.IndexOf(state) is >= 0 and var place) configured.Permit(0, leaves[(place + 1) % leaves.Count]);
        }

        return machine;
    }

    public Lifecycle<int, int> Read(StateMachine<int, int> machine, List<string> log) => machine.ToLifecycle("machine", say =>
    {
        for (var number = 0; number < Numbers; number++)
        {
            var n = number;
            say.Guard($"is {n}", (int given) => given == n);
        }

        foreach (var (state, _) in machineCase.States.Index())
        {
            if (Inner(state) is { Count: > 0 } inner) say.Initial(state, inner[state % inner.Count]);
            say.Action($"enter {state}", _ => log.Add($"+{state}")).Action($"leave {state}", _ => log.Add($"-{state}"));
            foreach (var trigger in LinesOf(state).Where(l => l.Kind == TransitionKind.Stay).Select(l => l.Trigger).Distinct())
                say.Internal(state, trigger, "stay", _ => log.Add($"={state}"));
        }
    });

    private List<int> Inner(int state) => [.. machineCase.States.Index().Where(t => t.Item.Outer == state).Select(t => t.Index)];

    /// <summary>A trigger of a state has guards in all its lines, or one line. The first trigger is taken by the way round.</summary>
    private IEnumerable<CaseLine> LinesOf(int state) => machineCase.Lines
        .Where(l => l.From == state && l.Kind != TransitionKind.Refuse && l.Trigger > 0)
        .GroupBy(l => l.Trigger)
        .SelectMany(g => g.First().Guard < 0 ? g.Take(1) : g.Where(l => l.Guard >= 0).DistinctBy(l => l.Guard));

    private static void Configure(
        StateMachine<int, int>.StateConfiguration state, CaseLine line, List<StateMachine<int, int>.TriggerWithParameters<int>> taking, List<string> log)
    {
        var (trigger, open, words) = (taking[line.Trigger], line.Guard < 0, $"is {line.Guard}");
        bool Holds(int given) => given == line.Guard;
        if (line.Kind == TransitionKind.Ignore) _ = open ? state.Ignore(line.Trigger) : state.IgnoreIf(trigger, Holds, words);
        else if (line.Kind == TransitionKind.Stay) _ = open
            ? state.InternalTransition(line.Trigger, () => log.Add($"={line.From}"))
            : state.InternalTransitionIf(trigger, Holds, (_, _) => log.Add($"={line.From}"), words);
        else if (line.To == line.From) _ = open ? state.PermitReentry(line.Trigger) : state.PermitReentryIf(trigger, Holds, words);
        else _ = open ? state.Permit(line.Trigger, line.To) : state.PermitIf(trigger, line.To, Holds, words);
    }
}
