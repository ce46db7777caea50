using RunbookSdk.Diagnostics;
using RunbookSdk.Rules;
using RunbookSdk.Testing.Scenarios.Reading;

namespace RunbookSdk.Testing.Scenarios;

/// <summary>
/// A file of scenarios: which runbooks it tests, and what has to follow from which facts. See docs/testing-runbooks.md. Reading is for one
/// thread; the scenarios are immutable.
/// </summary>
public sealed class ScenarioFile
{
    /// <summary>What the names of such files end in.</summary>
    public const string Extension = ".scenario.yaml";

    internal const string RunbooksField = "runbooks";
    private readonly YamlMap? root;
    private readonly List<Diagnostic> problems;

    private ScenarioFile(string path, YamlMap? root, List<Diagnostic> problems)
    {
        (Path, this.root, this.problems) = (path, root, problems);
        Runbooks = root is null ? [] : FindRunbooks(root);
    }

    /// <summary>The file, as it was given.</summary>
    public string Path { get; }

    /// <summary>
    /// The runbooks that it tests: what it names, or else the <c>.csx</c> of its own name beside it. Empty when there is none; that is a problem
    /// only for those who look for the rules by it.
    /// </summary>
    public IReadOnlyList<string> Runbooks { get; }

    /// <summary>What is wrong so far.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics => problems;

    /// <summary>Reads a file as far as that can be done without its rules. What is wrong is told by <see cref="Diagnostics"/>.</summary>
    /// <param name="path">The file.</param>
    public static ScenarioFile Open(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var problems = new List<Diagnostic>();
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            problems.Add(ScenarioProblems.Unreadable(path, exception.Message));
            return new(path, null, problems);
        }

        return Read(text, path, problems);
    }

    /// <summary>Reads the scenarios for some rules; every problem of the file is found.</summary>
    /// <param name="rules">The rules that they test.</param>
    /// <param name="factTypes">Records of facts that the rules do not read, besides those of the SDK.</param>
    /// <exception cref="RunbookException">Something is wrong with the file; it carries every problem.</exception>
    public IReadOnlyList<Scenario> ScenariosFor(RuleSet rules, params IEnumerable<Type> factTypes)
    {
        ArgumentNullException.ThrowIfNull(rules);
        return ScenariosFor(rules, new FactReaders(rules, factTypes));
    }

    internal IReadOnlyList<Scenario> ScenariosFor(RuleSet rules, FactReaders readers)
    {
        var found = problems.ToList();
        var scenarios = root is null ? [] : new ScenarioReader(rules, readers, Path, found).Read(root);
        if (root is not null && scenarios.Count == 0 && found.Count == 0) found.Add(ScenarioProblems.NothingToRun($"'{Path}'", root.Location));
        return found.Count == 0 ? scenarios : throw new RunbookException([.. found.Distinct().OrderBy(p => p.Location.Line).ThenBy(p => p.Location.Column)]);
    }

    internal static ScenarioFile Read(string text, string path, List<Diagnostic> problems)
    {
        var node = YamlTree.Read(text, path, problems);
        if (node is not YamlMap && problems.Count == 0)
        {
            problems.Add(node is null
                ? ScenarioProblems.NothingToRun($"'{path}'", new(path, 0))
                : ScenarioProblems.WrongKind("A file of scenarios", "a mapping of names and values", node.Kind, node.Location));
        }

        return new(path, node as YamlMap, problems);
    }

    /// <summary>The problem that there is no runbook to test.</summary>
    internal Diagnostic NoRunbook() => ScenarioProblems.NoRunbook(System.IO.Path.GetFileName(OwnRunbook()), new(Path, 0));

    private IReadOnlyList<string> FindRunbooks(YamlMap map)
    {
        var folder = System.IO.Path.GetDirectoryName(Path) ?? "";
        var named = new Fields(map, "a file of scenarios", problems).Texts(RunbooksField);
        if (named.Count > 0) return [.. named.Select(n => System.IO.Path.Combine(folder, n.Text))];
        return File.Exists(OwnRunbook()) ? [OwnRunbook()] : [];
    }

    /// <summary>The script of the same name, or the app of one file when there is no script.</summary>
    private string OwnRunbook()
    {
        var name = Path.EndsWith(Extension, StringComparison.Ordinal) ? Path[..^Extension.Length] : System.IO.Path.ChangeExtension(Path, null);
        return !File.Exists(name + ".csx") && File.Exists(name + ".cs") ? name + ".cs" : name + ".csx";
    }
}
