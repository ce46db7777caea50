namespace RunbookSdk.Cli.Tests;

/// <summary>A state of one hour, with facts of a record that only its runbook knows.</summary>
public abstract class QueryTest : OperatorTest
{
    private const string Script = """
        record Disk([Key] string Host, double Free, string Note = "");

        Rule("suspend-webtools",
            from load in Facts<ClusterLoad>() where load.Percent > 80
            join tools in Facts<Component>() on load.Cluster equals tools.Cluster
            select Suspend(tools, because: $"{load.Cluster} is high"))
          .Mode(Act).Lease(Hours(2));
        Rule("open-incident",
            from load in Facts<ClusterLoad>() where load.Percent > 80
            select OpenIncident("load", "Load is high", Impact.Major, because: "high"))
          .Mode(Act);
        Rule("fail-over",
            from load in Facts<ClusterLoad>() where load.Percent > 95
            select FailOver(new Service("crm", "dc1"), new Site("dc2", true, 0), because: "very high"))
          .RequireApproval().Mode(Act);
        Rule("page-on-disk",
            from disk in Facts<Disk>() where disk.Free < 5
            select Page("ops", because: $"{disk.Host} is full"))
          .Mode(Act).Cooldown(Minutes(30));
        """;

    private static readonly SemaphoreSlim Filling = new(1);

    /// <summary>The state, made once for all tests.</summary>
    private static byte[]? filled;

    protected async Task FillAsync()
    {
        Write(Script);
        await Filling.WaitAsync();
        try
        {
            if (filled is null) await RunAllAsync();
            filled ??= await File.ReadAllBytesAsync(State);
        }
        finally
        {
            Filling.Release();
        }

        await File.WriteAllBytesAsync(State, filled);
    }

    private async Task RunAllAsync()
    {
        await KeepAsync(0, Component(0, "WebTools"), Load(0, 50));
        await KeepAsync(10, Load(10, 97));
        await KeepAsync(20, Disk(20, "web1", 4), Disk(20, "web2", 40, "spare"));
        await KeepAsync(60, Load(60, 70));
        _ = Output;
        _ = Error;
    }

    protected Task<int> QueryAsync(string query, params string[] options) => SayAsync(90, ["query", query, "--no-cache", .. options]);

    protected string Disk(double minute, string host, double free, string note = "") =>
        Fact("Disk", minute, FormattableString.Invariant($$"""{"host":"{{host}}","free":{{free}},"note":"{{note}}"}"""));

    private async Task KeepAsync(double minute, params string[] facts)
    {
        var code = await EvalAsync(minute, ["--since-last"], facts);
        Assert.True(code == 0, Error);
    }
}
