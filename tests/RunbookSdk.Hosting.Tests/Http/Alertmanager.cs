using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace RunbookSdk.Hosting.Tests.Http;

/// <summary>A test that needs an Alertmanager; without one it is skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class AlertmanagerFactAttribute : FactAttribute
{
    public AlertmanagerFactAttribute()
    {
        if (!File.Exists(Alertmanager.Executable)) Skip = $"needs an Alertmanager: let {Alertmanager.ExecutableVariable} name one, or install Debian's prometheus-alertmanager";
    }
}

/// <summary>An Alertmanager of its own for the tests of a class, on this machine.</summary>
public sealed class Alertmanager : IAsyncLifetime, IDisposable
{
    public const string ExecutableVariable = "RUNBOOK_ALERTMANAGER";

    private readonly string folder = Directory.CreateTempSubdirectory("alertmanager-").FullName;
    private readonly HttpClient client = new();
    private Process? process;

    public static string Executable => Environment.GetEnvironmentVariable(ExecutableVariable) is { Length: > 0 } named ? named : "/usr/bin/prometheus-alertmanager";

    public Uri Url { get; private set; } = new("http://127.0.0.1:1/");

    public async Task InitializeAsync()
    {
        if (!File.Exists(Executable)) return;
        var configuration = Path.Combine(folder, "alertmanager.yml");
        await File.WriteAllTextAsync(configuration, "route: {receiver: nobody}\nreceivers: [{name: nobody}]\n");
        Url = new($"http://127.0.0.1:{FreePort()}/");
        process = Process.Start(new ProcessStartInfo(Executable)
        {
            ArgumentList =
            {
                $"--config.file={configuration}", $"--storage.path={folder}", $"--web.listen-address={Url.Authority}", "--cluster.listen-address=", "--log.level=error",
            },
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        for (var attempt = 0; !await IsReadyAsync(); attempt++)
        {
            Assert.True(attempt < 300 && !process.HasExited, "Alertmanager does not start.");
            await Task.Delay(100);
        }
    }

    /// <summary>What it has of something, such as <c>alerts</c>.</summary>
    public async Task<JsonArray> ListAsync(string what) => JsonNode.Parse(await client.GetStringAsync(new Uri(Url, $"api/v2/{what}")))!.AsArray();

    public async Task PostAsync(string what, string json)
    {
        using var content = new StringContent(json, null, "application/json");
        using var response = await client.PostAsync(new Uri(Url, $"api/v2/{what}"), content);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }

    public async Task DisposeAsync()
    {
        if (process is not null)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        Directory.Delete(folder, recursive: true);
    }

    public void Dispose()
    {
        client.Dispose();
        process?.Dispose();
    }

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            using var response = await client.GetAsync(new Uri(Url, "-/ready"));
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
