using System.Text.Json;
using System.Text.RegularExpressions;
using RunbookSdk.Diagnostics;
using RunbookSdk.Rules.Model;
using RunbookSdk.Testing.Scenarios;

namespace RunbookSdk.Cli.New;

/// <summary>One run of <c>runbook new</c>.</summary>
internal sealed partial class NewRun(CommandConsole console)
{
    private const string Runbook =
        """
        // NAME: say in a sentence what this runbook is for. 'runbook facts' lists what rules can ask for; the words of the language stand in docs/writing-runbooks.md.

        const double High = 90, Low = 70; // percent of capacity

        Rule("page-on-NAME",
            from load in Facts<ClusterLoad>()
                .RaisedWhen(l => l.Percent > High, lasting: Minutes(5))
                .ClearedWhen(l => l.Percent < Low, lasting: Minutes(10))
            select Page("on-call", because: $"{load.Cluster} above {High}% for 5 minutes"))
          .Describe("Whoever is on call looks at it before customers notice.");

        // A rule observes until it says otherwise: add .Mode(Act) when you trust it.

        """;

    private const string Scenarios =
        """
        # What NAME.csx has to do. Try it: runbook test NAME.csx --watch
        start: 2026-01-05 09:00 UTC

        scenarios:
          - name: somebody is paged when the load has been high for five minutes
            facts:
              - every: 1m
                ClusterLoad: { cluster: main, percent: 50x4 91x9 50x15 } # 50 five times, 91 ten times, 50 sixteen times
            expect:
              - at: 10m
                decision: { rule: page-on-NAME, action: page, target: team/on-call, outcome: observed }

          - name: a short peak wakes nobody
            facts:
              - every: 1m
                ClusterLoad: { cluster: main, percent: 50x4 91x3 50x10 }
            expect:
              - never: any

        """;

    /// <summary>Writes the files.</summary>
    /// <param name="name">What the runbook is called.</param>
    /// <param name="folder">Where.</param>
    /// <param name="editor">For an editor the runbook is also an app of one file, and what the editor needs goes with it.</param>
    /// <returns>See <see cref="ExitCode"/>.</returns>
    public int Run(string name, string folder, Editor editor)
    {
        var isApp = editor != Editor.None;
        var extension = isApp ? ".cs" : ".csx";
        var files = new[]
        {
            (Path: Path.Combine(folder, name + extension), Text: isApp ? VisualStudioCode.Head + Runbook : Runbook),
            (Path: Path.Combine(folder, name + ScenarioFile.Extension), Text: (editor == Editor.Project ? EditorProject.SchemaLine : "") + Scenarios.Replace(".csx", extension, StringComparison.Ordinal)),
        };
        var problems = Problems(name, files.Select(f => f.Path)).ToList();
        foreach (var problem in problems) console.Error.WriteLine(problem);
        if (problems.Count > 0) return ExitCode.CouldNotRun;
        try
        {
            Directory.CreateDirectory(folder);
            foreach (var (path, text) in files) Write(path, text.Replace("NAME", name, StringComparison.Ordinal));
            foreach (var (path, text) in FilesOf(editor, name, folder)) WriteForEditor(path, text);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            console.Error.WriteLine(Problem(CommandCodes.OutputNotWritable, $"The runbook cannot be written: {exception.Message}"));
            return ExitCode.CouldNotRun;
        }

        console.Output.WriteLine($"Try it: runbook test {Typed(files[0].Path)}");
        if (editor == Editor.Project) console.Output.WriteLine($"Before the editor opens it: dotnet restore {Typed(EditorProject.PathOf(folder, name))}");
        return ExitCode.Fine;
    }

    /// <summary>What is there belongs to somebody: it is told what would be of use in it.</summary>
    private void WriteForEditor(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (!File.Exists(path)) Write(path, text);
        else if (File.ReadAllText(path).ReplaceLineEndings("\n") != text) console.Output.WriteLine($"{path} is there already and was left as it is; of use in it is:\n{text}");
    }

    private static IEnumerable<(string Path, string Text)> FilesOf(Editor editor, string name, string folder) => editor switch
    {
        Editor.VisualStudioCode => VisualStudioCode.FilesFor(folder),
        Editor.Project => EditorProject.FilesFor(folder, name),
        _ => [],
    };

    private void Write(string path, string text)
    {
        // Never over what somebody has written in the meantime.
        using var file = new StreamWriter(new FileStream(path, FileMode.CreateNew)) { NewLine = "\n" };
        file.Write(text.ReplaceLineEndings("\n"));
        console.Output.WriteLine(path);
    }

    private static IEnumerable<Diagnostic> Problems(string name, IEnumerable<string> paths)
    {
        if (!RuleReader.IsKebabCase(name))
            yield return Problem(CommandCodes.NotAName, $"'{name}' is no name for a runbook; write lower-case words with hyphens, such as {Suggested(name)}.");
        foreach (var path in paths.Where(Path.Exists)) yield return Problem(CommandCodes.Exists, $"There is a '{path}' already; take another name, or another --folder.");
    }

    /// <summary>The name that was probably meant.</summary>
    private static string Suggested(string name)
    {
        var words = string.Join('-', OtherThanWord().Split(JsonNamingPolicy.KebabCaseLower.ConvertName(name)).Where(w => w.Length > 0));
        return RuleReader.IsKebabCase(words) ? words : "queue-depth";
    }

    /// <summary>A path as it can be typed into a shell.</summary>
    private static string Typed(string path) => Plainly().IsMatch(path) ? path : OperatingSystem.IsWindows() ? $"\"{path}\"" : $"'{path.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex OtherThanWord();

    [GeneratedRegex(@"^[\w./\\:@%+,=-]+$")]
    private static partial Regex Plainly();

    private static Diagnostic Problem(string code, string message) => CommandCodes.Refuse(code, message).Diagnostics[0];
}
