using FsCheck;
using FsCheck.Fluent;
using RunbookSdk.Lifecycles;

namespace RunbookSdk.StatelessMachines.Tests;

/// <summary>A line of a random machine. Guard n holds when bit n of what the trigger brings is set; -1 is no guard.</summary>
internal sealed record CaseLine(int From, int Trigger, int Guard, TransitionKind Kind, int To, bool Acts, int Raises);

/// <summary>A state of a random machine; its outer state comes before it, or is -1. An action raises a trigger, or -1 none.</summary>
internal sealed record CaseState(int Outer, bool Enters, bool Leaves, int Raises);

/// <summary>A trigger that is fired with a number, or without anything.</summary>
internal sealed record CaseFire(int Trigger, int? Bits);

/// <summary>A random lifecycle and triggers to walk through it. Its actions write to a log, raise triggers, and fail when bit 3 is set.</summary>
internal sealed record MachineCase(IReadOnlyList<CaseState> States, IReadOnlyList<CaseLine> Lines, IReadOnlyList<CaseFire> Fires)
{
    public const int Triggers = 4;
    private const int Guards = 3;
    private const int Failing = 8;
    private const int MaxDepth = 3;

    public static Arbitrary<MachineCase> Any { get; } = Arb.From(
        from count in Gen.Choose(2, 8)
        from outers in Gen.ListOf(Gen.Choose(-3, 6), count)
        from details in Gen.ListOf(State, count)
        let states = Nested([.. outers], [.. details])
        from lineCount in Gen.Choose(0, 14)
        from lines in Gen.ListOf(Line(states.Count), lineCount)
        from fires in Gen.ListOf(Fire, 12)
        select new MachineCase(states, lines, fires),
        Smaller);

    private static Gen<int> Raise => Gen.Frequency((9, Gen.Constant(-1)), (1, Gen.Choose(0, Triggers - 1)));

    private static Gen<CaseState> State =>
        from enters in Gen.Elements(true, true, false)
        from leaves in Gen.Elements(true, true, false)
        from raises in Raise
        select new CaseState(-1, enters, leaves, raises);

    private static Gen<CaseFire> Fire =>
        from trigger in Gen.Choose(0, Triggers)
        from bits in Gen.Choose(0, (1 << Guards) - 1)
        from special in Gen.Choose(0, 11)
        select new CaseFire(trigger, special == 0 ? null : special == 1 ? bits | Failing : bits);

    /// <summary>
    /// The lifecycle; what its actions do goes to the log. Every state without sub-states also goes to the next of them on trigger 0, so
    /// that all are reached and none is a dead end.
    /// </summary>
    public Lifecycle<int, int> Build(List<string> log)
    {
        var leaves = Enumerable.Range(0, States.Count).Where(s => States.All(t => t.Outer != s)).ToList();
        var builder = Lifecycle.Define<int, int>("machine").Initial(leaves[0]);
        foreach (var (state, details) in States.Index())
        {
            builder.State(state, s =>
            {
                if (details.Outer >= 0) s.Within(details.Outer);
                var inner = States.Index().Where(t => t.Item.Outer == state).Select(t => t.Index).ToList();
                if (inner.Count > 0) s.Initial(inner[state % inner.Count]);
                DeclareActions(s, state, details, log);
                foreach (var line in LinesOf(state)) Declare(s, line, log);
                var place = leaves.IndexOf(state);
                if (place >= 0) s.Permit(0, leaves[(place + 1) % leaves.Count]);
            });
        }

        return builder.Build();
    }

    public override string ToString()
    {
        var states = States.Index().Select(s => $"{s.Index}: {s.Item}");
        var lines = States.Index().SelectMany(s => LinesOf(s.Index)).Select(l => $"{l}");
        var fires = string.Join(", ", Fires.Select(f => $"{f.Trigger}({f.Bits})"));
        return string.Join(Environment.NewLine, [.. states, .. lines, fires]);
    }

