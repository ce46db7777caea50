using System.Globalization;
using RunbookSdk.Lifecycles;

namespace RunbookSdk.Tests.Lifecycles;

/// <summary>
/// An instance of a nested machine that knows since when it stands in each state around it and where it last was in each, by plain
/// dictionaries, and looks through all lines for each question.
/// </summary>
internal sealed class NaiveNested
{
    private readonly NestedMachine machine;
    private readonly Dictionary<int, DateTimeOffset> entered = [];
    private readonly Dictionary<int, int> last = [];
    private readonly HashSet<int> spent = [];

    public NaiveNested(NestedMachine machine, DateTimeOffset now)
    {
        this.machine = machine;
        State = machine.Leaf(0);
        foreach (var state in machine.Chain(State)) entered[state] = now;
    }

    private NaiveNested(NaiveNested other)
    {
        (machine, State) = (other.machine, other.State);
        entered = new(other.entered);
        last = new(other.last);
        spent = [.. other.spent];
    }

    public int State { get; private set; }

    /// <summary>What was done by the last call: exits, lines, entries.</summary>
    public List<string> Done { get; } = [];

    public DateTimeOffset? NextDue => FirstDue()?.Due;

    public NaiveNested Copy() => new(this);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{State} since {entered[State]:HH:mm}");

    public void Settle(int bits, DateTimeOffset now)
    {
        Done.Clear();
        Elapse(bits, now);
        Complete(bits, now);
    }

    public FireOutcome Fire(int trigger, int bits, DateTimeOffset now)
    {
        Done.Clear();
        var copy = Copy();
        Elapse(bits, now);
        var line = Lines(TransitionCause.Trigger).FirstOrDefault(l => l.Trigger == trigger && Holds(l, bits));
        if (line is { Kind: TransitionKind.Move or TransitionKind.Stay })
        {
            Take(line, bits, now);
            return FireOutcome.Moved;
        }

        GoBack(copy);
        return line?.Kind == TransitionKind.Ignore ? FireOutcome.Ignored : FireOutcome.Refused;
    }

    private void Elapse(int bits, DateTimeOffset now)
    {
        while (FirstDue() is { } first && first.Due <= now) Take(first.Line, bits, first.Due);
    }

    private (NestedLine Line, DateTimeOffset Due)? FirstDue() =>
        Lines(TransitionCause.Time).Where(l => !spent.Contains(l.From)).Select(l => (Line: l, Due: entered[l.From].AddMinutes(l.Minutes))).OrderBy(l => l.Due)
            .Select(l => ((NestedLine, DateTimeOffset)?)l).FirstOrDefault();

    private void Complete(int bits, DateTimeOffset now)
    {
        if (Lines(TransitionCause.Completion).FirstOrDefault(l => Holds(l, bits)) is { } line) Take(line, bits, now);
    }

    /// <summary>The innermost state's first.</summary>
    private IEnumerable<NestedLine> Lines(TransitionCause cause) =>
        machine.Chain(State).SelectMany(s => machine.Lines.Where(l => l.From == s && l.Cause == cause));

    private void Take(NestedLine line, int bits, DateTimeOffset now)
    {
        if (line.Kind == TransitionKind.Stay)
        {
            Do(line);
            return;
        }

        var around = machine.Chain(line.From).Intersect(machine.Chain(line.To)).Where(s => line.From != line.To || s != line.To).ToList();
        var chain = machine.Chain(State).ToList();
        var target = machine.Leaf(line.ToHistory && last.TryGetValue(line.To, out var there) ? there : line.To);
        foreach (var left in chain.Except(around))
        {
            if (chain.IndexOf(left) > 0) last[left] = chain[chain.IndexOf(left) - 1];
            entered.Remove(left);
            spent.Remove(left);
            Done.Add($"-{left}");
        }

        Do(line);
        foreach (var state in machine.Chain(target).Except(around).Reverse())
        {
            entered[state] = now;
            Done.Add($"+{state}");
        }

        State = target;
        if (line.Cause == TransitionCause.Time && around.Contains(line.From)) spent.Add(line.From); // once until it is left
        Complete(bits, now);
    }

    private void Do(NestedLine line) => Done.Add($"!{machine.Lines.ToList().IndexOf(line)}");

    private void GoBack(NaiveNested copy)
    {
        State = copy.State;
        entered.Clear();
        last.Clear();
        spent.Clear();
        spent.UnionWith(copy.spent);
        Done.Clear();
        foreach (var (state, at) in copy.entered) entered[state] = at;
        foreach (var (state, inner) in copy.last) last[state] = inner;
    }

    private static bool Holds(NestedLine line, int bits) => line.Guard < 0 || (bits >> line.Guard & 1) == 1;
}
