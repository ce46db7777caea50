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
        var tail = names[arrow.From];
        if (picture.IsComposite(arrow.From))
        {
            if (LeadsInwards(arrow, arrow.From)) tail = AnywhereIn(arrow.From);
            else (tail, _) = (names[LastLeafOf(arrow.From)], Add($"ltail={ClusterOf(arrow.From)}"));
        }

        var head = arrow.ToHistory ? HistoryOf(arrow.To) : picture.IsComposite(arrow.To) ? BeginningOf(arrow.To) : names[arrow.To];

        // What comes from within a state ends where the state begins, for the state is not left.
        if (!arrow.ToHistory && picture.IsComposite(arrow.To) && !picture.IsIn(arrow.From, arrow.To)) Add($"lhead={ClusterOf(arrow.To)}");
        if (arrow.Kind == TransitionKind.Stay) Add("style=dashed");
        Line(1, $"{tail} -> {head}{(attributes.Count > 0 ? $" [{string.Join(", ", attributes)}]" : "")}");

        bool Add(string attribute)
        {
            attributes.Add(attribute);
            return true;
        }
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

/// <summary>Texts as Graphviz takes them.</summary>
internal static class DotText
{
    private const char Unreadable = '\uFFFD';

    /// <summary>Writes a text so that it can stand in quotes: Graphviz reads backslashes and HTML entities in there.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            _ = text[i] switch
            {
                '"' => escaped.Append("\\\""),
                '\\' => escaped.Append("\\\\"),
                '&' => escaped.Append("&amp;"),
                '\n' or '\u2028' or '\u2029' or '\u0085' => escaped.Append("\\n"),
                '\r' => i + 1 < text.Length && text[i + 1] == '\n' ? escaped : escaped.Append("\\n"),
                '\t' => escaped.Append(' '),
                var c when char.IsControl(c) => escaped.Append(Unreadable),
                var c when char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]) => escaped.Append(c).Append(text[++i]),
                var c when char.IsSurrogate(c) || c >= '\uFFFE' => escaped.Append(Unreadable),
                var c => escaped.Append(c),
            };
        }

        return escaped.ToString();
    }

    /// <summary>Writes an escaped text so that it can stand in a field of a record.</summary>
    public static string InRecord(string escaped) => string.Concat(escaped.Select(c => c is '{' or '}' or '|' or '<' or '>' ? $"\\{c}" : $"{c}"));
}
