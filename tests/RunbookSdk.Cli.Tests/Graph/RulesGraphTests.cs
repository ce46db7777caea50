using System.Text.Json;
using System.Text.RegularExpressions;
using RunbookSdk.Actions;
using RunbookSdk.Cli.Graph;
using RunbookSdk.Components;
using RunbookSdk.Instances;
using RunbookSdk.Rules;
using RunbookSdk.Tests.Conventions;
using RunbookSdk.Tests.Lifecycles;

namespace RunbookSdk.Cli.Tests.Graph;

/// <summary><c>runbook graph rules</c>: what hangs together, read from the models of the rules, and drawn.</summary>
public sealed partial class RulesGraphTests : IDisposable
{
    private const string Everything =
        """
        var restart = DefineLifecycle("restart", l => l.Initial("waiting")
            .State("waiting", s => s.On("go").GoTo("done").When("somebody looks", i => Facts<Probe>().Any(p => p.Subject == i.Id)).GoTo("done"))
            .Final("done"));
        Rule("high", from l in Facts<ClusterLoad>().RaisedWhen(l => l.Percent > 85, lasting: Minutes(10)).ClearedWhen(l => l.Percent < 60)
            where !Facts<Maintenance>().Any(m => m.Cluster == l.Cluster)
            select new Alert("high", l.Cluster, true, "major"));
        Rule("shed", from a in Facts<Alert>() where a.Name == "high"
            join c in Facts<Component>() on a.Subject equals c.Cluster
            select Suspend(c, because: "load is high")).Mode(Act).Lease(Hours(24))
          .Verify(within: Minutes(5), (Suspend s) => Facts<ClusterLoad>().Where(l => l.Cluster == s.Component.Cluster && l.Percent < 80), otherwise: s => Page("ops", "it did not help"));
        Rule("mean", from s in Facts<Sample>() group s by s.Metric into g where g.Average(x => x.Value) > 7 select Fire(restart, g.Key, "go", "it is high")).Mode(Propose);
        Rule("note", from s in Facts<Site>() select Assert(new Remedy(s.Name, "noted", Date("2019-09-01 UTC")))).Mode(Act);
        Rule("forget", from s in Facts<Site>() where !s.Healthy select Retract(new Remedy(s.Name, "noted", Date("2019-09-01 UTC")))).Mode(Act);
        """;

    private static readonly Lazy<RuleGraph> SuperOffice = new(() => GraphOf(Repository.PathOf("runbooks", "superoffice")));

