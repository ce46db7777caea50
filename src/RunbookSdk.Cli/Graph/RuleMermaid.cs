using System.Text;
using System.Text.RegularExpressions;
using RunbookSdk.Lifecycles;

namespace RunbookSdk.Cli.Graph;

/// <summary>Draws a graph of rules in the language of Mermaid's <c>flowchart</c>.</summary>
internal static partial class RuleMermaid
{
    // With colours of their own for ground and text, so that they can be read on a dark page too.
    private const string Colors =
        """
            classDef fact fill:#e3edfc,stroke:#3f6fb0,color:#10233f
            classDef rule fill:#ffffff,stroke:#5a6473,color:#1b2330,text-align:left
            classDef action fill:#fdeedd,stroke:#b5651d,color:#3d2206
            classDef lifecycle fill:#e8e1f5,stroke:#6a4aa3,color:#271a40

        """;

    public static string Draw(RuleGraph graph)
    {
        var names = new RuleGraphNames(graph);
        var text = new StringBuilder("flowchart LR\n");
        foreach (var fact in graph.Nodes.Where(n => n.Kind == RuleGraphKind.Fact)) Line(text, 1, $"{names.Of(fact)}([\"{Escape(fact.Name)}\"]):::fact");
        foreach (var (number, file) in graph.Rules.GroupBy(r => r.File).Index())
        {
            Line(text, 1, $"subgraph file_{number + 1}[\"{Escape(file.Key)}\"]");
            foreach (var rule in file) Line(text, 2, $"{names.Of(rule)}[\"{string.Join("<br/>", rule.Lines.Prepend(rule.Id).Select(Escape))}\"]:::rule");
            Line(text, 1, "end");
        }

        foreach (var action in graph.Nodes.Where(n => n.Kind == RuleGraphKind.Action)) Line(text, 1, $"{names.Of(action)}{{{{\"{Escape(action.Name)}\"}}}}:::action");
        foreach (var lifecycle in graph.Nodes.Where(n => n.Kind == RuleGraphKind.Lifecycle)) Line(text, 1, $"{names.Of(lifecycle)}[[\"{Escape(lifecycle.Name)}\"]]:::lifecycle");
        foreach (var arrow in graph.Arrows)
            Line(text, 1, $"{names.Of(arrow.From)} {(arrow.IsAsked ? "-.->" : "-->")}{(arrow.Label.Length > 0 ? $"|\"{Escape(arrow.Label)}\"|" : "")} {names.Of(arrow.To)}");
        return text.Append(Colors.ReplaceLineEndings("\n")).ToString();
    }

    /// <summary>
    /// Besides what every picture has to write by numbers, a flowchart reads icons, formulas and line breaks after that; nothing that can be seen, put
    /// between, keeps such a text as it is.
    /// </summary>
    private static string Escape(string text) => MermaidText.Escape(Icon().Replace(text, ":\u200B").Replace("$$", "$\u200B$", StringComparison.Ordinal).Replace("\\n", "\\\u200Bn", StringComparison.Ordinal));

    private static void Line(StringBuilder text, int depth, string line) => text.Append(' ', 4 * depth).Append(line).Append('\n');

    [GeneratedRegex("(?<=fa[a-z]{0,4}):(?=fa-)")]
    private static partial Regex Icon();
}

/// <summary>What nodes are called in the text of a picture: kinds and numbers, for names may hold anything.</summary>
internal sealed class RuleGraphNames
{
    private readonly Dictionary<RuleGraphNode, string> names = [];

    public RuleGraphNames(RuleGraph graph)
    {
        var rules = graph.Rules.Select(r => new RuleGraphNode(RuleGraphKind.Rule, r.Id));
        foreach (var kind in graph.Nodes.Where(n => n.Kind != RuleGraphKind.Rule).Concat(rules).GroupBy(n => n.Kind))
            foreach (var (number, node) in kind.Index()) names.Add(node, FormattableString.Invariant($"{kind.Key.ToString().ToLowerInvariant()}_{number + 1}"));
    }

    public string Of(RuleGraphNode node) => names[node];

    public string Of(RuleBox rule) => names[new(RuleGraphKind.Rule, rule.Id)];
}
