using RunbookSdk.Diagnostics;

namespace RunbookSdk.Cli.Tests;

public sealed class MistakeTests : CommandTest
{
    [Fact]
    public async Task A_missing_path() =>
        await Refuses("error RBK0001: There is no file or folder 'nowhere'.", "replay", "nowhere", "--facts", "-");

    [Fact]
    public async Task No_facts() =>
        await Refuses("error RBK0004: No facts are given. Name them with --facts, or in the folder's replay.json.", "replay", Folder);

    [Fact]
    public async Task An_empty_folder_of_runbooks()
    {
        File.Delete(Path.Combine(Folder, "any.csx"));

        await Refuses($"error RBK0006: The folder '{Folder}' holds no runbooks (.csx) and no replay.json.", "replay", Folder, "--facts", "-");
    }

    [Fact]
    public async Task A_missing_facts_file() => await Refuses(
        "nowhere.jsonl: error RBK0001: There is no file or folder 'nowhere.jsonl'.", "replay", Folder, "--facts", "nowhere.jsonl");

    [Fact]
    public async Task A_facts_folder_without_facts() => await Refuses(
        $"{Folder}: error RBK0006: The folder holds no facts: no .jsonl, .json or .csv file, packed (.gz) or not.", "replay", Folder, "--facts", Folder);

    [Fact]
    public async Task A_file_of_another_kind()
    {
        var path = Write("facts.xml", "<x/>");

        await Refuses(
            "facts.xml: error RBK0011: A file of facts ends in .jsonl, .json or .csv, or in one of these and .gz.",
            "replay",
            Folder,
            "--facts",
            path);
    }

    [Fact]
    public async Task A_packed_file_that_is_not_packed()
    {
        var path = Write("facts.jsonl.gz", "plain");

        Assert.Equal(2, await RunAsync("replay", Folder, "--facts", path));
        Assert.StartsWith("facts.jsonl.gz: error RBK0005: The file cannot be read: ", Error);
    }

    [Fact]
    public async Task A_date_without_a_zone() => await Refuses(
        "--until: error RBK0007: '2019-09-06' has no zone; write '2019-09-06 Europe/Oslo' or '2019-09-06 UTC'.",
        "replay", Folder, "--facts", "-", "--until", "2019-09-06");

    [Fact]
    public async Task An_unknown_zone() => await Refuses(
        "--zone: error RBK0008: 'Mars/Olympus' is not a zone; write an IANA name such as Europe/Oslo, or UTC.",
        "replay", Folder, "--facts", "-", "--zone", "Mars/Olympus");

    [Fact]
    public async Task An_end_before_the_beginning() => await Refuses(
        "error RBK0009: The end is before the beginning: --until must be after --from.",
        "replay", Folder, "--facts", "-", "--from", "2019-09-06 UTC", "--until", "2019-09-05 UTC");

    [Fact]
    public async Task Live_without_standard_input() => await Refuses(
        "error RBK0009: --live follows standard input; add --facts -", "replay", Folder, "--facts", Folder, "--live");

    [Fact]
    public async Task Live_until_an_instant() => await Refuses(
        "error RBK0009: --live goes by the real clock; leave --from and --until out.", "replay", Folder, "--facts", "-", "--live", "--until", "2019-09-05 UTC");

    [Fact]
    public async Task Standard_input_twice() => await Refuses(
        "error RBK0009: --facts - is given twice; there is one standard input.", "replay", Folder, "--facts", "-", "--facts", "-");

    [Theory]
    [InlineData("--rejected", "facts.csv")]
    [InlineData("--report", "facts.csv")]
    [InlineData("--report", "any.csx")]
    [InlineData("--rejected", "link.csv")]
    public async Task A_file_that_is_read_and_would_be_written_over(string option, string name)
    {
        var facts = Write("facts.csv", "2019-09-11 08:46:00,1");
        File.CreateSymbolicLink(Path.Combine(Folder, "link.csv"), facts);
        var before = await File.ReadAllTextAsync(Path.Combine(Folder, name));

        Assert.Equal(2, await RunAsync("replay", Folder, "--facts", facts, option, Path.Combine(Folder, ".", name)));

        Assert.Equal($"{option}: error RBK0009: './{name}' is read, and would be written over; name another file.\n", Error);
        Assert.Equal(before, await File.ReadAllTextAsync(Path.Combine(Folder, name)));
    }

    [Theory]
    [InlineData("facts.csv", false)]
    [InlineData("facts.jsonl", true)]
    public async Task A_file_in_UTF_16(string name, bool bigEndian)
    {
        var path = Path.Combine(Folder, name);
        await File.WriteAllTextAsync(path, "2019-09-11 08:46:00,1\n", new System.Text.UnicodeEncoding(bigEndian, byteOrderMark: true));

        Assert.Equal(2, await RunAsync("replay", Folder, "--facts", path));

        Assert.Equal($"{name}: error RBK0005: The file cannot be read: it is written in UTF-16, as some shells do with '>'; save it in UTF-8.\n", Error);
    }

