using FsCheck;
using FsCheck.Fluent;
using RunbookSdk.Lifecycles;

namespace RunbookSdk.Tests.Lifecycles;

/// <summary>One line of a nested machine. Guard n holds when bit n of the context is set; -1 is no guard.</summary>
internal sealed record NestedLine(int From, TransitionCause Cause, int Trigger, int Minutes, int Guard, TransitionKind Kind, int To, bool ToHistory);

/// <summary>
/// A machine with states in states, histories, times and completions. The state around state n is <see cref="Outers"/>[n], -1 for none; the
/// first state within another is entered first. The last state is the end, where completions lead, so that they do not go round.
/// </summary>
internal sealed record NestedMachine(IReadOnlyList<int> Outers, IReadOnlyList<NestedLine> Lines)
{
    /// <summary>The trigger that leads from each state without sub-states to the next, so that all can be reached and none is a dead end.</summary>
    public const int Next = 3;

    public static Gen<NestedMachine> Any { get; } =
        from states in Gen.Choose(2, 7)
        from outers in Gen.Choose(-1, states - 1).ArrayOf(states)
        from lines in Gen.Choose(0, 14).SelectMany(count => Line(states).ArrayOf(count))
        select Mended([.. outers.Select((outer, state) => outer < state ? outer : -1), -1], lines);

    public int End => Outers.Count - 1;

    public IEnumerable<int> Within(int state) => Enumerable.Range(0, Outers.Count).Where(s => Outers[s] == state);

    /// <summary>The state and those around it, from the inside outwards.</summary>
    public IEnumerable<int> Chain(int state)
    {
        for (var outer = state; outer >= 0; outer = Outers[outer]) yield return outer;
    }

    /// <summary>Where it is stood when the state is entered.</summary>
    public int Leaf(int state) => Within(state).Any() ? Leaf(Within(state).First()) : state;

    public Lifecycle<int, int> Build()
    {
        var builder = Lifecycle.Define<int, int>("machine").Initial(0).Final(End, s => Log(s, End));
        for (var state = 0; state < End; state++) builder.State(state, s => Declare(s, state));
        return builder.Build();
    }

    private void Declare(StateBuilder<int, int> builder, int state)
    {
        Log(builder, state);
        if (Outers[state] >= 0) builder.Within(Outers[state]);
        if (Within(state).Any()) builder.Initial(Within(state).First());
        foreach (var (line, number) in Lines.Select((line, number) => (line, number)).Where(l => l.line.From == state)) Declare(builder, line, number);
    }

    private static void Log(StateBuilder<int, int> builder, int state) => builder.OnEntry($"+{state}", _ => { }).OnExit($"-{state}", _ => { });

    private static void Declare(StateBuilder<int, int> state, NestedLine line, int number)
    {
        if (line.Cause == TransitionCause.Time)
        {
            state.After(TimeSpan.FromMinutes(line.Minutes)).Do($"!{number}", _ => { }).GoTo(line.To);
            return;
        }

        var begun = line.Cause == TransitionCause.Trigger ? state.On(line.Trigger) : state.Automatically();
        if (line.Guard >= 0) begun = begun.If($"bit {line.Guard}", (int bits) => (bits >> line.Guard & 1) == 1);
        if (line.Kind == TransitionKind.Ignore) begun.Ignore();
        else if (line.Kind == TransitionKind.Refuse) begun.Refuse("another way");
        else if (line.Kind == TransitionKind.Stay) begun.Do($"!{number}", _ => { }).Stay();
        else if (line.ToHistory) begun.Do($"!{number}", _ => { }).GoToHistory(line.To);
        else begun.Do($"!{number}", _ => { }).GoTo(line.To);
    }

    private static Gen<NestedLine> Line(int states) =>
        from @from in Gen.Choose(0, states - 1)
        from cause in Gen.Frequency((6, Gen.Constant(TransitionCause.Trigger)), (2, Gen.Constant(TransitionCause.Time)), (1, Gen.Constant(TransitionCause.Completion)))
        from trigger in Gen.Choose(0, Next - 1)
        from minutes in Gen.Choose(1, 9)
        from guard in Gen.Choose(-1, 1)
        from kind in Gen.Frequency((6, Gen.Constant(TransitionKind.Move)), (2, Gen.Elements(Enum.GetValues<TransitionKind>())))
        from to in Gen.Choose(0, states - 1)
        from history in Gen.Elements(true, false)
        select new NestedLine(@from, cause, trigger, minutes, guard, kind, to, history);

    /// <summary>What the builder would refuse is taken out or made right.</summary>
    private static NestedMachine Mended(IReadOnlyList<int> outers, IReadOnlyList<NestedLine> lines)
    {
        var empty = new NestedMachine(outers, []);
        var leaves = Enumerable.Range(0, empty.End).Where(s => !empty.Within(s).Any()).ToList();
        var ways = leaves.Select((leaf, place) => new NestedLine(
            leaf, TransitionCause.Trigger, Next, 0, -1, TransitionKind.Move, leaves.Count == 1 ? empty.End : leaves[(place + 1) % leaves.Count], false));
        var timed = lines.Where(l => l.Cause == TransitionCause.Time).DistinctBy(l => l.From)
            .Select(l => l with { Guard = -1, Kind = TransitionKind.Move, ToHistory = false });
        var toTheEnd = new NestedLine(leaves[0], TransitionCause.Completion, 0, 0, 1, TransitionKind.Move, empty.End, false);
        var completions = lines.Where(l => l.Cause == TransitionCause.Completion).Append(toTheEnd).DistinctBy(l => l.From)
            .Select(l => l with { Guard = 1, Kind = TransitionKind.Move, To = empty.End, ToHistory = false });
        var triggered = lines.Where(l => l.Cause == TransitionCause.Trigger).GroupBy(l => (l.From, l.Trigger))
            .SelectMany(g => g.DistinctBy(l => l.Guard).OrderBy(l => l.Guard < 0))
            .Select(l => l with { ToHistory = l.ToHistory && l.Kind == TransitionKind.Move && empty.Within(l.To).Any() });
        return empty with { Lines = [.. ways, .. timed, .. completions, .. triggered] };
    }
}
