namespace RunbookSdk.Cli.New;

/// <summary>A project around each script of a folder, for editors whose server of C# knows projects only; docs/editors.md says why.</summary>
internal static class EditorProject
{
    /// <summary>Hidden, so that what looks for scripts passes over it; of its own, so that what the projects build is not beside the scripts.</summary>
    private const string Folder = ".editor";

    private static readonly string Settings =
        $"""
        <Project>
          <!-- For editors alone: each NAME.csproj here, empty as it is, lets a server of C# read ../NAME.csx. Nothing else needs or builds it. -->
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
            <Compile Include="../$(MSBuildProjectName).csx" />
            <PackageReference Include="RunbookSdk" Version="{VisualStudioCode.PackageVersion}" />
          </ItemGroup>
        </Project>

        """;

    /// <summary>The project of one script.</summary>
    public static string PathOf(string folder, string name) => Path.Combine(folder, Folder, name + ".csproj");

    /// <summary>The files, and what they say.</summary>
    /// <param name="folder">Where the script is.</param>
    /// <param name="name">What it is called, without its extension.</param>
    public static IEnumerable<(string Path, string Text)> FilesFor(string folder, string name)
    {
        yield return (PathOf(folder, name), "<Project Sdk=\"Microsoft.NET.Sdk\" />\n");
        yield return (Path.Combine(folder, Folder, "Directory.Build.props"), Settings.ReplaceLineEndings("\n"));
        yield return (Path.Combine(folder, Folder, ".gitignore"), "bin/\nobj/\n");
    }
}
