using System.Text.Json;

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
    public async Task Runbook_for_an_editor_passes_check_and_test_and_brings_what_the_editor_needs()
    {
        Directory.CreateDirectory(Path.Combine(Folder, ".git"));
        var folder = Path.Combine(Folder, "ops", "runbooks");

        Assert.Equal(0, await NewAsync("queue-depth", folder, "--editor", "vscode"));
        Assert.Equal(["queue-depth.cs", "queue-depth.scenario.yaml"], Directory.EnumerateFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.StartsWith("#!/usr/bin/env dotnet\n#:package RunbookSdk@", File.ReadAllText(Path.Combine(folder, "queue-depth.cs")), StringComparison.Ordinal);
        Assert.Equal(0, await RunAsync(Real(), "check", folder));
        Assert.Contains("1 rule, 0 lifecycles: 0 errors, 0 warnings", Error, StringComparison.Ordinal);
        Assert.Equal(0, await RunAsync(Real(), "test", folder, "--threshold", "100"));
        Assert.Equal(
            ["extensions.json", "scenario.schema.json", "settings.json"],
            Directory.EnumerateFiles(Path.Combine(Folder, ".vscode")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        var settings = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, ".vscode", "settings.json")), new() { CommentHandling = JsonCommentHandling.Skip });
        Assert.Equal("*.scenario.yaml", settings.RootElement.GetProperty("yaml.schemas").GetProperty("./.vscode/scenario.schema.json").GetString());
    }

    [Fact]
    public async Task Runbook_with_a_project_for_editors_is_checked_as_if_the_project_were_not_there()
    {
        var folder = Path.Combine(Folder, "ops");

        Assert.Equal(0, await NewAsync("queue-depth", folder, "--editor", "project"));
        Assert.Equal(0, await NewAsync("disk-full", folder, "--editor", "project"));
        Assert.Equal(
            [".gitignore", "Directory.Build.props", "disk-full.csproj", "queue-depth.csproj", "scenario.schema.json"],
            Directory.EnumerateFiles(Path.Combine(folder, ".editor")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Contains($"dotnet restore {Path.Combine(folder, ".editor", "disk-full.csproj")}", Output, StringComparison.Ordinal);
        Assert.DoesNotContain("is there already", Output, StringComparison.Ordinal);
        Assert.Equal(0, await RunAsync(Real(), "check", folder));
        Assert.Equal(0, await RunAsync(Real(), "test", folder));
        Assert.Contains("2 rules, 0 lifecycles: 0 errors, 0 warnings", Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_of_an_editor_that_are_there_are_left_and_what_would_be_of_use_is_told()
    {
        Write(".vscode/settings.json", "{ \"mine\": 1 }");

        Assert.Equal(0, await NewAsync("queue-depth", Folder, "--editor", "vscode"));
        Assert.Equal(0, await NewAsync("other", Folder, "--editor", "vscode"));

        Assert.Equal("{ \"mine\": 1 }\n", File.ReadAllText(Path.Combine(Folder, ".vscode", "settings.json")));
        Assert.Contains("settings.json is there already and was left as it is; of use in it is:", Output, StringComparison.Ordinal);
        Assert.Contains("\"yaml.schemas\"", Output, StringComparison.Ordinal);
        Assert.DoesNotContain("extensions.json is there already", Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_there_is_never_written_over()
    {
        Write("queue-depth.scenario.yaml", "mine");

        Assert.Equal(2, await NewAsync("queue-depth", Folder));
        Assert.Contains("error RBK0030: There is a '", Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(Folder, "queue-depth.csx")));
        Assert.Equal("mine\n", File.ReadAllText(Path.Combine(Folder, "queue-depth.scenario.yaml")));
    }

    [Theory]
    [InlineData("Queue depth", "queue-depth")]
    [InlineData("DiskFull", "disk-full")]
    [InlineData("disk.full", "disk-full")]
    [InlineData("../disk", "disk")]
    [InlineData("", "queue-depth")]
    public async Task Name_that_is_none_is_refused_with_one_that_is(string name, string suggested)
    {
        Assert.Equal(2, await NewAsync(name, Folder));
        Assert.Contains($"error RBK0029: '{name}' is no name for a runbook; write lower-case words with hyphens, such as {suggested}.", Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_to_be_tried_can_be_typed_as_it_stands()
    {
        Assert.Equal(0, await NewAsync("disk-full", Path.Combine(Folder, "our runbooks")));
        Assert.EndsWith($"Try it: runbook test '{Path.Combine(Folder, "our runbooks", "disk-full.csx")}'\n", Output, StringComparison.Ordinal);
    }

    private Task<int> NewAsync(string name, string folder, params string[] options) => RunAsync(Real(), ["new", name, "--folder", folder, .. options]);

    private CommandConsole Real() => Console("") with { Runbooks = new ScriptRunbookSource() };
}
