using System.Text;
using System.Text.RegularExpressions;
using RunbookSdk.Cli.Journals;
using RunbookSdk.Cli.Query;
using RunbookSdk.Cli.Replay;
using RunbookSdk.Facts;
using RunbookSdk.Scripting.Querying;
using RunbookSdk.Tests.Conventions;

namespace RunbookSdk.Cli.Tests.Documentation;

/// <summary>What the page about queries shows is what they answer.</summary>
public sealed partial class QueryPageTests
{
    private const string Answers = "examples/superoffice-2019/queries.txt";

    [Fact]
    public void Answers_about_the_incident_are_those_of_the_page()
    {
        using var past = Replay("examples/superoffice-2019", Instant.Parse("2019-09-11 09:42 Europe/Oslo"));
        var told = new StringBuilder();
        foreach (var line in File.ReadLines(Repository.PathOf(Answers)).Where(l => l.StartsWith("> ", StringComparison.Ordinal)))
        {
            if (told.Length > 0) told.Append('\n');
            told.Append(line).Append('\n').Append(Answer(past, line[2..]));
        }

        ApprovedFile.Check(Answers, told.ToString());
    }

    [Fact]
    public void Every_query_of_the_page_compiles()
    {
        using var past = Replay("examples/first-runbook", at: null);
        var queries = File.ReadLines(Repository.PathOf("docs/query.md")).Where(l => l.StartsWith("runbook query", StringComparison.Ordinal) && !l.EndsWith("--zone Europe/Oslo", StringComparison.Ordinal)).Select(l => QueryOf(l.Split(" | ")[0])).ToList();

        Assert.NotEmpty(queries);
        foreach (var query in queries)
        {
            using var runner = new QueryRunner(QueryRun.SettingsOf(past, usesCache: false), new Knowledge(past));
            Assert.Empty(runner.Compile(query).Problems);
        }
    }

    /// <summary>The last argument of a command.</summary>
    private static string QueryOf(string command)
    {
        var last = LastArgumentPattern().Match(command);
        return last.Groups["quoted"].Success ? last.Groups["quoted"].Value.Replace("\\\"", "\"", StringComparison.Ordinal) : last.Groups["word"].Value;
    }

    private static string Answer(PastState past, string query)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var runner = new QueryRunner(QueryRun.SettingsOf(past, usesCache: false), new Knowledge(past));
        var compiled = runner.Compile(query);
        Assert.Empty(compiled.Problems);
        new QueryOutput(new(Stream.Null, output, TextWriter.Null), new(Instant.FindZone("Europe/Oslo"))).Write(runner.Run(compiled), isJson: false, CancellationToken.None);
        return output.ToString();
    }

    private static PastState Replay(string folder, DateTimeOffset? at) => PastState.OfReplay(
        new ReplayRequest(Repository.PathOf(folder)), at, new(Stream.Null, TextWriter.Null, TextWriter.Null), CancellationToken.None)!;

    [GeneratedRegex("""(?:"(?<quoted>(?:[^"\\]|\\.)*)"|(?<word>\S+))\s*$""")]
    private static partial Regex LastArgumentPattern();
}
