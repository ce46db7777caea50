using System.Text;

namespace RunbookSdk.Lifecycles;

/// <summary>Draws a lifecycle in the language of Mermaid's <c>stateDiagram-v2</c>.</summary>
internal sealed class Mermaid<TState, TTrigger>
    where TState : notnull
    where TTrigger : notnull
{
    private readonly Lifecycle<TState, TTrigger> lifecycle;
    private readonly Picture<TState, TTrigger> picture;
    private readonly MermaidNames<TState, TTrigger> names;
    private readonly IReadOnlyList<Arrow> arrows;
    private readonly StringBuilder text = new("stateDiagram-v2\n");

    private Mermaid(Lifecycle<TState, TTrigger> lifecycle)
    {
        this.lifecycle = lifecycle;
        picture = new(lifecycle, MermaidText.Escape);
        names = new(lifecycle.StateDetails);
        arrows = Joined([.. picture.Arrows.Select(ArrowOf)]);
    }

    public static string Draw(Lifecycle<TState, TTrigger> lifecycle) => new Mermaid<TState, TTrigger>(lifecycle).Draw();

    private string Draw()
    {
        DrawInside(null, picture.Top, lifecycle.Initial, 1);
        return text.ToString();
    }

    /// <summary>
    /// Mermaid takes a state to be where it is first mentioned, so all states come first, and what crosses borders comes at the top, when
    /// every state has its place.
    /// </summary>
    private void DrawInside(string? outer, IEnumerable<LifecycleState<TState, TTrigger>> states, TState initial, int depth)
    {
        foreach (var state in states) Declare(state, depth);
        Line(depth, $"[*] --> {names.Of(initial)}");
        foreach (var arrow in arrows.Where(a => a.Outer == outer))
            Line(depth, $"{arrow.From} --> {arrow.To}{(arrow.Label.Length > 0 ? $" : {arrow.Label}" : "")}");
        foreach (var state in states.Where(s => s.IsFinal)) Line(depth, $"{names.Of(state.State)} --> [*]");
    }

    private void Declare(LifecycleState<TState, TTrigger> state, int depth)
    {
        var name = names.Of(state.State);
        var title = MermaidText.Escape(Spelling.Of(state.State));
        var inside = picture.Inside(state).ToList();
        if (state.Inner.Count > 0)
        {
            Line(depth, $"state \"{string.Join(" · ", [title, .. inside])}\" as {name} {{");
            if (state.HasHistory) Line(depth + 1, $"state \"[H]\" as {names.HistoryOf(state.State)}");
            if (arrows.Any(a => a.From == names.AnywhereIn(state.State))) Line(depth + 1, $"state \"anywhere in {title}\" as {names.AnywhereIn(state.State)}");
            DrawInside(name, picture.Within(state), state.Initial[0], depth + 1);
            Line(depth, "}");
            return;
        }

        if (inside.Count > 0 || names.AreNumbers) Line(depth, $"state \"{title}\" as {name}");
        foreach (var line in inside) Line(depth, $"{name} : {line}");
    }

    /// <summary>Mermaid draws no arrow between a state and one around it; such arrows get another end that means the same.</summary>
    private Arrow ArrowOf(Transition<TState, TTrigger> transition)
    {
        var (from, to) = (transition.From, transition.To);
        var leadsInwards = picture.IsComposite(from) && picture.IsIn(to, from) && (transition.ToHistory || !Same(from, to));
        var leadsOutwards = !transition.ToHistory && !Same(from, to) && picture.IsIn(from, to);
        if (leadsOutwards) to = InitialOf(to, from);
        var ends = (
            From: leadsInwards ? names.AnywhereIn(from) : names.Of(from),
            To: transition.ToHistory ? names.HistoryOf(to) : names.Of(to));
        return new(OuterOf(from, to, leadsInwards || transition.ToHistory), ends.From, ends.To, picture.Label(transition), picture.IsComposite(from) || picture.IsComposite(to));
    }

    /// <summary>Where a state begins, as far inside as another one is around.</summary>
    private TState InitialOf(TState outer, TState inner)
    {
        while (picture.IsComposite(outer) && picture.IsIn(inner, outer)) outer = lifecycle.Describe(outer).Initial[0];
        return outer;
    }

    /// <summary>The state around an arrow whose ends are side by side; null at the top, and where it crosses a border.</summary>
    private string? OuterOf(TState from, TState to, bool crosses)
    {
        if (crosses || lifecycle.Describe(from).Outers is not [var outer, ..] || lifecycle.Describe(to).Outers is not [var other, ..]) return null;
        return Same(outer, other) ? names.Of(outer) : null;
    }

    /// <summary>
    /// Of several arrows from a state to itself, or between the same two of which one has sub-states, Mermaid shows one or lays them on top of
    /// each other; they become one arrow with several lines. Without sub-states each keeps its own line of the text.
    /// </summary>
    private IReadOnlyList<Arrow> Joined(IReadOnlyList<Arrow> each) => lifecycle.StateDetails.All(s => s.Inner.Count == 0)
        ? each
        :
        [
            .. each.Select((arrow, place) => (arrow, place))
                .GroupBy(a => a.arrow.IsOneOfItsKind ? (a.arrow.From, a.arrow.To, 0) : (a.arrow.From, a.arrow.To, a.place + 1))
                .Select(g => g.First().arrow with { Label = string.Join("<br/>", g.Select(a => a.arrow.Label).Where(l => l.Length > 0)) }),
        ];

    private static bool Same(TState left, TState right) => EqualityComparer<TState>.Default.Equals(left, right);

    private void Line(int depth, string line) => text.Append(' ', 4 * depth).Append(line).Append('\n');

    private sealed record Arrow(string? Outer, string From, string To, string Label, bool HasSubStates)
    {
        public bool IsOneOfItsKind => HasSubStates || From == To;
    }
}
