using System.Text.RegularExpressions;
using RunbookSdk.Clients;
using RunbookSdk.Components;
using RunbookSdk.Incidents;
using RunbookSdk.Lifecycles;

namespace RunbookSdk.Tests.Lifecycles;

/// <summary>docs/lifecycles.md shows each built-in lifecycle as it is, and has one line about every transition.</summary>
public sealed partial class LifecycleDocumentTests
{
    [Fact]
    public void Incident() => AssertDocumented("## Incident", IncidentLifecycle.Definition);

    [Fact]
    public void Component() => AssertDocumented("## Component", ComponentLifecycle.Definition);

    [Fact]
    public void Client_policy() => AssertDocumented("## Client policy", ClientPolicyLifecycle.Definition);

    [Fact]
    public void Scheduled_maintenance() => AssertDocumented("## Scheduled maintenance", MaintenanceLifecycle.Definition);

    private static void AssertDocumented<T>(string heading, Lifecycle<T, T> definition)
        where T : struct, Enum
    {
        var section = Section(heading);
        Assert.Contains($"```mermaid\n{definition.ToMermaid()}```\n", section, StringComparison.Ordinal);

        var expected = definition.Transitions.Where(t => t.Kind != TransitionKind.Refuse)
            .Select(t => $"{Spelling.Of(t.From)} {Spelling.Of(t.To)}");
        var rows = Row().Matches(section);
        Assert.Equal(expected, rows.Select(r => $"{r.Groups["from"].Value} {r.Groups["to"].Value}"));
        Assert.All(rows, r => Assert.True(r.Groups["meaning"].Value.Trim().Length > 10, $"says too little: {r.Value}"));
    }

    private static string Section(string heading)
    {
        var text = File.ReadAllText(Path.Combine(RepositoryRoot(), "docs", "lifecycles.md"));
        var begin = text.IndexOf(heading + "\n", StringComparison.Ordinal);
        Assert.True(begin >= 0, $"docs/lifecycles.md has no section '{heading}'");
        var end = text.IndexOf("\n## ", begin + heading.Length, StringComparison.Ordinal);
        return end < 0 ? text[begin..] : text[begin..end];
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "RunbookSdk.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("No folder above the tests holds RunbookSdk.sln.");
        return folder.FullName;
    }

    [GeneratedRegex(@"^\| `(?<from>\w+)` \| `(?<to>\w+)` \| (?<meaning>.+) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
