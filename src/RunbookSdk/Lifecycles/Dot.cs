using System.Text;

namespace RunbookSdk.Lifecycles;

/// <summary>Draws a lifecycle in the language of Graphviz: a state with sub-states is a cluster, the end has a double line.</summary>
internal sealed class Dot<TState, TTrigger>
    where TState : notnull
    where TTrigger : notnull
{
    private readonly Lifecycle<TState, TTrigger> lifecycle;
    private readonly Picture<TState, TTrigger> picture;
    private readonly Dictionary<TState, string> names = [];
    private readonly StringBuilder text = new();

    private Dot(Lifecycle<TState, TTrigger> lifecycle)
    {
        this.lifecycle = lifecycle;
        picture = new(lifecycle, DotText.Escape);
        foreach (var state in lifecycle.States) names.Add(state, $"state_{names.Count + 1}");
    }

    public static string Draw(Lifecycle<TState, TTrigger> lifecycle) => new Dot<TState, TTrigger>(lifecycle).Draw();

    private string Draw()
    {
        text.Append($"digraph \"{DotText.Escape(lifecycle.Name)}\" {{\n");
        Line(1, "compound=true");
        Line(1, "node [shape=box, style=rounded, fontname=\"Helvetica,Arial,sans-serif\", fontsize=12]");
        Line(1, "edge [fontname=\"Helvetica,Arial,sans-serif\", fontsize=10]");
        Line(1, "begin [shape=point, width=0.15]");
        foreach (var state in picture.Top) DrawState(state, 1);
        DrawBeginning("begin", lifecycle.Initial);
        foreach (var state in lifecycle.StateDetails)
        {
            foreach (var initial in state.Initial) DrawBeginning(BeginningOf(state.State), initial);
        }

        foreach (var arrow in picture.Arrows) DrawArrow(arrow);
        return text.Append("}\n").ToString();
    }

    private void DrawState(LifecycleState<TState, TTrigger> state, int depth)
    {
        var inside = picture.Inside(state).ToList();
        var title = DotText.Escape(Spelling.Of(state.State));
        if (state.Inner.Count > 0) DrawCluster(state, string.Join("\\n", [title, .. inside]), depth);
        else if (inside.Count == 0) Line(depth, $"{names[state.State]} [label=\"{title}\"{End(state)}]");
        else Line(depth, $"{names[state.State]} [shape=Mrecord, label=\"{{{DotText.InRecord(title)}|{string.Concat(inside.Select(i => DotText.InRecord(i) + "\\l"))}}}\"{End(state)}]");
    }

    private void DrawCluster(LifecycleState<TState, TTrigger> state, string label, int depth)
    {
        Line(depth, $"subgraph {ClusterOf(state.State)} {{");
        Line(depth + 1, $"label=\"{label}\"");
        Line(depth + 1, "style=rounded");
        Line(depth + 1, "fontname=\"Helvetica,Arial,sans-serif\"");
        Line(depth + 1, "fontsize=12");
        Line(depth + 1, $"{BeginningOf(state.State)} [shape=point, width=0.1]");
        if (state.HasHistory) Line(depth + 1, $"{HistoryOf(state.State)} [shape=circle, label=\"H\", width=0.3, fixedsize=true]");
        if (lifecycle.Transitions.Any(t => t.IsPermitted && LeadsInwards(t, state.State)))
            Line(depth + 1, $"{AnywhereIn(state.State)} [shape=plaintext, label=\"anywhere in {DotText.Escape(Spelling.Of(state.State))}\", fontsize=10]");
        foreach (var inner in picture.Within(state)) DrawState(inner, depth + 1);
        Line(depth, "}");
    }

    private void DrawBeginning(string point, TState initial) =>
        Line(1, picture.IsComposite(initial) ? $"{point} -> {BeginningOf(initial)} [lhead={ClusterOf(initial)}]" : $"{point} -> {names[initial]}");

    private void DrawArrow(Transition<TState, TTrigger> arrow)
    {
        var attributes = new List<string>();
        if (picture.Label(arrow) is { Length: > 0 } label) attributes.Add($"label=\"{label}\"");
        if (arrow.Kind == TransitionKind.Stay) attributes.Add("style=dashed");
        var tail = TailOf(arrow, attributes);
        var head = HeadOf(arrow, attributes);
        Line(1, $"{tail} -> {head}{(attributes.Count > 0 ? $" [{string.Join(", ", attributes)}]" : "")}");
    }

    /// <summary>Graphviz has arrows between nodes only: one out of a cluster begins at a node in there, and is cut off at the border.</summary>
    private string TailOf(Transition<TState, TTrigger> arrow, List<string> attributes)
    {
        if (!picture.IsComposite(arrow.From)) return names[arrow.From];
        if (LeadsInwards(arrow, arrow.From)) return AnywhereIn(arrow.From);
        attributes.Add($"ltail={ClusterOf(arrow.From)}");
        return names[LastLeafOf(arrow.From)];
    }

    /// <summary>What comes from within a state ends where the state begins, and not at the border: the state is not left.</summary>
    private string HeadOf(Transition<TState, TTrigger> arrow, List<string> attributes)
    {
        if (arrow.ToHistory) return HistoryOf(arrow.To);
        if (!picture.IsComposite(arrow.To)) return names[arrow.To];
        if (!picture.IsIn(arrow.From, arrow.To)) attributes.Add($"lhead={ClusterOf(arrow.To)}");
        return BeginningOf(arrow.To);
    }

    /// <summary>An arrow cannot begin at the border of a cluster and end in it; it begins at a word in the cluster then.</summary>
    private bool LeadsInwards(Transition<TState, TTrigger> arrow, TState state) =>
        arrow.Kind == TransitionKind.Move && EqualityComparer<TState>.Default.Equals(arrow.From, state) && picture.IsIn(arrow.To, state);

    private TState LastLeafOf(TState state)
    {
        while (lifecycle.Describe(state).Inner is { Count: > 0 } inner) state = inner[^1];
        return state;
    }

    private string BeginningOf(TState state) => names[state] + "_begin";

    private string HistoryOf(TState state) => names[state] + "_history";

    private string AnywhereIn(TState state) => names[state] + "_anywhere";

    private string ClusterOf(TState state) => "cluster_" + names[state];

    private static string End(LifecycleState<TState, TTrigger> state) => state.IsFinal ? ", peripheries=2" : "";

    private void Line(int depth, string line) => text.Append(' ', 4 * depth).Append(line).Append('\n');
}
