namespace RunbookSdk.Cli.Tests;

public sealed class NewCommandTests : CommandTest
{
    [Fact]
    public async Task New_runbook_passes_check_and_test_as_it_is()
    {
        var folder = Path.Combine(Folder, "new", "runbooks");

        Assert.Equal(0, await NewAsync("queue-depth", folder));
        Assert.Equal(["queue-depth.csx", "queue-depth.scenario.yaml"], Directory.EnumerateFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(0, await RunAsync(Real(), "check", folder));
        Assert.Contains("1 rule, 0 lifecycles: 0 errors, 0 warnings", Error, StringComparison.Ordinal);
        Assert.Equal(0, await RunAsync(Real(), "test", folder, "--threshold", "100"));
        Assert.Contains("2 passed, 0 failed", Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scenario_of_a_new_runbook_notices_when_its_numbers_change()
    {
        await NewAsync("queue-depth", Folder);
        var path = Path.Combine(Folder, "queue-depth.csx");
        File.WriteAllText(path, File.ReadAllText(path).Replace("High = 90", "High = 91", StringComparison.Ordinal));

        Assert.Equal(1, await RunAsync(Real(), "test", path));
    }

    [Fact]
    public async Task What_is_there_is_never_written_over()
    {
        Write("queue-depth.scenario.yaml", "mine");

        Assert.Equal(2, await NewAsync("queue-depth", Folder));
        Assert.Contains("error RBK0026: There is a '", Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(Folder, "queue-depth.csx")));
        Assert.Equal("mine\n", File.ReadAllText(Path.Combine(Folder, "queue-depth.scenario.yaml")));
    }

    [Theory]
    [InlineData("Queue depth")]
    [InlineData("../queue")]
    [InlineData("")]
    public async Task Name_that_is_none_is_refused(string name)
    {
        Assert.Equal(2, await NewAsync(name, Folder));
        Assert.Contains($"error RBK0025: '{name}' is no name for a runbook", Error, StringComparison.Ordinal);
    }

    private Task<int> NewAsync(string name, string folder) => RunAsync(Real(), "new", name, "--folder", folder);

    private CommandConsole Real() => Console("") with { Runbooks = new ScriptRunbookSource() };
}
