using System.Buffers.Binary;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using RunbookSdk.Scripting.Reading;

namespace RunbookSdk.Scripting.Caching;

/// <summary>
/// Everything that the result of a compilation depends on, as one hash. The analyzers are an assembly of their own, which knows the compiler
/// but does not load it by being asked for its identity. The version of this assembly stands for the compiler's options
/// and for the reference assemblies embedded in it; the compiler's own version is known without loading it.
/// </summary>
internal static class CacheKey
{
    private const string Format = "runbook-cache-2";

    private static readonly string RoslynVersion = typeof(CacheKey).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .First(a => a.Key == "RoslynVersion").Value!;

    /// <summary>By its name: a type of it would bring the framework of long ago that it is built for.</summary>
    private static readonly Assembly Analyzers = Assembly.Load("RunbookSdk.Analyzers");

    public static string Of(ScriptUnit unit, CompilerSettings settings)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, Format);
        Add(hash, RoslynVersion);
        Add(hash, typeof(CacheKey).Assembly);
        Add(hash, Analyzers);
        Add(hash, settings.Analyzes ? "analyzed" : "compiled");
        Add(hash, settings.RunbookType.FullName!);
        foreach (var reference in settings.References) Add(hash, reference);
        foreach (var import in settings.Imports) Add(hash, import);
        // Paths are part of the result: rules, debug information and warnings name them.
        foreach (var text in unit.Texts)
        {
            Add(hash, unit.Scripts.Contains(text) ? "script" : "loaded");
            Add(hash, text.Path);
            Add(hash, text.Content);
            if (settings.Analyzes) Add(hash, text);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The same for units that are checked together: rules of different scripts may not go together.</summary>
    public static string Of(IReadOnlyList<ScriptUnit> units, CompilerSettings settings)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var unit in units) Add(hash, Of(unit, settings));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>What <c>.editorconfig</c> files say of a text depends on where it lies below them, wherever all of them lie.</summary>
    private static void Add(IncrementalHash hash, ScriptText text)
    {
        foreach (var config in text.Configs)
        {
            Add(hash, Path.GetRelativePath(Path.GetDirectoryName(config.FullPath)!, text.FullPath!));
            Add(hash, config.Content);
        }
    }

    private static void Add(IncrementalHash hash, Assembly assembly)
    {
        Add(hash, assembly.FullName ?? "");
        Add(hash, assembly.ManifestModule.ModuleVersionId.ToByteArray());
    }

    private static void Add(IncrementalHash hash, string text) => Add(hash, Encoding.UTF8.GetBytes(text));

    /// <summary>Lengths keep parts apart: "ab" and "c" are not "a" and "bc".</summary>
    private static void Add(IncrementalHash hash, ReadOnlySpan<byte> part)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, part.Length);
        hash.AppendData(length);
        hash.AppendData(part);
    }
}
