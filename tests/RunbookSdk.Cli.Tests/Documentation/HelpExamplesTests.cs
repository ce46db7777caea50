using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using RunbookSdk.Cli.Replay;
using RunbookSdk.Tests.Conventions;

namespace RunbookSdk.Cli.Tests.Documentation;

/// <summary>The examples that the help of commands gives about the files of this repository work as they are written.</summary>
public sealed partial class HelpExamplesTests : CommandTest
{
    private static readonly string[] Folders = ["runbooks", "examples"];

    /// <summary>Replays of weeks, which other tests run, and what asks for more than these files.</summary>
    private static readonly string[] Elsewhere = ["replay", "test", "new"];

    [Fact]
    public async Task Examples_about_files_of_the_repository_work()
    {
        Assert.Equal(0, await RunAsync("--help"));
        var verbs = VerbPattern().Matches(Output).Select(m => m.Groups["verb"].Value).Except(Elsewhere).ToList();
        foreach (var verb in verbs) await RunAsync(verb, "--help");
        var examples = ExamplePattern().Matches(Output).Select(m => Words(m.Groups["words"].Value)).OfType<string[]>().ToList();

        Assert.Contains(examples, e => e[0] == "explain");
        Assert.Contains(examples, e => e[0] == "query");
        foreach (var example in examples)
        {
            var code = await RunAsync(Console("") with { Runbooks = new ScriptRunbookSource(), StartSession = SdkSession.Start }, example);
            Assert.True(code is ExitCode.Fine or ExitCode.Findings, $"{string.Join(' ', example)}: {code}\n{Error}");
        }
    }

    /// <summary>The words of an example up to where a shell takes over; null when it is about something that is not here.</summary>
    private static string[]? Words(string line)
    {
        var words = CommandLineParser.SplitCommandLine(ShellPattern().Split(line)[0]).ToArray();
        if (words.Contains("--fix") || words.Contains("-o") || words.Contains("--state")) return null;
        var paths = words.Where(w => Folders.Contains(w.Split('/')[0])).ToList();
        if (paths.Count == 0 || !paths.TrueForAll(p => Path.Exists(Repository.PathOf(p))) || words.Any(w => OtherFilePattern().IsMatch(w))) return null;
        return [.. words.Select(w => paths.Contains(w) ? Repository.PathOf(w) : w)];
    }

    [GeneratedRegex(@"^  (?<verb>[a-z]+) ", RegexOptions.Multiline)]
    private static partial Regex VerbPattern();

    [GeneratedRegex(@"^ +runbook (?<words>.*)$", RegexOptions.Multiline)]
    private static partial Regex ExamplePattern();

    /// <summary>A pipe, a redirection, another command, or two spaces before a remark.</summary>
    [GeneratedRegex(@" [|<>] | && |  +")]
    private static partial Regex ShellPattern();

    [GeneratedRegex(@"\.(jsonl|jsonl\.gz|csv|db|html)$")]
    private static partial Regex OtherFilePattern();
}
