using System.Text.RegularExpressions;

namespace RunbookSdk.Tests.Conventions;

/// <summary>What is committed has to mean the same on every machine: no folder of one machine, no host that only one place reaches.</summary>
public sealed partial class CommittedTextTests
{
    private const long LargestText = 1 << 20;

    [Fact]
    public void No_text_names_a_folder_of_one_machine()
    {
        var found = Texts()
            .SelectMany(f => MachinePathPattern().Matches(File.ReadAllText(f)).Select(m => $"{Repository.Relative(f)}: {m.Value}"));

        Findings.None(found);
    }

    [Fact]
    public void Package_sources_are_the_machines_own()
    {
        var found = Texts()
            .Where(f => PackageFilePattern().IsMatch(Path.GetFileName(f)))
            .SelectMany(f => HostPattern().Matches(File.ReadAllText(f)).Select(m => $"{Repository.Relative(f)}: {m.Value}"));

        Findings.None(found);
    }

    [Theory]
    [InlineData("/home", "/someone/x")]
    [InlineData("=\"/root", "/.nuget/packages")]
    [InlineData("C:", "\\Users\\someone")]
    [InlineData("/work", "/tree/src")]
    public void Folder_of_one_machine_is_recognized(string start, string end) => Assert.Matches(MachinePathPattern(), start + end);

    [Theory]
    [InlineData("docs/work/plan.md")]
    [InlineData("https://example.com/home/page")]
    [InlineData("/usr/bin/env dotnet")]
    public void Other_paths_are_fine(string text) => Assert.DoesNotMatch(MachinePathPattern(), text);

    private static IEnumerable<string> Texts() => Repository.Files(
            ".", ".cs", ".csx", ".md", ".txt", ".json", ".yml", ".yaml", ".csproj", ".props", ".targets", ".config", ".sln", ".sh", ".editorconfig", "run")
        .Where(f => new FileInfo(f).Length <= LargestText);

    [GeneratedRegex(@"(?<![\w.\-])/(home|Users|root|work|mnt|workspace)/[\w.]|\b[A-Za-z]:\\+(Users|work|src)\\")]
    private static partial Regex MachinePathPattern();

    /// <summary>The schema of a configuration file is a name, not a place to download from.</summary>
    [GeneratedRegex(@"https?://(?!schemas\.microsoft\.com|json\.schemastore\.org)[^\s""<]+|<packageSources>|RestoreSources|RestoreAdditionalProjectSources")]
    private static partial Regex HostPattern();

    [GeneratedRegex(@"^(nuget\.config|packages\.lock\.json|Directory\..*|.*\.csproj)$", RegexOptions.IgnoreCase)]
    private static partial Regex PackageFilePattern();
}
