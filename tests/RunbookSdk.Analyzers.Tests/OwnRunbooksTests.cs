using RunbookSdk.Scripting;
using RunbookSdk.Tests.Conventions;

namespace RunbookSdk.Analyzers.Tests;

/// <summary>The runbooks that people copy have nothing that the analyzers find.</summary>
public sealed class OwnRunbooksTests
{
    private static readonly string[] Folders = ["runbooks", "examples"];

    public static TheoryData<string> Runbooks() => [.. Folders
        .SelectMany(f => Directory.EnumerateFiles(Repository.PathOf(f), "*.csx", SearchOption.AllDirectories))
        .Select(f => Repository.Relative(f))
        .Where(f => !f.Contains("/bin/", StringComparison.Ordinal) && !f.Contains("/obj/", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Runbooks))]
    public void A_runbook_of_the_repository_has_no_findings(string file)
    {
        // The folder is what it may load from.
        var found = ScriptCheck.Run([Repository.PathOf(file)], new() { CacheFolder = null });

        Assert.Empty(found.Diagnostics);
    }
}
