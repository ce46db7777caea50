using System.Text.RegularExpressions;
using System.Xml.Linq;
using RunbookSdk.Clients;
using RunbookSdk.Components;
using RunbookSdk.Incidents;
using RunbookSdk.Lifecycles;

namespace RunbookSdk.Tests.Lifecycles;

public sealed partial class DotTests
{
    [Fact]
    public void Draws_states_and_what_leads_from_one_to_the_other()
    {
        var lines = Door.Definition.ToDot().Split('\n').Select(l => l.Trim()).ToList();

        Assert.Equal("digraph \"door\" {", lines[0]);
        Assert.Contains("state_4 [label=\"bricked\", peripheries=2]", lines);
        Assert.Contains("begin -> state_1", lines);
        Assert.Contains("state_2 -> state_4 [label=\"turn_key [the owner turns it]\"]", lines);
        Assert.Contains("state_1 -> state_1 [label=\"push\"]", lines);
        Assert.Contains("state_1 -> state_1 [label=\"paint\", style=dashed]", lines);
    }

    [GraphvizFact]
    public void Graphviz_draws_lifecycles_without_complaint()
    {
        AssertDrawn(IncidentLifecycle.Definition, []);
        AssertDrawn(ComponentLifecycle.Definition, []);
        AssertDrawn(ClientPolicyLifecycle.Definition, []);
        AssertDrawn(Door.Definition, []);
        AssertDrawn(Rollout.Definition,
        [
            "running", "entry / open the log", "exit / close the log", "note / write it down", "after 6 days", "entry / choose them", "H",
            "start [a window is open] / tell the team", "after 1 hour 30 minutes / widen without waiting", "anywhere in running",
        ]);
    }

    [GraphvizFact]
    public void Graphviz_takes_every_text_for_a_text()
    {
        var texts = NastyTexts.All.Where(t => !t.AsSpan().ContainsAny("\n\u2028")).ToList();
        AssertDrawn(NastyTexts.Round([.. texts]), [.. texts.SelectMany(t => new[] { t, $"entry / {t}", $"{t}! / {t}", $"{t} [{t}] / {t}" }).Select(Flat)]);
        foreach (var text in texts.Take(20)) AssertDrawn(NastyTexts.Nest(text), [Flat(text), Flat($"entry / {text}"), Flat(text + " inside")]);
    }

    [GraphvizFact]
    public void Line_breaks_are_line_breaks() =>
        AssertDrawn(NastyTexts.Round("first\nsecond\r\nthird\u2028fourth", "next"), ["first", "second", "third", "fourth", "next"]);

    [GraphvizFact]
    public void Picture_that_is_none_is_found() => Assert.NotEqual("", Graphviz.Draw("digraph { a -> }").Complaints);

    private static void AssertDrawn<TState, TTrigger>(Lifecycle<TState, TTrigger> lifecycle, IReadOnlyList<string> texts)
        where TState : notnull
        where TTrigger : notnull
    {
        var (svg, complaints) = Graphviz.Draw(lifecycle.ToDot());
        Assert.Equal("", complaints);
        var drawn = XDocument.Parse(svg.Replace("<!DOCTYPE", "<!-- ", StringComparison.Ordinal).Replace("svg11.dtd\">", "-->", StringComparison.Ordinal))
            .Descendants().Where(e => e.Name.LocalName == "text").Select(e => Flat(e.Value)).ToHashSet(StringComparer.Ordinal);
        var leaves = lifecycle.StateDetails.Where(s => texts.Count == 0 && s.Inner.Count == 0).Select(s => Spelling.Of(s.State));
        Assert.Empty(texts.Concat(leaves).Except(drawn, StringComparer.Ordinal));
    }

    private static string Flat(string text) => Space().Replace(Unreadable().Replace(text, "\uFFFD"), " ").Trim();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();

    [GeneratedRegex(@"[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]")]
    private static partial Regex Unreadable();
}
