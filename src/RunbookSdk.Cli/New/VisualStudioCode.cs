using RunbookSdk.Rules;
using RunbookSdk.Testing.Scenarios;

namespace RunbookSdk.Cli.New;

/// <summary>What Visual Studio Code needs to complete runbooks and scenarios; docs/editors.md says why.</summary>
internal static class VisualStudioCode
{
    private const string Folder = ".vscode";

    private const string Settings =
        """
        {
          // A .cs file whose first line is '#!' is an app of one file: the C# extension restores what it names, and completes it.
          "dotnet.projects.enableFileBasedPrograms": true,
          "yaml.schemas": { "./.vscode/scenario.schema.json": "*.scenario.yaml" }
        }

        """;

    private const string Extensions =
        """
        {
          "recommendations": ["ms-dotnettools.csharp", "redhat.vscode-yaml"]
        }

        """;

    /// <summary>The version of the package that says of a text what this program says of it.</summary>
    public static string PackageVersion => typeof(RuleBook).Assembly.GetName().Version!.ToString(3);

    /// <summary>The first lines of a runbook that is an app of one file; a script has them as well, and passes over them.</summary>
    public static string Head { get; } =
        $"""
        #!/usr/bin/env dotnet
        #:package RunbookSdk@{PackageVersion}
        #:property PublishAot=false


        """;

    /// <summary>The files, and what they say.</summary>
    /// <param name="folder">Where the runbook is; the files belong to the workspace around it.</param>
    public static IEnumerable<(string Path, string Text)> FilesFor(string folder)
    {
        var workspace = Path.Combine(WorkspaceOf(folder), Folder);
        yield return (Path.Combine(workspace, "settings.json"), Settings.ReplaceLineEndings("\n"));
        yield return (Path.Combine(workspace, "extensions.json"), Extensions.ReplaceLineEndings("\n"));
        yield return (Path.Combine(workspace, "scenario.schema.json"), ScenarioSchema.Write());
    }

    /// <summary>The nearest folder that is a workspace or a repository already; else that of the runbook.</summary>
    private static string WorkspaceOf(string folder)
    {
        for (var parent = new DirectoryInfo(folder); parent is not null; parent = parent.Parent)
        {
            if (Path.Exists(Path.Combine(parent.FullName, Folder)) || Path.Exists(Path.Combine(parent.FullName, ".git")))
                return Path.GetRelativePath(Directory.GetCurrentDirectory(), parent.FullName) is var near && near.StartsWith("..", StringComparison.Ordinal) ? parent.FullName : near;
        }

        return folder;
    }
}
