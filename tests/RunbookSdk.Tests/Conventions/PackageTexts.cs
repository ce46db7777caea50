using System.Xml.Linq;

namespace RunbookSdk.Tests.Conventions;

/// <summary>The C# that a runbook which is an app of one file is compiled with: what the package brings (<c>src/RunbookSdk/buildTransitive</c>).</summary>
internal static class PackageTexts
{
    private static readonly string[] UsingsOfTheSdk =
        ["System", "System.IO", "System.Linq", "System.Collections.Generic", "System.Net.Http", "System.Threading", "System.Threading.Tasks"];

    /// <summary>The words that declare something.</summary>
    public static string Words { get; } = File.ReadAllText(Brought("RunbookWords.cs"));

    /// <summary>The imports of the .NET SDK, with what the package adds and takes away.</summary>
    public static string GlobalUsings { get; } = ReadUsings();

    private static string Brought(string name) => Repository.PathOf("src", "RunbookSdk", "buildTransitive", name);

    private static string ReadUsings()
    {
        var usings = UsingsOfTheSdk.ToList();
        foreach (var item in XDocument.Load(Brought("RunbookSdk.targets")).Descendants("Using"))
        {
            if (item.Attribute("Remove") is { } removed) usings.RemoveAll(removed.Value.Split(';').Contains);
            var isStatic = item.Attribute("Static")?.Value == "true";
            usings.AddRange((item.Attribute("Include")?.Value.Split(';') ?? []).Select(u => isStatic ? "static " + u : u));
        }

        return string.Concat(usings.Select(u => $"global using {u};\n"));
    }
}
