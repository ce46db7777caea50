using RunbookSdk.Facts;
using RunbookSdk.Rules;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.Cli.Graph;

/// <summary>A rule in a picture.</summary>
/// <param name="Id">Its name.</param>
/// <param name="File">The file that declares it.</param>
/// <param name="Lines">What else is said of it: its mode unless it acts, and its conditions in short.</param>
internal sealed record RuleBox(string Id, string File, IReadOnlyList<string> Lines);

/// <summary>What an arrow of a picture leads from or to.</summary>
/// <param name="Kind">Facts, rules, actions, lifecycles: from left to right.</param>
/// <param name="Name">Its name.</param>
internal readonly record struct RuleGraphNode(RuleGraphKind Kind, string Name);

internal enum RuleGraphKind
{
    Fact,
    Rule,
    Action,
    Lifecycle,
}

/// <summary>An arrow of a picture.</summary>
/// <param name="From">Where from.</param>
/// <param name="To">Where to.</param>
/// <param name="Label">What it says; empty for what goes without saying.</param>
/// <param name="IsAsked">True where a rule only asks whether there are such facts, or how many.</param>
internal sealed record RuleArrow(RuleGraphNode From, RuleGraphNode To, string Label = "", bool IsAsked = false);

/// <summary>Which facts rules read, what they derive of them, what they ask for, and which lifecycles that moves; read from the models of the rules.</summary>
internal sealed class RuleGraph
{
    private const string Proof = "/verify";
    private const string Otherwise = "/otherwise/";

    private readonly List<RuleBox> boxes = [];
    private readonly List<RuleArrow> arrows = [];

    private RuleGraph()
    {
    }

    /// <summary>The rules in the order of their declaration.</summary>
    public IReadOnlyList<RuleBox> Rules => boxes;

    public IReadOnlyList<RuleArrow> Arrows => arrows;

    /// <summary>Everything that an arrow leads from or to, each once: by kind, then in the order in which rules name it.</summary>
    public IReadOnlyList<RuleGraphNode> Nodes => [.. arrows.SelectMany(a => new[] { a.From, a.To }).Distinct().OrderBy(n => n.Kind)];

    /// <summary>Reads a set of rules.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="folder">The folder that files are named from.</param>
    public static RuleGraph Of(RuleSet rules, string folder)
    {
        var graph = new RuleGraph();
        foreach (var rule in rules.Rules.Select(r => r.Model)) graph.Add(rule, folder);
        return graph;
    }

    /// <summary>One rule with what is next to it: its facts and results, and the rules that derive the former or read the latter.</summary>
    public RuleGraph Around(string rule)
    {
        var center = new RuleGraphNode(RuleGraphKind.Rule, rule);
        var reads = arrows.Where(a => a.To == center).Select(a => a.From).ToHashSet();
        var leads = arrows.Where(a => a.From == center).Select(a => a.To).ToHashSet();
        var near = new RuleGraph();
        near.arrows.AddRange(arrows.Where(a => a.From == center || a.To == center || reads.Contains(a.To) || leads.Contains(a.From)));
        var shown = near.Nodes.Where(n => n.Kind == RuleGraphKind.Rule).Select(n => n.Name).Append(rule).ToHashSet(StringComparer.Ordinal);
        near.boxes.AddRange(boxes.Where(b => shown.Contains(b.Id)));
        return near;
    }

    private void Add(RuleModel rule, string folder)
    {
        var parent = ParentOf(rule);
        var node = new RuleGraphNode(RuleGraphKind.Rule, parent);
        if (parent == rule.Id) boxes.Add(new(rule.Id, FileOf(rule, folder), RuleConditions.Of(rule)));
        if (rule.Id.EndsWith(Proof, StringComparison.Ordinal) && rule.IsImplied)
        {
            foreach (var fact in FactsOf(rule)) Add(new(Fact(fact), node, "proves"));
            return;
        }

        var named = RuleParts.FactsOf(rule with { Query = rule.Query with { Subqueries = [] }, Selections = [] }).ToHashSet();
        foreach (var fact in FactsOf(rule)) Add(new(Fact(fact), node, IsAsked: !named.Contains(fact)));
        foreach (var result in RuleResults.In(rule.Projection)) Add(node, result, parent == rule.Id ? "" : "otherwise");
    }

    private void Add(RuleGraphNode rule, RuleResult result, string label)
    {
        if (result is RuleResult.OfFact fact)
        {
            Add(new(rule, Fact(fact.Type), fact.How.Length > 0 ? fact.How : label));
            return;
        }

        var asked = (RuleResult.OfAction)result;
        var action = new RuleGraphNode(RuleGraphKind.Action, asked.Name);
        Add(new(rule, action, label));
        if (asked.Lifecycle is { } lifecycle) Add(new(action, new(RuleGraphKind.Lifecycle, lifecycle)));
    }

    private void Add(RuleArrow arrow)
    {
        if (!arrows.Contains(arrow)) arrows.Add(arrow);
    }

    /// <summary>The facts that a rule reads, without those by which the session keeps count of what has to be verified.</summary>
    private static IEnumerable<FactType> FactsOf(RuleModel rule) =>
        RuleParts.FactsOf(rule).Where(f => !rule.IsImplied || f.ClrType != typeof(Actions.Verification));

    private static RuleGraphNode Fact(FactType type) => new(RuleGraphKind.Fact, type.Name);

    /// <summary>The rule that a person wrote, of one that follows from it.</summary>
    private static string ParentOf(RuleModel rule)
    {
        if (!rule.IsImplied) return rule.Id;
        if (rule.Id.EndsWith(Proof, StringComparison.Ordinal)) return rule.Id[..^Proof.Length];
        var otherwise = rule.Id.IndexOf(Otherwise, StringComparison.Ordinal);
        return otherwise > 0 ? rule.Id[..otherwise] : rule.Id;
    }

    private static string FileOf(RuleModel rule, string folder) => Path.GetRelativePath(folder, rule.Location.File).Replace('\\', '/');
}
