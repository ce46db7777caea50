using System.Text;
using RunbookSdk.Lifecycles;

namespace RunbookSdk.Cli.Graph;

/// <summary>Draws a graph of rules in the language of Graphviz: a file is a cluster.</summary>
internal static class RuleDot
{
    private const string Font = "fontname=\"Helvetica,Arial,sans-serif\"";

    public static string Draw(RuleGraph graph)
    {
        var names = new RuleGraphNames(graph);
        var text = new StringBuilder("digraph rules {\n");
        Line(text, 1, "rankdir=LR");
        Line(text, 1, "ranksep=1.2");
        Line(text, 1, $"node [{Font}, fontsize=11]");
        Line(text, 1, $"edge [{Font}, fontsize=9, color=\"#5a6473\"]");
        foreach (var fact in graph.Nodes.Where(n => n.Kind == RuleGraphKind.Fact))
            Line(text, 1, $"{names.Of(fact)} [shape=ellipse, style=filled, fillcolor=\"#e3edfc\", color=\"#3f6fb0\", label=\"{DotText.Escape(fact.Name)}\"]");
        foreach (var (number, file) in graph.Rules.GroupBy(r => r.File).Index())
        {
            Line(text, 1, $"subgraph cluster_{number + 1} {{");
            Line(text, 2, $"label=\"{DotText.Escape(file.Key)}\"");
            Line(text, 2, $"{Font}");
            Line(text, 2, "fontsize=11");
            Line(text, 2, "color=\"#aab2be\"");
            Line(text, 2, "style=rounded");
            foreach (var rule in file) Line(text, 2, $"{names.Of(rule)} [shape=box, style=rounded, label=\"{Label(rule)}\"]");
            Line(text, 1, "}");
        }

        foreach (var action in graph.Nodes.Where(n => n.Kind == RuleGraphKind.Action))
            Line(text, 1, $"{names.Of(action)} [shape=hexagon, style=filled, fillcolor=\"#fdeedd\", color=\"#b5651d\", label=\"{DotText.Escape(action.Name)}\"]");
        foreach (var lifecycle in graph.Nodes.Where(n => n.Kind == RuleGraphKind.Lifecycle))
            Line(text, 1, $"{names.Of(lifecycle)} [shape=box, peripheries=2, style=filled, fillcolor=\"#e8e1f5\", color=\"#6a4aa3\", label=\"{DotText.Escape(lifecycle.Name)}\"]");
        foreach (var arrow in graph.Arrows) Line(text, 1, $"{names.Of(arrow.From)} -> {names.Of(arrow.To)}{Attributes(arrow)}");
        return text.Append("}\n").ToString();
    }

    /// <summary>The name stands in the middle, the conditions begin at the left.</summary>
    private static string Label(RuleBox rule) =>
        DotText.Escape(rule.Id) + (rule.Lines.Count == 0 ? "" : "\\n" + string.Concat(rule.Lines.Select(l => DotText.Escape(l) + "\\l")));

    private static string Attributes(RuleArrow arrow)
    {
        string?[] attributes = [arrow.Label.Length > 0 ? $"label=\"{DotText.Escape(arrow.Label)}\"" : null, arrow.IsAsked ? "style=dashed" : null];
        var given = string.Join(", ", attributes.OfType<string>());
        return given.Length > 0 ? $" [{given}]" : "";
    }

    private static void Line(StringBuilder text, int depth, string line) => text.Append(' ', 4 * depth).Append(line).Append('\n');
}
