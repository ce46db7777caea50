using System.Text.RegularExpressions;
using RunbookSdk.Clients;
using RunbookSdk.Components;
using RunbookSdk.Incidents;
using RunbookSdk.Lifecycles;

namespace RunbookSdk.Tests.Lifecycles;

/// <summary>What Mermaid makes of the pictures, in a real browser.</summary>
public sealed partial class BrowserTests
{
    [BrowserFact]
    public void Browser_draws_the_lifecycles_of_the_domain() => AssertDrawn(
        Expect(IncidentLifecycle.Definition), Expect(ComponentLifecycle.Definition), Expect(ClientPolicyLifecycle.Definition), Expect(Door.Definition));

    [BrowserFact]
    public void Browser_draws_one_of_everything()
    {
        var (picture, names) = Expect(Rollout.Definition);

        AssertDrawn((picture,
        [
            .. names, "[H]", "running · entry / open the log · exit / close the log · note / write it down", "entry / choose them", "after 6 days",
            "start [a window is open] / tell the team", "automatically [checks are green] widen", "repeat note", "resume",
        ]));
        Assert.Equal(Arrows(picture), Browser.Draw([picture])[0].Arrows);
    }

    [BrowserFact]
    public void Browser_takes_every_text_for_a_text() => AssertDrawn(
    [
        .. NastyTexts.All.Select(text => (NastyTexts.Round(text, "next").ToMermaid(), (IReadOnlyList<string>)
            [Flat(text), "next", $"entry / {Flat(text)} {Flat(text)}! / {Flat(text)}", $"{Flat(text)} [{Flat(text)}] / {Flat(text)}", Flat(text + "?")])),
        .. NastyTexts.All.Select(text => (NastyTexts.Nest(text).ToMermaid(), (IReadOnlyList<string>)
            [$"{Flat(text)} · entry / {Flat(text)}", Flat(text + " inside"), "[H]", Flat(text), Flat(text + "!"), $"{Flat(text)} / {Flat(text)}"])),
        (NastyTexts.Round(NastyTexts.All).ToMermaid(), [.. NastyTexts.All.Select(Flat)]),
    ]);

    [BrowserFact]
    public void Browser_takes_every_word_for_a_name() => AssertDrawn(
        [.. NastyTexts.Words.Select(word => (NastyTexts.Round(word, "next").ToMermaid(), (IReadOnlyList<string>)[word, "next"]))]);

    [BrowserFact]
    public void Picture_that_is_none_is_found() =>
        Assert.All(Browser.Draw(["stateDiagram-v2\n    a --> : x\n", "state"]), drawn => Assert.NotNull(drawn.Error));

    private static (string Picture, IReadOnlyList<string> Names) Expect<TState, TTrigger>(Lifecycle<TState, TTrigger> lifecycle)
        where TState : notnull
        where TTrigger : notnull =>
        (lifecycle.ToMermaid(), [.. lifecycle.StateDetails.Where(s => s.Inner.Count == 0 || s.Entry.Count == 0).Select(s => Spelling.Of(s.State))]);

    private static void AssertDrawn(params IReadOnlyList<(string Picture, IReadOnlyList<string> Texts)> expected)
    {
        var drawn = Browser.Draw([.. expected.Select(e => e.Picture)]);
        var wrong = expected.Zip(drawn).SelectMany(p => Complaints(p.First, p.Second)).ToList();
        Assert.True(drawn.Count == expected.Count && wrong.Count == 0, string.Join("\n\n", wrong.Take(20)));
    }

    private static IEnumerable<string> Complaints((string Picture, IReadOnlyList<string> Texts) expected, Rendered drawn)
    {
        if (drawn.Error is { } error) yield return $"{error}\n{expected.Picture}";
        else if (expected.Texts.Except(drawn.Texts, StringComparer.Ordinal).ToList() is { Count: > 0 } missing)
            yield return $"missing: {string.Join(" | ", missing)}\ndrawn: {string.Join(" | ", drawn.Texts)}\n{expected.Picture}";
    }

    private static int Arrows(string picture) => picture.Split('\n').Count(l => l.Contains("-->", StringComparison.Ordinal));

    /// <summary>A text as a picture shows it: white space is one blank, and what cannot be shown is a sign that says so.</summary>
    private static string Flat(string text) =>
        Space().Replace(Unreadable().Replace(text, "\uFFFD").Replace("\uFB02°", "\uFB02\u200B°").Replace("¶ß", "¶\u200Bß"), " ").Trim();

    [GeneratedRegex(@"[\s\u0085\u2028\u2029]+")]
    private static partial Regex Space();

    [GeneratedRegex(@"[\u0000-\u0008\u000B\u000E-\u001F\u007F-\u0084\u0086-\u009F]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]")]
    private static partial Regex Unreadable();
}
