using System.Globalization;
using System.Text.RegularExpressions;
using RunbookSdk.Diagnostics;
using RunbookSdk.Scripting;
using RunbookSdk.Testing.Scenarios;
using RunbookSdk.Tests.Conventions;
using Xunit.Abstractions;

namespace RunbookSdk.Cli.Tests;

/// <summary>Every runbook of the repository has scenarios, and these notice when one of its numbers is another.</summary>
public sealed partial class RunbookScenarioTests(ITestOutputHelper output)
{
    private static readonly string[] Folders = ["runbooks", "examples"];
    private static readonly int[] Steps = [1, -1];
    private static readonly bool TriesAll = Environment.GetEnvironmentVariable("RUNBOOK_MUTANTS") == "all";

    /// <summary>What may change without anybody noticing, and why.</summary>
    private static readonly string[] MayChange =
    [
        "webtools.csx(24): 10 -> 9", // keeps what another rule has suspended after ten minutes: earlier there is nothing to keep

        // A suspension has the lease of the rule that brought it into force; the lease of what only keeps it shows when that rule is gone.
        "webtools.csx(30): 24 -> 25",
        "webtools.csx(30): 24 -> 23",
        "webtools.csx(45): 24 -> 25",
        "webtools.csx(45): 24 -> 23",
    ];

    public static TheoryData<string> ScenarioFiles => [.. Files("*" + ScenarioFile.Extension)];

    [Fact]
    public void Every_runbook_with_rules_has_scenarios() => Assert.Equal(
        Files("*.csx").Where(f => File.ReadAllText(Repository.PathOf(f)).Contains("Rule(", StringComparison.Ordinal)).Select(f => Path.ChangeExtension(f, null)),
        Files("*" + ScenarioFile.Extension).Select(f => f[..^ScenarioFile.Extension.Length]));

    [Theory]
    [MemberData(nameof(ScenarioFiles))]
    public void Scenarios_of_the_repository_pass(string file)
    {
        var scenarios = ScenarioFile.Open(Repository.PathOf(file));
        using var loaded = ScriptLoader.Load(scenarios.Runbooks);

        Scenario.Verify(scenarios.Path, loaded.Rules!, loaded.FactTypes);
    }

    /// <summary>Every second number is changed, up or down in turn; with RUNBOOK_MUTANTS=all each of them both ways, which takes a minute.</summary>
    [Theory]
    [MemberData(nameof(ScenarioFiles))]
    public void Number_of_a_runbook_that_changes_by_one_fails_a_scenario(string file) =>
        NobodySurvives(Path.GetFileName(file)[..^ScenarioFile.Extension.Length] + ".csx", [file]);

    [Fact]
    public void Number_that_several_runbooks_share_fails_a_scenario_of_one_of_them() =>
        NobodySurvives("thresholds.csx", [.. Files("*" + ScenarioFile.Extension).Where(f => f.Contains("superoffice", StringComparison.Ordinal))]);

    private void NobodySurvives(string runbook, IReadOnlyList<string> scenarios)
    {
        using var folder = new MutantFolder(Path.GetDirectoryName(Repository.PathOf(scenarios[0]))!);
        var copies = scenarios.Select(s => folder.Copy(Path.GetFileName(s))).ToList();
        var text = File.ReadAllText(folder.Copy(runbook));
        var mutants = Mutants(runbook, text).Where((_, i) => TriesAll || i % 8 is 0 or 5).ToList();

        var survivors = mutants.Where(m => !MayChange.Contains(m.Description) && folder.With(runbook, m.Text, () => copies.TrueForAll(Passes))).Select(m => m.Description).ToList();

        foreach (var survivor in survivors) output.WriteLine(survivor);
        Assert.Empty(survivors);
        Assert.True(copies.TrueForAll(Passes), "The runbook as it is has to pass.");
    }

    private static bool Passes(string path)
    {
        var file = ScenarioFile.Open(path);
        using var loaded = ScriptLoader.Load(file.Runbooks, new ScriptLoaderOptions { CacheFolder = null });
        if (loaded.Rules is not { } rules) return false;
        try
        {
            return file.ScenariosFor(rules, loaded.FactTypes).All(s => s.Run(rules).IsPassed);
        }
        catch (RunbookException)
        {
            return false;
        }
    }

    /// <summary>The text with each of its numbers one more, and one less; what stands in texts and comments is left alone.</summary>
    private static IEnumerable<(string Text, string Description)> Mutants(string runbook, string text) =>
        from number in NumberPattern().Matches(text)
        where number.Groups["number"].Success
        from step in Steps
        let digits = number.Groups["number"]
        let changed = (double.Parse(digits.Value, CultureInfo.InvariantCulture) + step).ToString(CultureInfo.InvariantCulture)
        let line = text.AsSpan(0, digits.Index).Count('\n') + 1
        select (text.Remove(digits.Index, digits.Length).Insert(digits.Index, changed), $"{runbook}({line}): {digits.Value} -> {changed}");

    private static IEnumerable<string> Files(string pattern) => Folders
        .SelectMany(f => Directory.EnumerateFiles(Repository.PathOf(f), pattern, SearchOption.AllDirectories))
        .Select(f => Repository.Relative(f)).Where(f => !f.Contains("/bin/", StringComparison.Ordinal) && !f.Contains("/obj/", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    [GeneratedRegex("""//[^\n]*|"(?:[^"\\]|\\.)*"|(?<![\w.])(?<number>\d+(?:\.\d+)?)(?![\w.])""")]
    private static partial Regex NumberPattern();

    /// <summary>A copy of a folder of runbooks, to change.</summary>
    private sealed class MutantFolder : IDisposable
    {
        private readonly string folder = Directory.CreateTempSubdirectory("mutants").FullName;

        public MutantFolder(string source)
        {
            foreach (var file in Directory.EnumerateFiles(source).Where(f => f.EndsWith(".csx", StringComparison.Ordinal) || f.EndsWith(".yaml", StringComparison.Ordinal)))
                File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        public string Copy(string name) => Path.Combine(folder, name);

        public T With<T>(string file, string text, Func<T> ask)
        {
            var before = File.ReadAllText(Copy(file));
            File.WriteAllText(Copy(file), text);
            try
            {
                return ask();
            }
            finally
            {
                File.WriteAllText(Copy(file), before);
            }
        }

        public void Dispose() => Directory.Delete(folder, recursive: true);
    }
}
