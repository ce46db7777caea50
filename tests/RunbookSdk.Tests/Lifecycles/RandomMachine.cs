using FsCheck;
using FsCheck.Fluent;
using RunbookSdk.Lifecycles;

namespace RunbookSdk.Tests.Lifecycles;

/// <summary>One line of a random machine. Guard n holds when bit n of the context is set; -1 is no guard.</summary>
internal sealed record MachineLine(int From, int Trigger, int Guard, TransitionKind Kind, int To);

/// <summary>A machine over small numbers: states 0 to <see cref="States"/> - 1, of which the marked ones are final.</summary>
internal sealed record RandomMachine(int States, int Triggers, int FinalBits, IReadOnlyList<MachineLine> Lines)
{
    public const int Guards = 2;

    /// <summary>Anything, mostly wrong in some way; one state beyond the declared ones may be a target.</summary>
    public static Gen<RandomMachine> Any { get; } =
        from states in Gen.Choose(1, 4)
        from triggers in Gen.Choose(1, 3)
        from finalBits in Gen.Choose(0, 15)
        from lines in Gen.ListOf(Line(states, triggers, states))
        select new RandomMachine(states, triggers, finalBits, lines);

    /// <summary>Machines that are in order: what is wrong with a random one is taken out.</summary>
    public static Gen<RandomMachine> Valid { get; } =
        from states in Gen.Choose(1, 4)
        from triggers in Gen.Choose(1, 3)
        from count in Gen.Choose(0, 14)
        from lines in Gen.ListOf(Line(states, triggers, states - 1), count)
        select Mended(triggers, lines);

    public bool IsFinal(int state) => (FinalBits >> state & 1) == 1;

    public Lifecycle<int, int> Build()
    {
        var builder = Lifecycle.Define<int, int>("machine").Initial(0);
        for (var state = 0; state < States; state++)
        {
            var lines = Lines.Where(l => l.From == state).ToList();
            if (IsFinal(state)) builder.Final(state, s => lines.ForEach(l => Declare(s, l)));
            else builder.State(state, s => lines.ForEach(l => Declare(s, l)));
        }

        return builder.Build();
    }

    private static void Declare(StateBuilder<int, int> state, MachineLine line)
    {
        if (line.Guard >= 0) state.On(line.Trigger).If($"bit {line.Guard}", (int bits) => (bits >> line.Guard & 1) == 1).GoTo(line.To);
        else if (line.Kind == TransitionKind.Move) state.Permit(line.Trigger, line.To);
        else if (line.Kind == TransitionKind.Stay) state.Stay(line.Trigger);
        else if (line.Kind == TransitionKind.Ignore) state.Ignore(line.Trigger);
        else state.Refuse(line.Trigger, "another way");
    }

    private static Gen<MachineLine> Line(int states, int triggers, int highestTarget) =>
        from @from in Gen.Choose(0, states - 1)
        from trigger in Gen.Choose(0, triggers - 1)
        from guard in Gen.Choose(-1, Guards - 1)
        from kind in Gen.Frequency((5, Gen.Constant(TransitionKind.Move)), (2, Gen.Elements(Enum.GetValues<TransitionKind>())))
        from to in Gen.Choose(0, highestTarget)
        select new MachineLine(@from, trigger, guard, guard >= 0 ? TransitionKind.Move : kind, to);

    private static RandomMachine Mended(int triggers, IReadOnlyList<MachineLine> lines)
    {
        // Each guard at most once for each trigger of a state, and at most one line without a guard, that one last.
        var ordered = lines.Select((line, place) => (line, place))
            .GroupBy(l => (l.line.From, l.line.Trigger))
            .SelectMany(g => g.Where(l => l.line.Guard >= 0).DistinctBy(l => l.line.Guard).Concat(g.Where(l => l.line.Guard < 0).Take(1)))
            .OrderBy(l => l.line.Guard < 0).ThenBy(l => l.place)
            .Select(l => l.line).ToList();

        // Only states that can be reached, numbered anew; those that lead nowhere become final.
        var reached = new List<int> { 0 };
        for (var i = 0; i < reached.Count; i++)
        {
            reached.AddRange(ordered.Where(l => l.From == reached[i] && l.Kind == TransitionKind.Move)
                .Select(l => l.To).Except(reached).ToList());
        }

        var kept = ordered.Where(l => reached.Contains(l.From))
            .Select(l => l with { From = reached.IndexOf(l.From), To = Math.Max(reached.IndexOf(l.To), 0) }).ToList();
        var final = Enumerable.Range(0, reached.Count)
            .Where(s => !kept.Any(l => l.From == s && l.To != s && l.Kind == TransitionKind.Move)).ToList();
        kept.RemoveAll(l => l.Kind == TransitionKind.Move && final.Contains(l.From));
        return new RandomMachine(reached.Count, triggers, final.Sum(s => 1 << s), kept);
    }
}