    [Fact]
    public async Task A_file_for_rejected_facts_that_cannot_be_written()
    {
        Assert.Equal(2, await RunAsync("replay", Folder, "--facts", "-", "--rejected", Path.Combine(Folder, "no", "such.txt")));
        Assert.StartsWith("no/such.txt: error RBK0010: ", Error);
    }

    [Theory]
    [InlineData("""{ "strat": "2019-09-01 UTC" }""", "(1,3): error RBK0003: There is no member 'strat'; the members are zone, runbooks, facts, start and until.")]
    [InlineData("""{ "facts": "x" }""", "(1,12): error RBK0003: 'facts' must be a list of paths.")]
    [InlineData("""{ "facts": ["x\u0000"] }""", "(1,13): error RBK0003: 'facts' must be a list of paths.")]
    [InlineData("""{ "facts": ["x", 1] }""", "(1,18): error RBK0003: 'facts' must be a list of paths.")]
    [InlineData("""{ "zone": {"a": 1} }""", "(1,11): error RBK0003: 'zone' must be text.")]
    [InlineData("""{ "zone": "UTC", "zone": "UTC" }""", "(1,18): error RBK0003: 'zone' is there twice; write it once.")]
    [InlineData("""[]""", "(1,1): error RBK0003: The file must be a JSON object.")]
    [InlineData("""{ "zone": utc }""", "(1,11): error RBK0002: This is not JSON from here on: utc }")]
    [InlineData("""{ "facts": ["-"], "zone": "Oslo" }""", "(1,27): error RBK0008: 'Oslo' is not a zone; write an IANA name such as Europe/Oslo, or UTC.")]
    [InlineData("""{ "facts": ["-"], "until": "soon" }""", "(1,28): error RBK0007: 'soon' is not a date; write '2019-09-19 Europe/Oslo' or '2019-09-18 11:24 Europe/Oslo'.")]
    public async Task A_folders_file_with_a_mistake(string json, string problem)
    {
        Write("replay.json", json);

        Assert.Equal(2, await RunAsync("replay", Folder));

        Assert.Equal("replay.json" + problem, Error.Split('\n')[0]);
    }

    [Fact]
    public async Task Runbooks_with_problems_are_refused_with_all_of_them()
    {
        var runbooks = new OneRunbook
        {
            Problems = [new("RBK1001", Severity.Error, "One.", new SourceLocation("a.csx", 1, 2)), new(
                "RBK1002", Severity.Error, "Two.", new SourceLocation("b.csx", 3, 4))],
        };

        Assert.Equal(2, await RunAsync(Console("") with { Runbooks = runbooks }, "replay", Folder, "--facts", "-"));

        Assert.Equal("a.csx(1,2): error RBK1001: One.\nb.csx(3,4): error RBK1002: Two.\n", Error);
    }

    [Fact]
    public async Task An_option_value_that_is_unknown()
    {
        Assert.Equal(2, await RunAsync("replay", Folder, "--format", "xml"));

        Assert.Contains("'xml'", Error);
        Assert.Contains("'runbook replay --help' says what can be given.", Error);
    }

    [Theory]
    [InlineData]
    [InlineData("replay")]
    [InlineData("reply", "x")]
    [InlineData("replay", "x", "--nope")]
    public async Task A_command_line_that_is_none(params string[] arguments)
    {
        Assert.Equal(2, await RunAsync(arguments));

        Assert.StartsWith("error: ", Error);
        Assert.Empty(Output);
    }

    [Fact]
    public async Task A_mistake_of_the_program_itself_is_no_finding()
    {
        Session.Answer = _ => throw new InvalidOperationException("unexpected");

        Assert.Equal(2, await RunAsync(Console(Load("05T10:00:00")), "replay", Folder, "--facts", "-"));

        Assert.StartsWith("error RBK5000: Something went wrong in this program: System.InvalidOperationException: unexpected", Error);
    }

    [Fact]
    public async Task Help_teaches()
    {
        Assert.Equal(0, await RunAsync("replay", "--help"));

        Assert.Contains("Examples:", Output);
        Assert.Contains("--facts - --live", Output);
    }

    private async Task Refuses(string message, params string[] arguments)
    {
        Assert.Equal(2, await RunAsync(arguments));
        Assert.Equal(
            message + "\n", message.Contains(Folder, StringComparison.Ordinal) ? Error.Replace("\r", "", StringComparison.Ordinal) : Error);
        Assert.Empty(Output);
    }
}
