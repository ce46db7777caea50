using System.Text.Json;

namespace RunbookSdk.Cli.Tests.LanguageServers;

/// <summary>A new runbook in a real server of C#, which Neovim, Emacs, Helix and others drive so: an app of one file, in its project.</summary>
public sealed class CSharpServerTests(CSharpWorkspace workspace) : IClassFixture<CSharpWorkspace>
{
    [CSharpServerFact]
    public async Task New_runbook_has_no_diagnostics()
    {
        await workspace.Server.ShowAsync(workspace.Runbook, "csharp", workspace.Written);

        Assert.Empty(await DiagnosticsAsync());
    }

    [CSharpServerTheory]
    [InlineData("Rule(\"a\", from l in Facts<|", "ClusterLoad Component")]
    [InlineData("Rule(\"a\", from l in Facts<ClusterLoad>().|", "RaisedWhen MaxAge")]
    [InlineData("Rule(\"a\", from l in Facts<ClusterLoad>() where l.| select Page(\"ops\", because: \"\"));", "Cluster Percent")]
    [InlineData("Rule(\"a\", from l in Facts<ClusterLoad>() where l.P|", "Percent")]
    [InlineData("Rule(\"a\", from l in Facts<ClusterLoad>() select Page(\"ops\", because: \"\")).|", "Mode Lease Describe")]
    [InlineData("Defi|", "DefineLifecycle")]
    public async Task Words_of_runbooks_are_completed(string marked, string expected)
    {
        var offered = await AskAsync("textDocument/completion", marked);
        var items = offered.ValueKind == JsonValueKind.Array ? offered : offered.GetProperty("items");

        Assert.Subset(Texts(items, "label").ToHashSet(StringComparer.Ordinal), expected.Split(' ').ToHashSet(StringComparer.Ordinal));
    }

    [CSharpServerFact]
    public async Task Mistakes_are_told_where_they_are_as_check_tells_them()
    {
        const string Text = """
            Rule("Bad Name", from l in Facts<ClusterLoad>() where l.Percent > 90 && l.Percent < 50 select Page("ops", because: $"{DateTime.Now}"));
            Rule("b", from l in Facts<ClusterLoad>() where l.Percentage > 1 select Page("ops", because: "load"));

            """;
        Assert.Contains("**/*" + Path.GetExtension(workspace.Runbook), workspace.Server.DiagnosedFiles); // editors ask about no others
        await workspace.Server.ShowAsync(workspace.Runbook, "csharp", Text);
        var told = await DiagnosticsAsync();

        Assert.Equal(
            ["RBK1001 \"Bad Name\"", "RBK1050 l.Percent < 50", "RBK1058 DateTime.Now", "CS1061 Percentage"],
            told.Select(d => $"{d.GetProperty("code").GetString()} {Under(Text, d.GetProperty("range"))}").OrderBy(t => Text.IndexOf(t[(t.IndexOf(' ', StringComparison.Ordinal) + 1)..], StringComparison.Ordinal)));
        Assert.Equal([1, 2, 1, 1], told.OrderBy(d => Place(d.GetProperty("range").GetProperty("start"))).Select(d => d.GetProperty("severity").GetInt32())); // 1 error, 2 warning
    }

    [CSharpServerFact]
    public async Task Hover_shows_what_a_member_is_and_means()
    {
        var shown = await AskAsync("textDocument/hover", "Rule(\"a\", from l in Facts<ClusterLoad>() where l.Per|cent > 80 select Page(\"ops\", because: \"\"));");
        var text = shown.GetProperty("contents").GetProperty("value").GetString();

        Assert.Contains("double ClusterLoad.Percent", text, StringComparison.Ordinal);
        Assert.Contains("Load in percent of capacity.", text, StringComparison.Ordinal);
    }

    [CSharpServerFact]
    public async Task Arguments_of_a_word_are_shown()
    {
        var shown = await AskAsync("textDocument/signatureHelp", "var page = Page(|);");

        Assert.Contains("Page Runbook.Page(string team, string because)", Texts(shown.GetProperty("signatures"), "label"));
    }

    [CSharpServerFact]
    public async Task Number_of_a_runbook_is_renamed_wherever_a_rule_uses_it()
    {
        var text = workspace.Written;
        await workspace.Server.ShowAsync(workspace.Runbook, "csharp", text);
        var renamed = await workspace.Server.AskAtAsync("textDocument/rename", workspace.Runbook, text.IndexOf("High =", StringComparison.Ordinal));
        var change = Assert.Single(renamed.GetProperty("documentChanges").EnumerateArray());

        Assert.Equal(LanguageServer.UriOf(workspace.Runbook), change.GetProperty("textDocument").GetProperty("uri").GetString());
        Assert.Equal(["High", "High", "High"], change.GetProperty("edits").EnumerateArray().Select(e => Under(text, e.GetProperty("range"))));
    }

    private async Task<JsonElement> AskAsync(string method, string marked)
    {
        var at = marked.IndexOf('|', StringComparison.Ordinal);
        await workspace.Server.ShowAsync(workspace.Runbook, "csharp", marked.Remove(at, 1));
        return await workspace.Server.AskAtAsync(method, workspace.Runbook, at);
    }

    private async Task<JsonElement[]> DiagnosticsAsync()
    {
        var report = await workspace.Server.AskAsync("textDocument/diagnostic", new { textDocument = new { uri = LanguageServer.UriOf(workspace.Runbook) } });
        return [.. report.GetProperty("items").EnumerateArray()];
    }

    private static IEnumerable<string> Texts(JsonElement items, string property) => items.EnumerateArray().Select(i => i.GetProperty(property).GetString()!);

    /// <summary>The text of a range within one line.</summary>
    private static string Under(string text, JsonElement range)
    {
        var (line, from) = Place(range.GetProperty("start"));
        return text.Split('\n')[line][from..Place(range.GetProperty("end")).Character];
    }

    private static (int Line, int Character) Place(JsonElement position) => (position.GetProperty("line").GetInt32(), position.GetProperty("character").GetInt32());
}
