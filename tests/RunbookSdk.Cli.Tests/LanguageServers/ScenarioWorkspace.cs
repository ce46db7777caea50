using System.Text.Json;

namespace RunbookSdk.Cli.Tests.LanguageServers;

/// <summary>What <c>runbook new queue-depth --editor vscode</c> writes, opened by the YAML server with the settings that are written there.</summary>
public sealed class ScenarioWorkspace : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("runbook-editor").FullName;
    private int count;

    internal LanguageServer Server { get; private set; } = null!;

    /// <summary>The scenario as it was written.</summary>
    internal string Written { get; private set; } = "";

    public async Task InitializeAsync()
    {
        if (Servers.Yaml is null) return;
        var console = new CommandConsole(Stream.Null, TextWriter.Null, TextWriter.Null);
        Assert.Equal(0, await RunbookCommand.RunAsync(["new", "queue-depth", "--editor", "vscode", "--folder", folder], console));
        Written = await File.ReadAllTextAsync(Path.Combine(folder, "queue-depth.scenario.yaml"));
        Assert.Equal(0, await RunbookCommand.RunAsync(["new", "disk-full", "--editor", "project", "--folder", folder], console));
        WrittenWithSchema = await File.ReadAllTextAsync(Path.Combine(folder, "disk-full.scenario.yaml"));
        using var written = JsonDocument.Parse(
            await File.ReadAllTextAsync(Path.Combine(folder, ".vscode", "settings.json")), new() { CommentHandling = JsonCommentHandling.Skip });
        var settings = JsonSerializer.SerializeToElement(new
        {
            yaml = new { validate = true, hover = true, completion = true, schemas = written.RootElement.GetProperty("yaml.schemas") },
        });
        Server = await LanguageServer.StartAsync([Servers.Yaml, "--stdio"], folder, settings);
        // It reads its settings after it has begun to answer: from here on it knows the schema.
        await DiagnosticsAsync("nothing: 1\n");
    }

    public async Task DisposeAsync()
    {
        if (Server is not null) await Server.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>What <c>--editor project</c> writes beside it: it names its schema.</summary>
    internal string WrittenWithSchema { get; private set; } = "";

    /// <summary>A text of its own for each question, so that no answer is about an earlier one.</summary>
    internal async Task<string> ShowAsync(string text, string ending = ".scenario.yaml")
    {
        var path = Path.Combine(folder, Interlocked.Increment(ref count) + ending);
        await Server.ShowAsync(path, "yaml", text);
        return path;
    }

    /// <summary>What is told of a text that has mistakes.</summary>
    internal async Task<JsonElement> DiagnosticsAsync(string text, string ending = ".scenario.yaml")
    {
        var path = await ShowAsync(text, ending);
        while (true)
        {
            var told = await Server.NextDiagnosticsAsync(path);
            if (told.GetArrayLength() > 0) return told;
        }
    }
}
