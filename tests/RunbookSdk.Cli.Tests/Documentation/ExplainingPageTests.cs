using System.Text.RegularExpressions;
using RunbookSdk.Tests.Conventions;

namespace RunbookSdk.Cli.Tests.Documentation;

/// <summary>The commands on docs/explaining.md are run, and print what stands beneath them. RUNBOOK_ACCEPT=1 writes it there.</summary>
public sealed partial class ExplainingPageTests
{
    private static string Page => Repository.PathOf("docs", "explaining.md");

    [Fact]
    public async Task Commands_of_the_page_print_what_it_shows()
    {
        var text = (await File.ReadAllTextAsync(Page)).ReplaceLineEndings("\n");
        var blocks = BlockPattern().Matches(text).ToList();

        Assert.True(blocks.Count >= 2);
        foreach (var block in blocks.AsEnumerable().Reverse())
        {
            var printed = await PrintedAsync(block.Groups["command"].Value);
            var shown = block.Groups["text"];
            if (!ApprovedFile.IsAccepting) Assert.Equal(shown.Value, printed);
            text = text.Remove(shown.Index, shown.Length).Insert(shown.Index, printed);
        }

        if (ApprovedFile.IsAccepting) await File.WriteAllTextAsync(Page, text);
    }

    private static async Task<string> PrintedAsync(string command)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter();
        var arguments = ArgumentPattern().Matches(command).Select(m => m.Value.Trim('"')).Skip(1)
            .Select(a => a.StartsWith("examples/", StringComparison.Ordinal) ? Repository.PathOf(a.Split('/')) : a);
        Assert.Equal(0, await RunbookCommand.RunAsync([.. arguments], new(Stream.Null, output, error)));
        return output.ToString();
    }

    [GeneratedRegex(@"^<!-- run -->\n```console\n(?<command>[^\n]*)\n```\n\n```text\n(?<text>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex BlockPattern();

    [GeneratedRegex("\"[^\"]*\"|[^ ]+")]
    private static partial Regex ArgumentPattern();
}
