using RunbookSdk.Tests.Conventions;

namespace RunbookSdk.Cli.Tests;

/// <summary>The whole incident through the real command: runbooks from disk, facts from disk, and what they decide.</summary>
public sealed class SuperOfficeTimelineTests
{
    private const string Timeline = "examples/superoffice-2019/timeline.txt";

    [Fact]
    public async Task The_incident_is_decided_as_its_timeline_says()
    {
        var (exitCode, output) = await ReplayAsync();

        Assert.Equal(ExitCode.Findings, exitCode); // the damaged lines
        ApprovedFile.Check(Timeline, output[..(output.IndexOf("\n\n", StringComparison.Ordinal) + 1)]);
    }

    [Fact]
    public async Task The_same_history_gives_the_same_bytes()
    {
        string[] firstWeek = ["--format", "json", "--until", "2019-09-07 Europe/Oslo"];
        var (_, first) = await ReplayAsync(firstWeek);
        var (_, second) = await ReplayAsync(firstWeek);

        Assert.NotEmpty(first);
        Assert.Equal(first, second);
    }

    private static async Task<(int ExitCode, string Output)> ReplayAsync(params string[] options)
    {
        await using var output = new StringWriter { NewLine = "\n" };
        var console = new CommandConsole(Stream.Null, output, TextWriter.Null);
        string[] arguments = ["replay", Repository.PathOf("examples", "superoffice-2019"), "--no-cache", .. options];
        var exitCode = await RunbookCommand.RunAsync(arguments, console);
        return (exitCode, output.ToString());
    }
}