    /// <summary>Each guard at most once for a trigger of a state, and at most one line without a guard, that one last.</summary>
    private IEnumerable<CaseLine> LinesOf(int state)
    {
        var isLeaf = States.All(t => t.Outer != state);
        return Lines.Where(l => l.From == state && !(isLeaf && l.Trigger == 0 && l.Guard < 0))
            .DistinctBy(l => (l.Trigger, l.Guard))
            .OrderBy(l => l.Guard < 0);
    }

    private static void DeclareActions(StateBuilder<int, int> state, int number, CaseState details, List<string> log)
    {
        if (details.Leaves) state.OnExit($"leave {number}", turn => log.Add(Entry($"-{number}", turn)));
        if (!details.Enters) return;
        state.OnEntry($"enter {number}", turn => Act($"+{number}", turn, null, details.Raises, log));
        state.OnEntry($"see {number}", (int bits, Turn<int, int> turn) => Act($"?{number}", turn, bits, -1, log));
    }

    private static void Declare(StateBuilder<int, int> state, CaseLine line, List<string> log)
    {
        var draft = state.On(line.Trigger);
        if (line.Guard >= 0) draft.If($"bit {line.Guard}", (int bits) => (bits >> line.Guard & 1) == 1);
        if (line.Acts) draft.Do($"do {line.From}", turn => Act($"!{line.From}", turn, null, line.Raises, log));
        if (line.Acts && line.Guard == 0) draft.Do($"take {line.From}", (int bits, Turn<int, int> turn) => Act($"!!{line.From}", turn, bits, -1, log));
        _ = line.Kind switch
        {
            TransitionKind.Move => draft.GoTo(line.To),
            TransitionKind.Stay => draft.Stay(),
            TransitionKind.Ignore => draft.Ignore(),
            _ => draft.Refuse("another way"),
        };
    }

    private static void Act(string what, Turn<int, int> turn, int? bits, int raises, List<string> log)
    {
        log.Add($"{Entry(what, turn)} {bits}");
        if ((bits & Failing) != 0 && bits is not null) throw new TimeoutException(what);
        if (raises < 0) return;
        if (raises % 2 == 0) turn.Raise(raises);
        else turn.Raise(raises, turn.To);
    }

    private static string Entry(string what, Turn<int, int> turn) => $"{what} {turn.From}>{turn.To} {turn.Instant:HH:mm}";

    private static Gen<CaseLine> Line(int states) =>
        from @from in Gen.Choose(0, states - 1)
        from trigger in Gen.Choose(0, Triggers - 1)
        from guard in Gen.Choose(-1, Guards - 1)
        from kind in Gen.Frequency((5, Gen.Constant(TransitionKind.Move)), (3, Gen.Elements(Enum.GetValues<TransitionKind>())))
        from to in Gen.Choose(0, states - 1)
        from acts in Gen.Elements(true, false)
        from raises in Raise
        select new CaseLine(@from, trigger, guard, kind, to, acts, raises);

    /// <summary>States that are not too deep, and at least two without sub-states.</summary>
    private static List<CaseState> Nested(List<int> outers, List<CaseState> details)
    {
        var states = new List<CaseState>();
        foreach (var (place, state) in details.Index())
        {
            var outer = outers[place] < place ? Math.Max(outers[place], -1) : -1;
            states.Add(state with { Outer = Depth(states, outer) < MaxDepth ? outer : -1 });
        }

        if (states.Index().Count(s => states.TrueForAll(t => t.Outer != s.Index)) < 2) states.Add(new(-1, true, true, -1));
        return states;
    }

    private static int Depth(List<CaseState> states, int outer) => outer < 0 ? 0 : 1 + Depth(states, states[outer].Outer);

    private static IEnumerable<MachineCase> Smaller(MachineCase machine)
    {
        for (var i = 0; i < machine.Fires.Count; i++) yield return machine with { Fires = [.. machine.Fires.Where((_, place) => place != i)] };
        for (var i = 0; i < machine.Lines.Count; i++) yield return machine with { Lines = [.. machine.Lines.Where((_, place) => place != i)] };
        for (var i = 0; i < machine.States.Count; i++)
        {
            if (machine.States[i].Raises < 0) continue;
            yield return machine with { States = [.. machine.States.Select((s, place) => place == i ? s with { Raises = -1 } : s)] };
        }
    }
}
