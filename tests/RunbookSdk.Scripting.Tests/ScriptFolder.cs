using RunbookSdk.Scripting.Loading;
using RunbookSdk.Scripting.Reading;

namespace RunbookSdk.Scripting.Tests;

/// <summary>A folder of scripts, with a cache beside it, that is gone after the test.</summary>
internal sealed class ScriptFolder : IDisposable
{
    private readonly string home = Directory.CreateTempSubdirectory("runbook-scripts-").FullName;

    public ScriptFolder() => Directory.CreateDirectory(Path);

    public string Path => Join("scripts");

    public string CachePath => Join("cache");

    public string[] CacheEntries => Directory.Exists(CachePath) ? Directory.GetFiles(CachePath) : [];

    public string Join(string name) => System.IO.Path.Combine(home, name);

    /// <summary>Writes a script and gives its path as diagnostics show it.</summary>
    public string Write(string name, string text)
    {
        var path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return Shown(name);
    }

    public string Shown(string name) => $"{Path.Replace(System.IO.Path.DirectorySeparatorChar, '/')}/{name}";

    /// <summary>Loads the folder, or the paths given, without a cache.</summary>
    public ScriptDeclarations Declare(params string[] paths) => Declare(new ScriptLoaderOptions { CacheFolder = null }, paths);

    public ScriptDeclarations DeclareCached(params string[] paths) => Declare(new ScriptLoaderOptions { CacheFolder = CachePath }, paths);

    public ScriptDeclarations Declare(ScriptLoaderOptions options, params string[] paths)
    {
        options.Validate();
        return ScriptDeclarations.Read(problems => new ScriptReader(problems).Read(paths.Length == 0 ? [Path] : paths), options);
    }

    public void Dispose() => Directory.Delete(home, recursive: true);
}
