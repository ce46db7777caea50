using System.Globalization;
using Microsoft.CodeAnalysis;
using RunbookSdk.Scripting.Reading;

namespace RunbookSdk.Scripting.Compiling;

/// <summary>
/// What to write instead. A rule is kept as an expression that can be read and explained, and C# refuses some of its shorter forms there.
/// </summary>
internal static class Hints
{
    private const string Tuple =
        "In a rule, name the parts instead: 'new { load.Cluster, tools.Name }' on both sides, or compare them one by one with '&&'.";

    private const string Assignment = "A rule only asks and never changes anything: compare with '==', and compute values before the rule.";

    private const string OutArgument = "In a rule, call the form that returns the value, or put the call into a method of your own.";

    private const string Index =
        "In a rule, count from the front: 'items[items.Count - 1]' instead of 'items[^1]', Skip and Take instead of '..'.";

    private const string Statements = "In a rule, write one expression: 'x => x.Percent > 80'; put longer work into a method of your own.";

    private static readonly Dictionary<string, string> ById = new(StringComparer.Ordinal)
    {
        ["CS8122"] = "In a rule, compare with operators: 'x.Percent > 80' instead of 'is > 80', 'x.Since == null' instead of 'is null', "
            + "'a == 1 || a == 2' instead of 'is 1 or 2'.",
        ["CS8072"] = "In a rule, ask first: 'a != null && a.B == 1' instead of 'a?.B == 1'.",
        ["CS8514"] = "In a rule, use 'condition ? one : other', or put the switch into a method of your own.",
        ["CS8143"] = Tuple,
        ["CS8144"] = Tuple,
        ["CS8382"] = Tuple,
        ["CS8849"] = "In a rule, make the record anew: 'new Disk(d.Host, 0)' instead of 'd with { Free = 0 }'.",
        ["CS9175"] = "In a rule, write 'new[] { 1, 2 }' or 'new List<int> { 1, 2 }' instead of '[1, 2]'.",
        ["CS8642"] = "In a rule, write 'a ?? b'; '??=' would change 'a'.",
        ["CS0832"] = Assignment,
        ["CS8188"] = "A rule does not throw: facts for which it has no answer belong into a 'where' that leaves them out.",
        ["CS0834"] = Statements,
        ["CS0835"] = Statements,
        ["CS1989"] = "A rule does not wait. What it has to know must come in as a fact.",
        ["CS4010"] = "A rule does not wait. What it has to know must come in as a fact.",
        ["CS4034"] = "A rule does not wait. What it has to know must come in as a fact.",
        ["CS8198"] = OutArgument,
        ["CS8207"] = OutArgument,
        ["CS8790"] = Index,
        ["CS8791"] = Index,
        ["CS8792"] = Index,
        ["CS8110"] = "In a rule, call a method of the script itself, not one declared inside a block.",
        ["CS8153"] = "In a rule, use a method or property that returns a plain value.",
        ["CS8640"] = "In a rule, use strings, arrays and lists instead of spans.",
        ["CS8074"] = "In a rule, use 'new Dictionary<string, int> { { \"a\", 1 } }' instead of '[\"a\"] = 1'.",
        ["CS8952"] = "In a rule, use a plain '$\"...\"' string or 'string.Concat'.",
        ["CS9226"] = "In a rule, give the values as an array: 'new[] { a, b }'.",
        ["CS9307"] = "In a rule, give named arguments in the order in which they are declared.",
        ["CS0854"] = "In a rule, give every argument.",
        ["CS0853"] = "In a rule, give arguments by their position.",
        ["CS1963"] = "Scripts know no 'dynamic'. Use the type itself, or declare a record.",
        ["CS0656"] = "Scripts have only the basic types, collections and LINQ of .NET: no 'dynamic', no 'lock'.",
        ["CS8852"] = Assignment,
        ["CS1010"] = "A text that begins on this line has no end: a quote is missing, maybe further left.",
        ["CS0742"] = "End the query with what to do: 'select Page(\"team\", because: \"...\")'.",
        ["CS0744"] = "A join says 'equals' where a condition says '=='.",
        ["CS1936"] = "A rule asks for facts: 'from load in Facts<ClusterLoad>()'.",
        ["CS7099"] = "A runbook uses the SDK and what its host offers; '#r' is refused. "
            + "The host adds assemblies in ScriptLoaderOptions.References.",
        ["CS8098"] = "Put #load lines before everything else in the file.",
        ["CS1504"] = "Write '#load \"other.csx\"' lines first in the file, with nothing but comments and '#' lines before them.",
    };

    /// <summary>Of one code, what some messages say.</summary>
    private static readonly (string Id, string Says, string Hint)[] BySaying =
    [
        ("CS0103", "'not'", "C# says '!(...)' for 'not'."),
        ("CS0103", "'because'", "An argument is named with a colon: because: \"...\"."),
        ("CS0019", "'DateTimeOffset' and 'int'", "A date is Date(\"2019-09-19 Europe/Oslo\")."),
        ("CS1003", "'in' expected", "A rule asks for facts: 'from load in Facts<ClusterLoad>()'."),
        ("CS1503", "'RunbookSdk.Rules.Mode'", "Write Observe, Propose or Act, without quotes."),
        ("CS7036", "'RuleBook.Rule<", "A rule begins with its id: Rule(\"page-on-load\", from ...)."),
    ];

    /// <summary>What the compiler advises, and a script cannot do.</summary>
    private const string AboutProjects = " (are you missing a using directive or an assembly reference?)", AboutReferences = " (are you missing an assembly reference?)";

    /// <summary>A message of the compiler without its advice about projects.</summary>
    public static string WithoutProjects(string message) =>
        message.Replace(AboutProjects, "", StringComparison.Ordinal).Replace(AboutReferences, "", StringComparison.Ordinal);

    public static string? For(Diagnostic found, ScriptUnit unit)
    {
        var id = found.Id;
        if (BySaying.FirstOrDefault(h => h.Id == id && found.GetMessage(CultureInfo.InvariantCulture).Contains(h.Says, StringComparison.Ordinal)).Hint is { } hint) return hint;
        if (id is "CS0019" or "CS1503") return OfTypes(found.GetMessage(CultureInfo.InvariantCulture));
        if (unit.Scripts.Count == 1 || id is not ("CS0102" or "CS0111")) return ById.GetValueOrDefault(id);
        var scripts = string.Join(", ", unit.Scripts.Select(s => s.Path));
        return $"{scripts} load the same file, which makes them one text: give each its own names.";
    }

    /// <summary>What is written in another way as well, though not in C#.</summary>
    private static string? OfTypes(string message)
    {
        bool Says(string type) => message.Contains($"'{type}'", StringComparison.Ordinal);
        if (Says("System.TimeSpan") && (Says("int") || Says("double"))) return "Write Seconds(30), Minutes(10), Hours(2) or Days(1).";
        if (!Says("string")) return null;
        return Says("char") ? "A text stands in double quotes: \"a\"." : Says("int") || Says("double") ? "A number stands without quotes, and a text in double ones: 80, \"online1\"." : null;
    }
}