    private readonly string folder = Directory.CreateTempSubdirectory("runbook-graph-").FullName;
    private readonly StringWriter output = new() { NewLine = "\n" };
    private readonly StringWriter error = new() { NewLine = "\n" };

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Picture_says_what_reads_derives_asks_for_and_moves_what()
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "all.csx"), Everything);

        Assert.Equal(0, await RunAsync("graph", "rules", folder));

        Assert.Equal("", error.ToString());
        Assert.StartsWith("flowchart LR\n", output.ToString());
        Assert.Equal(
        [
            "Alert --> shed", "ClusterLoad --> high", "ClusterLoad -->|proves| shed", "Component --> shed", "LifecycleStatus --> lifecycle/restart/waiting/1",
            "Maintenance -.-> high", "Probe -.-> lifecycle/restart/waiting/1", "Sample --> mean", "Site --> forget", "Site --> note", "complete-state restart --> restart",
            "fire-trigger restart --> restart", "forget -->|retracts| Remedy", "high --> Alert", "lifecycle/restart/waiting/1 --> complete-state restart",
            "mean --> fire-trigger restart", "note -->|asserts| Remedy", "shed --> suspend", "shed -->|otherwise| page", "suspend --> component",
        ], Arrows(output.ToString()));
        Assert.Contains("subgraph file_1[\"all.csx\"]", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("[\"high<br/>observes<br/>l.Percent #62; 85 for 10 minutes<br/>until l.Percent #60; 60<br/>!Facts", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("[\"mean<br/>proposes<br/>by s.Metric<br/>Average(s.Value) #62; 7\"]", output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    public async Task Long_condition_is_never_cut_in_the_middle_of_a_sign(string before)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "long.csx"), $$"""Rule("page", from s in Facts<Sample>() where s.Subject != "{{before}}{{string.Concat(Enumerable.Repeat("😀", 40))}}" select Page("ops", because: "x"));""");

        Assert.Equal(0, await RunAsync("graph", "rules", folder));

        Assert.Contains("😀…", output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("\uFFFD", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Neighbourhood_of_a_rule_is_what_is_next_to_it()
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "all.csx"), Everything);

        Assert.Equal(0, await RunAsync("graph", "rules", folder, "--rule", "high"));

        Assert.Equal(["Alert --> shed", "ClusterLoad --> high", "Maintenance -.-> high", "high --> Alert"], Arrows(output.ToString()));
    }

    [Theory]
    [InlineData("drain-onlin1", "Did you mean 'drain-online1'?")]
    [InlineData("two", "The rules are drain-online1, fill.")]
    public async Task Rule_that_is_not_there_is_told_with_those_that_are(string rule, string meant)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "a.csx"), string.Concat(
            ((string[])["drain-online1", "fill"]).Select(id => $"Rule(\"{id}\", from s in Facts<Site>() select Page(\"ops\", s.Name));\n")));

        Assert.Equal(2, await RunAsync("graph", "rules", folder, "--rule", rule));

        Assert.Equal($"error RBK0038: There is no rule '{rule}'. {meant}\n", error.ToString());
        Assert.Equal("", output.ToString());
    }

    [Fact]
    public void The_same_rules_give_the_same_picture()
    {
        var again = GraphOf(Repository.PathOf("runbooks", "superoffice"));

        Assert.Equal(RuleMermaid.Draw(SuperOffice.Value), RuleMermaid.Draw(again));
        Assert.Equal(RuleDot.Draw(SuperOffice.Value), RuleDot.Draw(again));
    }

    [Fact]
    public async Task Picture_goes_to_a_file_that_is_named()
    {
        var path = Path.Combine(folder, "rules.mmd");

        Assert.Equal(0, await RunAsync("graph", "rules", Repository.PathOf("runbooks", "latency.csx"), "-o", path));

        Assert.Equal("", output.ToString());
        Assert.Contains("subgraph file_1[\"latency.csx\"]", await File.ReadAllTextAsync(path), StringComparison.Ordinal);
    }

    /// <summary>Names of actions are read off their types, for a rule that chooses its target at run time has no action to ask yet.</summary>
    [Fact]
    public void Actions_of_the_domain_are_called_as_their_types_are()
    {
        var (component, site, at) = (new Component("c", "n"), new Site("s", true, 0), DateTimeOffset.UnixEpoch);
        RunbookAction[] known =
        [
            Runbook.Suspend(component, ""), Runbook.Degrade(component, ComponentStatus.PartialOutage, ""), Runbook.FailOver(new("crm", "dc1"), site, ""), Runbook.Page("ops", ""),
            Runbook.Hold("all", ""), Runbook.RunJob("j", [], ""), Runbook.OpenIncident("i", "t", Incidents.Impact.Major, ""), Runbook.RequireVersion("p", Facts.ProductVersion.Parse("1.0"), Clients.Enforcement.Warn, ""),
            Runbook.Block(new("p", Facts.ProductVersion.Parse("1.0")), ""), new BeginLifecycle("l", "i", ""), new FireTrigger("l", "i", "t", ""), new CompleteState("l", "i", "s", ""),
            new ScheduleMaintenance("m", "t", "c", at, at, ""),
        ];

        Assert.All(known, action => Assert.Equal(action.Name, JsonNamingPolicy.KebabCaseLower.ConvertName(action.GetType().Name)));
    }

    [BrowserFact]
    public void Browser_draws_the_runbooks_and_takes_every_text_for_a_text()
    {
        var graph = SuperOffice.Value;
        var nasty = NastyTexts.All.Where(t => t.Length < 45).ToList();
        var drawn = Browser.Draw([RuleMermaid.Draw(graph), RuleMermaid.Draw(GraphOf(new Texts(nasty)))]);

        Assert.All(drawn, d => Assert.Null(d.Error));
        Assert.Equal(graph.Arrows.Count, drawn[0].Arrows);
        Assert.Equal([], graph.Nodes.Where(n => n.Kind != RuleGraphKind.Rule).Select(n => n.Name).Except(drawn[0].Texts));
        Assert.Equal([], graph.Rules.Where(r => !drawn[0].Texts.Any(t => t.StartsWith(r.Id + " ", StringComparison.Ordinal))).Select(r => r.Id));
        Assert.Equal([], nasty.Select((text, i) => Flat($"rule-{i} s.Name == \"{text}\"")).Except(drawn[1].Texts.Select(t => t.Replace("\u200B", "", StringComparison.Ordinal))));
    }

    [GraphvizFact]
    public void Graphviz_draws_the_runbooks_and_takes_every_text_for_a_text()
    {
        var graph = SuperOffice.Value;
        var (svg, complaints) = Graphviz.Draw(RuleDot.Draw(graph));
        var nasty = NastyTexts.All.Where(t => t.Length < 45 && !t.AsSpan().ContainsAny("\r\n\u2028\u2029\u0085")).ToList();
        var (nastySvg, nastyComplaints) = Graphviz.Draw(RuleDot.Draw(GraphOf(new Texts(nasty))));

        Assert.Equal(("", ""), (complaints, nastyComplaints));
        Assert.Equal(graph.Arrows.Count, Edge().Count(svg));
        var drawn = TextOf(svg);
        Assert.Equal([], graph.Nodes.Select(n => n.Name).Except(drawn));
        Assert.Equal([], graph.Rules.SelectMany(r => r.Lines).Select(Flat).Except(drawn));
        Assert.Equal([], nasty.Select(text => Flat($"s.Name == \"{text}\"")).Except(TextOf(nastySvg)));
    }

    /// <summary>Each column lies right of the one before: facts, rules, actions, lifecycles.</summary>
    [GraphvizFact]
    public void Picture_goes_from_left_to_right()
    {
        var graph = SuperOffice.Value;
        var svg = Graphviz.Draw(RuleDot.Draw(graph)).Svg;
        var columns = Enum.GetValues<RuleGraphKind>().Select(kind => Left(svg, kind.ToString().ToLowerInvariant())).ToList();

        Assert.All(columns.Zip(columns.Skip(1)), pair => Assert.True(pair.First.Max() < pair.Second.Min(), $"{pair.First.Max()} {pair.Second.Min()}"));
    }

    private static IReadOnlyList<double> Left(string svg, string kind) =>
        [.. Regex.Matches(svg, $@"<title>{kind}_\d+</title>\s*<(ellipse|path|polygon)[^>]*?(cx=""(?<x>[\d.]+)""|points=""(?<x>[\d.]+)|d=""M(?<x>[\d.]+))").Select(m => double.Parse(m.Groups["x"].Value, System.Globalization.CultureInfo.InvariantCulture))];

    private static IReadOnlyList<string> TextOf(string svg) =>
        [.. System.Xml.Linq.XDocument.Parse(svg).Descendants().Where(e => e.Name.LocalName == "text").Select(e => Flat(e.Value))];

    private static RuleGraph GraphOf(string path)
    {
        using var runbooks = new ScriptRunbookSource().Load([path], usesCache: false);
        return RuleGraph.Of(runbooks.Rules!, path);
    }

    private static RuleGraph GraphOf(RuleBook book) => RuleGraph.Of(RuleSet.Create(book), Repository.PathOf("tests"));

    /// <summary>A text as a picture shows it.</summary>
    private static string Flat(string text) => Space().Replace(Unreadable().Replace(text, "\uFFFD"), " ").Trim();

    /// <summary>The arrows of a picture with the names of what they lead from and to, sorted.</summary>
    private static IReadOnlyList<string> Arrows(string mermaid)
    {
        var names = Node().Matches(mermaid).ToDictionary(m => m.Groups["id"].Value, m => m.Groups["name"].Value);
        return [.. Arrow().Matches(mermaid).Select(m => $"{names[m.Groups["from"].Value]} {m.Groups["arrow"].Value.Replace("\"", "", StringComparison.Ordinal)} {names[m.Groups["to"].Value]}").Order(StringComparer.Ordinal)];
    }

    private Task<int> RunAsync(params string[] arguments) => RunbookCommand.RunAsync([.. arguments, "--no-cache"], new CommandConsole(Stream.Null, output, error));

    [GeneratedRegex("^ +(?<id>[a-z]+_\\d+)[\\[({]+\"(?<name>.*?)(<br/>.*)?\"[\\])}]+:::", RegexOptions.Multiline)]
    private static partial Regex Node();

    [GeneratedRegex("^ +(?<from>[a-z]+_\\d+) (?<arrow>-\\S+) (?<to>[a-z]+_\\d+)$", RegexOptions.Multiline)]
    private static partial Regex Arrow();

    [GeneratedRegex("class=\"edge\"")]
    private static partial Regex Edge();

    [GeneratedRegex(@"[\s\u0085\u2028\u2029]+")]
    private static partial Regex Space();

    [GeneratedRegex(@"[\u0000-\u0008\u000B\u000E-\u001F\u007F-\u0084\u0086-\u009F]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]")]
    private static partial Regex Unreadable();

    private sealed class Texts(IReadOnlyList<string> texts) : Runbook
    {
        protected override void Define()
        {
            foreach (var (i, text) in texts.Index())
                Rule($"rule-{i}", from s in Facts<Site>() where s.Name == text select Page("ops", "it is so")).Mode(Act);
        }
    }
}
