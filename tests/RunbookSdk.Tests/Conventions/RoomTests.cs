using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace RunbookSdk.Tests.Conventions;

public sealed partial class RoomTests
{
    private static readonly Assembly Core = typeof(Runbook).Assembly;

    [Fact]
    public void Rooms_use_only_rooms_before_them() => Findings.None(Rooms.OfCore.Violations(Core));

    [Fact]
    public void Planted_violation_is_found_in_every_place_where_a_type_can_be_used()
    {
        var rooms = new Rooms("RunbookSdk.Tests.Conventions.Planted", [["First", "Twin"], ["Last"]]);

        var found = rooms.Violations(typeof(RoomTests).Assembly);

        Assert.Equal(
            [
                "First.UsesAsAttribute uses Last.LaterAttribute",
                "First.UsesAsBase uses Last.Later",
                "First.UsesAsConstraint`1 uses Last.Later",
                "First.UsesInBody uses Last.Later",
                "First.UsesInCatch uses Last.LaterException",
                "First.UsesInField uses Last.Later",
                "First.UsesInGenericCall uses Last.Later",
                "First.UsesInLambda uses Last.Later",
                "First.UsesInSignature uses Last.Later",
                "First.UsesTwin uses Twin.Sibling",
            ],
            found);
    }

    [Fact]
    public void Room_that_is_not_in_the_list_is_reported()
    {
        var rooms = new Rooms("RunbookSdk.Tests.Conventions.Planted", [["First"], ["Last"]]);

        Assert.Contains("Twin.Sibling is in 'Twin', which is no room in the list", rooms.Violations(typeof(RoomTests).Assembly));
    }

    [Fact]
    public void Namespace_of_a_source_file_is_its_folder()
    {
        var wrong = Repository.Files("src", ".cs")
            .Select(f => (File: Repository.Relative(f), Namespace: NamespacePattern().Match(File.ReadAllText(f)).Groups["name"].Value))
            .Where(f => f.Namespace.Length > 0 && f.Namespace != FolderAsNamespace(f.File)
                && !ExtendsServices(f.File, f.Namespace) && !IsForTheCompiler(f.File, f.Namespace) && !IsForApps(f.File))
            .Select(f => $"{f.File}: namespace {f.Namespace}");

        Findings.None(wrong);
    }

    [Fact]
    public void Core_references_only_the_framework_and_three_small_libraries()
    {
        var framework = RuntimeEnvironment.GetRuntimeDirectory();
        var others = Core.GetReferencedAssemblies()
            .Select(a => a.Name!)
            .Where(a => !File.Exists(Path.Combine(framework, a + ".dll")))
            .Except(["Microsoft.Extensions.Logging.Abstractions", "NuGet.Versioning", "Cronos"]);

        Findings.None(others);
    }

    [Fact]
    public void Only_Scripting_the_analyzers_and_the_prompt_of_queries_know_the_compiler()
    {
        var knowing = Repository.Files("src", ".cs", ".csproj")
            .Where(f => File.ReadAllText(f).Contains("Microsoft.CodeAnalysis.", StringComparison.Ordinal)
                || File.ReadAllText(f).Contains("Microsoft.CodeAnalysis;", StringComparison.Ordinal))
            .Select(Repository.Relative)
            .Where(f => !f.StartsWith("src/RunbookSdk.Scripting/", StringComparison.Ordinal)
                && !f.StartsWith("src/RunbookSdk.Querying/", StringComparison.Ordinal)
                && !f.StartsWith("src/RunbookSdk.Analyzers", StringComparison.Ordinal));

        Findings.None(knowing);
    }

    [Fact]
    public void Architecture_page_lists_the_rooms_in_their_order()
    {
        var page = File.ReadAllText(Repository.PathOf("docs", "architecture.md"));
        var listed = RoomRowPattern().Matches(page).Select(m => m.Groups["room"].Value);

        Assert.Equal(Rooms.OfCore.Steps.SelectMany(s => s), listed);
    }

    /// <summary>True for what a host finds without a using, as all that extends its services.</summary>
    private static bool ExtendsServices(string file, string name) =>
        name == "Microsoft.Extensions.DependencyInjection" && file.EndsWith("ServiceCollectionExtensions.cs", StringComparison.Ordinal);

    /// <summary>True for what the compiler looks for by name where an older framework lacks it.</summary>
    private static bool IsForTheCompiler(string file, string name) =>
        name == "System.Runtime.CompilerServices" && file.EndsWith("/IsExternalInit.cs", StringComparison.Ordinal);

    /// <summary>True for what a package brings as text, and an app compiles.</summary>
    private static bool IsForApps(string file) => file.Contains("/buildTransitive/", StringComparison.Ordinal);

    private static string FolderAsNamespace(string file) =>
        string.Join('.', file.Split('/')[1..^1]);

    [GeneratedRegex(@"^namespace (?<name>[\w.]+)", RegexOptions.Multiline)]
    private static partial Regex NamespacePattern();

    [GeneratedRegex(@"^\| `(?<room>[A-Z]\w+)/` \|", RegexOptions.Multiline)]
    private static partial Regex RoomRowPattern();
}
