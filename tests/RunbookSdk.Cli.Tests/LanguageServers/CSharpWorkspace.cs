using System.Diagnostics;
using System.Text.Json;
using RunbookSdk.Tests.Conventions;

namespace RunbookSdk.Cli.Tests.LanguageServers;

/// <summary>What <c>runbook new queue-depth --editor project</c> writes, with the package as it is built here on a feed, opened by csharp-ls.</summary>
public sealed class CSharpWorkspace : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("runbook-editor").FullName;

    internal LanguageServer Server { get; private set; } = null!;

    internal string Runbook => Path.Combine(folder, "queue-depth.cs");

    /// <summary>As it was written.</summary>
    internal string Written { get; private set; } = "";

    public async Task InitializeAsync()
    {
        if (Servers.CSharp is null) return;
        var console = new CommandConsole(Stream.Null, TextWriter.Null, TextWriter.Null);
        Assert.Equal(0, await RunbookCommand.RunAsync(["new", "queue-depth", "--editor", "project", "--folder", folder], console));
        Written = await File.ReadAllTextAsync(Runbook);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "nuget.config"), $"<configuration><packageSources><add key=\"built\" value=\"{Feed}\" /></packageSources></configuration>");
        Dotnet("pack", Repository.PathOf("src", "RunbookSdk"), "--no-build", "-c", Configuration, "-o", Feed);
        Dotnet("restore", Path.Combine(folder, ".editor", "queue-depth.csproj"));
        var settings = JsonSerializer.SerializeToElement(new { csharp = new { analyzersEnabled = true } });
        Server = await LanguageServer.StartAsync([Servers.CSharp], folder, settings, Packages);
        await Server.ShowAsync(Runbook, "csharp", Written);
    }

    public async Task DisposeAsync()
    {
        if (Server is not null) await Server.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private string Feed => Path.Combine(folder, "feed");

    /// <summary>Not where the machine keeps packages: an older one of the same version may lie there.</summary>
    private (string Name, string Value) Packages => ("NUGET_PACKAGES", Path.Combine(folder, "packages"));

    /// <summary>Tests use what was built as they were.</summary>
    private static string Configuration { get; } = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    private void Dotnet(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [.. arguments, "--nologo"]) { WorkingDirectory = folder, RedirectStandardOutput = true };
        start.Environment[Packages.Name] = Packages.Value;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, output);
    }
}
