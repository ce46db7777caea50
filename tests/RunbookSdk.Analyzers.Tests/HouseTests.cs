using System.Reflection;
using System.Text.RegularExpressions;
using RunbookSdk.Tests.Conventions;

namespace RunbookSdk.Analyzers.Tests;

/// <summary>What holds for the assembly of the analyzers as a whole.</summary>
public sealed partial class HouseTests
{
    private static readonly Assembly House = typeof(AnalyzerSet).Assembly;

    private static readonly Rooms Rooms = new(
        "RunbookSdk.Analyzers", [["Model"], ["Reporting"], ["Language", "Safety", "Performance"], ["Fixes"]]);

    [Fact]
    public void Rooms_use_only_rooms_before_them() => Findings.None(Rooms.Violations(House));

    [Fact]
    public void Nothing_of_the_house_is_public() => Assert.Empty(House.GetExportedTypes());

    [Fact]
    public void A_compiler_of_version_4_can_load_it_and_needs_nothing_but_what_that_brings() => AssertBroughtByRoslyn(House);

    [Fact]
    public void An_editor_of_version_4_can_load_the_fixes_and_needs_nothing_but_what_that_brings() =>
        AssertBroughtByRoslyn(typeof(CodeFixes.RunbookCodeFixProvider).Assembly);

    /// <summary>A host that has an older version of a reference loads nothing, and says nothing of it.</summary>
    private static void AssertBroughtByRoslyn(Assembly assembly)
    {
        var references = assembly.GetReferencedAssemblies().Where(a => a.Name is not ("netstandard" or "RunbookSdk.Analyzers"));

        Assert.All(references, r => Assert.True(
            r.Name switch
            {
                "Microsoft.CodeAnalysis" or "Microsoft.CodeAnalysis.CSharp" or "Microsoft.CodeAnalysis.Workspaces" => r.Version!.Major == 4,
                "System.Collections.Immutable" => r.Version!.Major <= 9,
                "System.Memory" => r.Version!.Major <= 4,
                _ => false,
            },
            r.ToString()));
    }

    [Fact]
    public void Architecture_page_lists_the_rooms_in_their_order()
    {
        var page = File.ReadAllText(Repository.PathOf("docs", "architecture.md"));
        var listed = RowPattern().Matches(page).Select(m => m.Groups["room"].Value);

        Assert.Equal(Rooms.Steps.SelectMany(s => s).Where(Exists), listed);
    }

    private static bool Exists(string room) => Directory.Exists(Repository.PathOf("src", "RunbookSdk.Analyzers", room));

    [GeneratedRegex(@"^\| `Analyzers/(?<room>\w+)/` \|", RegexOptions.Multiline)]
    private static partial Regex RowPattern();
}
