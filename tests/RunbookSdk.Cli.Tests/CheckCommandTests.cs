using System.Text.Json;
using RunbookSdk.Tests.Conventions;

namespace RunbookSdk.Cli.Tests;

/// <summary><c>runbook check</c>, with scripts.</summary>
public sealed class CheckCommandTests : CheckTest
{
    /// <summary>Each folder is a set of its own: some of them have rules of one id.</summary>
    public static TheoryData<string> FoldersOfRunbooks => [.. Runbooks().Select(f => f[..f.LastIndexOf('/')]).Distinct()];

    [Fact]
    public async Task Findings_are_told_as_compilers_do_and_counted()
    {
        Write("a.csx", Good("a"), "int x = \"\";");

        Assert.Equal(1, await CheckAsync("a.csx"));

        Assert.Equal("a.csx(2,9): error CS0029: Cannot implicitly convert type 'string' to 'int'\n", Output);
        Assert.Equal("1 error, 0 warnings\n", Error);
    }

    [Fact]
    public async Task What_cannot_be_parsed_hides_nothing_else_of_any_file()
    {
        Write("a.csx", "var x = ;", "int y = \"\";");
        Write("b.csx", Good("Other"));
        Write("c/b.csx", "Rule(\"other\", from s in Facts<Site>() select s);");
        Write("c/c.csx", "int z = \"\";");

        Assert.Equal(1, await CheckAsync("."));

        Assert.Equal(
            ["a.csx(1,9) CS1525", "a.csx(2,9) CS0029", "b.csx(1,6) RBK1001", "c/b.csx(1) RBK1009", "c/c.csx(1,9) CS0029"],
            Lines.Select(l => $"{l[..l.IndexOf(": ", StringComparison.Ordinal)]} {l.Split(": ")[1].Split(' ')[1]}"));
    }

    [Fact]
    public async Task Rules_of_several_files_and_folders_are_checked_together()
    {
        Write("one/a.csx", Good("same"));
        Write("two.csx", Good("same"));

        Assert.Equal(0, await CheckAsync("one"));
        Assert.Equal(1, await CheckAsync("one", "two.csx"));

        Assert.Contains("'same'", Assert.Single(Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_files_are_told_in_the_order_of_their_names_whatever_is_compiled_first()
    {
        for (var i = 0; i < 30; i++) Write($"{i:00}.csx", [.. Enumerable.Repeat($"int x{i} = \"\";", 1 + ((30 - i) % 7 * 20))]);

        await CheckAsync(".");
        var first = Output;
        await CheckAsync(".");

        Assert.Equal(first, Output);
        Assert.Equal(Enumerable.Range(0, 30).Select(i => $"{i:00}.csx"), Lines.Select(l => l.Split('(')[0]).Distinct());
    }

    [Fact]
    public async Task Warnings_fail_only_when_the_check_is_strict()
    {
        Write("empty.csx", "// nothing yet");

        Assert.Equal(0, await CheckAsync("empty.csx"));
        Assert.Equal("0 rules, 0 lifecycles: 0 errors, 1 warning\n", Error);

        Assert.Equal(1, await CheckAsync("empty.csx", "--strict"));
        Assert.StartsWith("empty.csx(1,1): warning RBK1302: ", Output, StringComparison.Ordinal);
        Assert.Equal("0 rules, 0 lifecycles: 0 errors, 1 warning (which fail: --strict)\n", Error);
    }

    [Fact]
    public async Task Strict_check_of_what_is_right_is_fine()
    {
        Write("a.csx", Good("a"));

        Assert.Equal(0, await CheckAsync("a.csx", "--strict"));
        Assert.Equal("1 rule, 0 lifecycles: 0 errors, 0 warnings\n", Error);
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("nowhere.csx")]
    public async Task Path_that_is_not_there_could_not_be_checked_and_the_others_are(string path)
    {
        Write("a.csx", "int x = \"\";");

        Assert.Equal(2, await CheckAsync("a.csx", path));

        Assert.Contains(Lines, l => l.StartsWith($"{path}: error RBK0201: ", StringComparison.Ordinal));
        Assert.Contains(Lines, l => l.StartsWith("a.csx(1,9): error CS0029: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Message_of_several_lines_is_one_line_as_text_and_one_object_as_JSON()
    {
        Write("a.csx", """throw new System.Exception("one\ntwo");""");

        await CheckAsync("a.csx");
        Assert.EndsWith(": Exception: one two", Assert.Single(Lines), StringComparison.Ordinal);

        await CheckAsync("a.csx", "--format", "json");
        var found = JsonDocument.Parse(Assert.Single(Lines)).RootElement;
        Assert.Equal(("RBK1304", "error", "a.csx", 1), (
            found.GetProperty("code").GetString(), found.GetProperty("severity").GetString(),
            found.GetProperty("file").GetString(), found.GetProperty("line").GetInt32()));
        Assert.Contains("one\ntwo", found.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Workflow_commands_escape_what_would_end_them()
    {
        Write("50%,a:b.csx", """throw new System.Exception("100% of a:b,c\r\n::error::forged");""");

        Assert.Equal(1, await CheckAsync("50%,a:b.csx", "--format", "github"));

        var line = Assert.Single(Lines);
        Assert.StartsWith("::error file=50%25%2Ca%3Ab.csx,line=1,col=1,title=RBK1304::", line, StringComparison.Ordinal);
        Assert.EndsWith("100%25 of a:b,c%0D%0A::error::forged", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Workflow_commands_name_files_from_the_folder_of_the_run()
    {
        Write("empty.csx", "// nothing yet");

        await CheckAsync(Path.Combine(Folder, "empty.csx"), "nowhere", "--format", "github");

        Assert.StartsWith("::warning file=empty.csx,line=1,col=1,title=RBK1302::", Lines[0], StringComparison.Ordinal);
        Assert.StartsWith("::error file=nowhere,title=RBK0201::", Lines[1], StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(FoldersOfRunbooks))]
    public async Task Runbooks_worth_copying_have_no_problem(string folder)
    {
        Assert.Equal(0, await CheckAsync([.. Runbooks().Where(f => f.StartsWith(folder + '/', StringComparison.Ordinal)).Select(f => Repository.PathOf(f)), "--strict"]));
        Assert.Equal("", Output);
    }

    /// <summary>Those of the repository, without the copies that a build makes.</summary>
    private static IEnumerable<string> Runbooks() => ((string[])["runbooks", "examples"])
        .SelectMany(f => Directory.EnumerateFiles(Repository.PathOf(f), "*.csx", SearchOption.AllDirectories))
        .Select(Repository.Relative)
        .Where(f => !f.Contains("/bin/", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);
}
