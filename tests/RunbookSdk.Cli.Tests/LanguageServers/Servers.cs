namespace RunbookSdk.Cli.Tests.LanguageServers;

/// <summary>The servers that are tried: each named by a variable, or found on the path.</summary>
internal static class Servers
{
    public const string CSharpVariable = "RUNBOOK_LANGUAGE_SERVER";
    public const string YamlVariable = "RUNBOOK_YAML_SERVER";

    public static string? CSharp { get; } = Find(CSharpVariable, "csharp-ls");

    public static string? Yaml { get; } = Find(YamlVariable, "yaml-language-server");

    private static string? Find(string variable, string name)
    {
        if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } named) return File.Exists(named) ? named : null;
        return (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name))
            .FirstOrDefault(File.Exists);
    }
}

/// <summary>A test that needs csharp-ls; without it, it is skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CSharpServerFactAttribute : FactAttribute
{
    public CSharpServerFactAttribute()
    {
        if (Servers.CSharp is null) Skip = $"needs csharp-ls: have it on the path, or let {Servers.CSharpVariable} name it";
    }
}

/// <inheritdoc cref="CSharpServerFactAttribute"/>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CSharpServerTheoryAttribute : TheoryAttribute
{
    public CSharpServerTheoryAttribute()
    {
        if (Servers.CSharp is null) Skip = $"needs csharp-ls: have it on the path, or let {Servers.CSharpVariable} name it";
    }
}

/// <summary>A test that needs yaml-language-server; without it, it is skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class YamlServerFactAttribute : FactAttribute
{
    public YamlServerFactAttribute()
    {
        if (Servers.Yaml is null) Skip = $"needs yaml-language-server: have it on the path, or let {Servers.YamlVariable} name it";
    }
}

/// <inheritdoc cref="YamlServerFactAttribute"/>
[AttributeUsage(AttributeTargets.Method)]
public sealed class YamlServerTheoryAttribute : TheoryAttribute
{
    public YamlServerTheoryAttribute()
    {
        if (Servers.Yaml is null) Skip = $"needs yaml-language-server: have it on the path, or let {Servers.YamlVariable} name it";
    }
}
