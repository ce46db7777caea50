using RunbookSdk.Tests.Conventions;

namespace RunbookSdk.Cli.Tests.ReplayPages;

/// <summary>The page of September 2019, made once by the real command, and a browser.</summary>
public sealed class SeptemberPage : IAsyncLifetime, IDisposable
{
    private readonly ReplayFolder folder = new();

    public Chromium Chromium { get; } = new();

    /// <summary>What the replay printed: its decisions, one a line, with one blank between the columns.</summary>
    public IReadOnlyList<string> Decisions { get; private set; } = [];

    internal string Page => folder.Page;

    public async Task InitializeAsync()
    {
        await Chromium.InitializeAsync();
        if (!File.Exists(Chromium.Executable)) return;
        await folder.RunAsync(["replay", Repository.PathOf("examples", "superoffice-2019"), "--no-cache", "--report", folder.Page]);
        Decisions = [.. folder.Output[..folder.Output.IndexOf("\n\n", StringComparison.Ordinal)].Split('\n').Select(Flat)];
    }

    public Task DisposeAsync() => Chromium.DisposeAsync();

    public void Dispose() => folder.Dispose();

    public static string Flat(string line) => string.Join(' ', line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
