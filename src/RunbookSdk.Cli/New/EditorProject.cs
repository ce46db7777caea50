using RunbookSdk.Testing.Scenarios;

namespace RunbookSdk.Cli.New;

/// <summary>A project around each runbook of a folder, for editors whose server of C# knows projects only; docs/editors.md says why.</summary>
internal static class EditorProject
{
    /// <summary>Hidden, so that what looks for runbooks passes over it; of its own, so that what the projects build is not beside them.</summary>
    private const string Folder = ".editor";

    private static readonly string Settings =
        $"""
        <Project>
          <!-- For editors alone: each NAME.csproj here, empty as it is, lets a server of C# read ../NAME.cs, or ../NAME.csx. Nothing else needs or builds it. -->
          <PropertyGroup>
            <BaseIntermediateOutputPath>obj/$(MSBuildProjectName)/</BaseIntermediateOutputPath>
            <TargetFramework>net10.0</TargetFramework>
            <OutputType>Exe</OutputType>
            <Nullable>enable</Nullable>
            <ImplicitUsings>enable</ImplicitUsings>
            <EnableDefaultItems>false</EnableDefaultItems>
            <Features>FileBasedProgram</Features>
            <RunbookWords>true</RunbookWords>
          </PropertyGroup>
          <ItemGroup>
            <Compile Include="../$(MSBuildProjectName).cs" Condition="Exists('../$(MSBuildProjectName).cs')" />
            <Compile Include="../$(MSBuildProjectName).csx" Condition="Exists('../$(MSBuildProjectName).csx')" />
            <PackageReference Include="RunbookSdk" Version="{VisualStudioCode.PackageVersion}" />
          </ItemGroup>
        </Project>

        """;

    /// <summary>First line of a scenario, by which any editor with a server of YAML finds the schema.</summary>
    public const string SchemaLine = $"# yaml-language-server: $schema={Folder}/{SchemaFile}\n";

    private const string SchemaFile = "scenario.schema.json";

    /// <summary>The project of one runbook.</summary>
    public static string PathOf(string folder, string name) => Path.Combine(folder, Folder, name + ".csproj");

    /// <summary>The files, and what they say.</summary>
    /// <param name="folder">Where the runbook is.</param>
    /// <param name="name">What it is called, without its extension.</param>
    public static IEnumerable<(string Path, string Text)> FilesFor(string folder, string name)
    {
        yield return (PathOf(folder, name), "<Project Sdk=\"Microsoft.NET.Sdk\" />\n");
        yield return (Path.Combine(folder, Folder, "Directory.Build.props"), Settings.ReplaceLineEndings("\n"));
        yield return (Path.Combine(folder, Folder, SchemaFile), ScenarioSchema.Write());
        yield return (Path.Combine(folder, Folder, ".gitignore"), "bin/\nobj/\n");
    }
}
