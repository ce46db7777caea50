using System.Text.Json;

namespace RunbookSdk.Cli.Tests.LanguageServers;

/// <summary>A new scenario in the real server of YAML, which the YAML extension of Visual Studio Code and other editors drive.</summary>
public sealed class ScenarioServerTests(ScenarioWorkspace workspace) : IClassFixture<ScenarioWorkspace>
{
    [YamlServerFact]
    public async Task New_scenario_has_no_diagnostics() =>
        Assert.Equal(0, (await workspace.Server.NextDiagnosticsAsync(await workspace.ShowAsync(workspace.Written))).GetArrayLength());

    [YamlServerTheory]
    [InlineData("start: 2026", "strat: 2026", "Property strat is not allowed")]
    [InlineData("outcome: observed", "outcome: seen", "\"observed\", \"proposed\", \"decided\"")]
    [InlineData("rule: page", "rlue: page", "Property rlue is not allowed")]
    [InlineData("at: 10m", "at: 10 minutes", "Write a time after the beginning, such as 90s, 10m, 1h30m or 2d")]
    [InlineData("every: 1m", "every: 1x", "Write a time such as 90s")]
    [InlineData("start: 2026-01-05 09:00 UTC", "start: yesterday", "Write an instant with its zone")]
    [InlineData("cluster: main", "clustr: main", "Property clustr is not allowed")]
    public async Task Mistake_is_told_in_its_line(string right, string wrong, string expected)
    {
        var place = workspace.Written.IndexOf(right, StringComparison.Ordinal);
        var told = await workspace.DiagnosticsAsync(workspace.Written.Remove(place, right.Length).Insert(place, wrong));

        Assert.Contains(told.EnumerateArray(), d =>
            d.GetProperty("message").GetString()!.Contains(expected, StringComparison.Ordinal)
            && d.GetProperty("range").GetProperty("start").GetProperty("line").GetInt32() == workspace.Written[..place].Count(c => c == '\n'));
    }

    [YamlServerFact]
    public async Task Schema_that_a_scenario_names_needs_no_settings()
    {
        // A name that the settings say nothing of.
        var told = await workspace.DiagnosticsAsync(workspace.WrittenWithSchema.Replace("expect:", "expects:", StringComparison.Ordinal), ".yaml");

        Assert.Contains(told.EnumerateArray(), d => d.GetProperty("message").GetString()!.Contains("Property expects is not allowed", StringComparison.Ordinal));
    }

    [YamlServerTheory]
    [InlineData("|", "start scenarios given")]
    [InlineData("scenarios:\n  - name: a\n    |", "facts acts expect")]
    [InlineData("scenarios:\n  - name: a\n    facts:\n      - |", "ClusterLoad Component every")]
    [InlineData("scenarios:\n  - name: a\n    expect:\n      - at: 10m\n        decision:\n          outcome: |", "observed denied")]
    public async Task Words_of_scenarios_are_completed(string marked, string expected)
    {
        var at = marked.IndexOf('|', StringComparison.Ordinal);
        var offered = await workspace.Server.AskAtAsync("textDocument/completion", await workspace.ShowAsync(marked.Remove(at, 1)), at);
        var labels = offered.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("label").GetString()!).ToHashSet(StringComparer.Ordinal);

        Assert.Subset(labels, expected.Split(' ').ToHashSet(StringComparer.Ordinal));
    }

    [YamlServerTheory]
    [InlineData("every:", "How long it takes to the next")]
    [InlineData("at:", "At which instant. After the beginning: 90s, 10m, 1h30m, 2d; or an instant with its zone.")]
    [InlineData("start:", "When every scenario begins")]
    public async Task Hover_says_what_a_word_means(string word, string expected)
    {
        var shown = await workspace.Server.AskAtAsync(
            "textDocument/hover", await workspace.ShowAsync(workspace.Written), workspace.Written.IndexOf(word, StringComparison.Ordinal) + 1);

        Assert.Contains(expected, Text(shown.GetProperty("contents")), StringComparison.Ordinal);
    }

    private static string Text(JsonElement contents) => contents.ValueKind == JsonValueKind.Object ? contents.GetProperty("value").GetString()! : contents.ToString();
}
