namespace RunbookSdk.Scripting.Tests;

/// <summary>What a host gives its scripts: words, a fact, an action.</summary>
public class HostRunbook : Runbook
{
    public static TimeSpan Fortnight => TimeSpan.FromDays(14);

    public static Actions.Page Call(string name) => Page(name, because: "called");

    public int Shift { get; } = 3;

    protected override void Define()
    {
    }
}

/// <summary>Cannot be made.</summary>
public abstract class AbstractRunbook : Runbook;

public sealed record HostFact(string Name);

public sealed class HostWordsTests : IDisposable
{
    private readonly ScriptFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Words_and_facts_of_the_host_are_known()
    {
        folder.Write("a.csx", "Rule(\"r\" + Shift, from f in Facts<HostFact>() select Call(f.Name)).Cooldown(Fortnight);");

        var declared = folder.Declare(new ScriptLoaderOptions
        {
            CacheFolder = null,
            RunbookType = typeof(HostRunbook),
            Imports = ["RunbookSdk.Scripting.Tests"],
            References = [typeof(HostFact).Assembly],
        });

        Assert.Empty(declared.Problems);
        var rule = Assert.Single(declared.Book.Declarations);
        Assert.Equal("r3", rule.Id);
        Assert.Equal(TimeSpan.FromDays(14), rule.Settings.Cooldown);
    }

    [Theory]
    [InlineData(typeof(AbstractRunbook))]
    [InlineData(typeof(string))]
    [InlineData(typeof(Hidden))]
    public void A_class_that_scripts_cannot_use_is_refused(Type type)
    {
        var refusal = Assert.Throws<ArgumentException>(() => ScriptLoader.Load([folder.Path], new() { RunbookType = type }));

        Assert.Contains(type.Name, refusal.Message, StringComparison.Ordinal);
    }

    private sealed class Hidden : HostRunbook;
}
