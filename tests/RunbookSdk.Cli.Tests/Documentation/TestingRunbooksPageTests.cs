using System.Text.RegularExpressions;
using RunbookSdk.Scripting;
using RunbookSdk.Testing.Scenarios;
using RunbookSdk.Tests.Conventions;

namespace RunbookSdk.Cli.Tests.Documentation;

/// <summary>The scenarios on docs/testing-runbooks.md are run: they pass, or fail with the text that stands beneath them.</summary>
public sealed partial class TestingRunbooksPageTests
{
    private static string Page => Repository.PathOf("docs", "testing-runbooks.md");

    [Fact]
    public void Scenarios_of_the_page_pass_or_fail_as_it_says()
    {
        var text = File.ReadAllText(Page).ReplaceLineEndings("\n");
        var blocks = BlockPattern().Matches(text).ToList();

        Assert.True(blocks.Count >= 3);
        foreach (var block in blocks.AsEnumerable().Reverse())
        {
            var failures = Failures(block.Groups["runbook"].Value, block.Groups["yaml"].Value);
            if (!block.Groups["fails"].Success) Assert.Equal("", failures);
            else text = Hold(text, block, failures);
        }

        if (ApprovedFile.IsAccepting) File.WriteAllText(Page, text);
    }

    [Fact]
    public void Every_scenario_of_the_page_names_its_runbook() =>
        Assert.Equal(Regex.Count(File.ReadAllText(Page), "^```yaml", RegexOptions.Multiline), BlockPattern().Count(File.ReadAllText(Page).ReplaceLineEndings("\n")));

    private static string Hold(string text, Match block, string failures)
    {
        var shown = ShownPattern().Match(text, block.Index + block.Length).Groups["text"];
        if (!ApprovedFile.IsAccepting) Assert.Equal(failures, shown.Value);
        return text.Remove(shown.Index, shown.Length).Insert(shown.Index, failures);
    }

    private static string Failures(string runbook, string yaml)
    {
        var file = ScenarioFile.Read(yaml, "load.scenario.yaml", []);
        using var loaded = ScriptLoader.Load([Repository.PathOf(runbook.Split('/'))]);
        var failed = file.ScenariosFor(loaded.Rules!, loaded.FactTypes).Select(s => s.Run(loaded.Rules!)).Where(r => !r.IsPassed);
        return string.Join('\n', failed);
    }

    [GeneratedRegex(@"^<!-- scenario: (?<runbook>[^,\s]+)(?<fails>, fails)? -->\n```yaml\n(?<yaml>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex BlockPattern();

    [GeneratedRegex(@"\G.*?^```text\n(?<text>.*?)\n```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex ShownPattern();
}
