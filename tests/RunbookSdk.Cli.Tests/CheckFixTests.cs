using System.Text;
using RunbookSdk.Cli.Check;
using RunbookSdk.Scripting.Fixing;

namespace RunbookSdk.Cli.Tests;

/// <summary><c>runbook check --fix</c>, and what authors silence by <c>.editorconfig</c> and <c>#pragma</c>, end to end.</summary>
public sealed class CheckFixTests : CheckTest
{
    [Fact]
    public async Task What_can_be_mended_is_mended_and_told_and_the_rest_is_checked()
    {
        var path = Write("a.csx", Good("Page_Ops"), "// nothing");
        Write("b.csx", "int x = \"\";");

        Assert.Equal(1, await CheckAsync(".", "--fix"));

        Assert.Equal($"{Good("page-ops")}\n// nothing\n", File.ReadAllText(path));
        Assert.Equal("b.csx(1,9): error CS0029: Cannot implicitly convert type 'string' to 'int'\n", Output);
        Assert.StartsWith($"{path}(1,6): mended RBK1001: Write 'page-ops'\n", Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mending_twice_is_mending_once()
    {
        var path = Write("a.csx", Good("Page_Ops"));
        Assert.Equal(0, await CheckAsync("a.csx", "--fix"));
        var (bytes, written) = (File.ReadAllBytes(path), File.GetLastWriteTimeUtc(path));

        Assert.Equal(0, await CheckAsync("a.csx", "--fix"));

        Assert.Equal(bytes, File.ReadAllBytes(path));
        Assert.Equal(written, File.GetLastWriteTimeUtc(path));
        Assert.Equal("1 rule, 0 lifecycles: 0 errors, 0 warnings\n", Error);
    }

    [Theory]
    [InlineData(true, "\r\n")]
    [InlineData(true, "\n")]
    [InlineData(false, "\r\n")]
    [InlineData(false, "\r")]
    public async Task Byte_order_mark_line_ends_and_the_end_of_the_file_stay_as_they_are(bool hasMark, string lineEnd)
    {
        var path = Path.Combine(Folder, "a.csx");
        byte[] Bytes(string rule) =>
            [.. hasMark ? Encoding.UTF8.Preamble : [], .. Encoding.UTF8.GetBytes($"// Größe 😀{lineEnd}{lineEnd}{Good(rule)}{lineEnd}\t// end")];
        File.WriteAllBytes(path, Bytes("Page_Ops"));

        Assert.Equal(0, await CheckAsync("a.csx", "--fix"));

        Assert.Equal(Bytes("page-ops"), File.ReadAllBytes(path));
    }

    [Fact]
    public async Task File_that_is_not_UTF8_is_left_alone()
    {
        var path = Path.Combine(Folder, "a.csx");
        File.WriteAllBytes(path, [.. Encoding.Latin1.GetBytes("// Größe\n" + Good("Page_Ops"))]);
        var before = File.ReadAllBytes(path);

        Assert.Equal(1, await CheckAsync("a.csx", "--fix"));

        Assert.Equal(before, File.ReadAllBytes(path));
        Assert.Contains("RBK1001", Output, StringComparison.Ordinal);
    }

    [Fact]
    public void File_that_changed_meanwhile_is_left_alone_and_told()
    {
        var path = Write("a.csx", "what somebody saved meanwhile");

        var problem = Assert.Single(FixRun.Mend([Script(path, before: "what was read", after: "what was mended")], TextWriter.Null));

        Assert.Equal("RBK0031", problem.Code);
        Assert.Equal("what somebody saved meanwhile\n", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(Folder));
    }

    [Fact]
    public void File_that_cannot_be_written_is_told_and_the_others_are_mended()
    {
        var path = Write("a.csx", "before");

        var problem = Assert.Single(FixRun.Mend(
            [Script(Path.Combine(Folder, "gone.csx"), "before\n", "after"), Script(path, "before\n", "after")], TextWriter.Null));

        Assert.Equal(("RBK0032", Path.Combine(Folder, "gone.csx")), (problem.Code, problem.Location.File));
        Assert.Equal("after", File.ReadAllText(path));
    }

    [Fact]
    public void Link_and_rights_stay()
    {
        if (OperatingSystem.IsWindows()) return; // There it takes a right of its own to make a link.
        var path = Write("real/a.csx", "before");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.UserExecute);
        var mode = File.GetUnixFileMode(path);
        var link = Path.Combine(Folder, "a.csx");
        File.CreateSymbolicLink(link, path);

        Assert.Empty(FixRun.Mend([Script(link, "before\n", "after")], TextWriter.Null));

        Assert.Equal("after", File.ReadAllText(path));
        Assert.Equal(path, new FileInfo(link).LinkTarget);
        Assert.Equal(mode, File.GetUnixFileMode(path));
    }

    [Theory]
    [InlineData("[*.csx]", "none", 0, "")]
    [InlineData("[*.csx]", "warning", 1, "a.csx(1,6): warning RBK1001: ")]
    [InlineData("[*.csx]", "suggestion", 1, "a.csx(1,6): info RBK1001: ")]
    [InlineData("[*.cs]", "none", 1, "a.csx(1,6): error RBK1001: ")]
    public async Task Severity_is_what_an_editorconfig_says(string section, string severity, int errors, string expected)
    {
        Write(".editorconfig", section, $"dotnet_diagnostic.RBK1001.severity = {severity}");
        Write("a.csx", Good("Page_Ops"));

        // The reader of rules insists on what the analyzer was told to let pass.
        Assert.Equal(1, await CheckAsync("a.csx", "--strict"));

        Assert.Equal(expected.Length > 0, Output.Contains("a.csx(1,6)", StringComparison.Ordinal));
        Assert.Contains(expected, Output, StringComparison.Ordinal);
        Assert.InRange(Lines.Count, errors, 2);
    }

    [Fact]
    public async Task What_a_pragma_silences_is_neither_told_nor_mended()
    {
        string[] lines = ["#pragma warning disable CS8602 // known", "string? Text() => null;", "int Length() => Text().Length;", Good("fine")];
        var path = Write("a.csx", lines);

        Assert.Equal(0, await CheckAsync("a.csx", "--strict", "--fix"));
        Assert.Equal("", Output);
        Assert.Equal(lines, File.ReadAllLines(path));

        Write("a.csx", lines[1..]);
        Assert.Equal(1, await CheckAsync("a.csx", "--strict"));
        Assert.StartsWith("a.csx(2,17): warning CS8602: ", Output, StringComparison.Ordinal);
    }

    private static FixedScript Script(string path, string before, string after) =>
        new(path, path, Encoding.UTF8.GetBytes(before), Encoding.UTF8.GetBytes(after), []);
}
