using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using RunbookSdk.Scripting.Caching;
using RunbookSdk.Scripting.Compiling;
using RunbookSdk.Scripting.Reading;

namespace RunbookSdk.Scripting.Querying;

/// <summary>
/// Compiles and runs queries over what some words give; each sees what the earlier ones declared. The first may come from the cache, and then the
/// compiler is not loaded. For one thread at a time.
/// </summary>
internal sealed class QueryRunner : IDisposable
{
    private const BindingFlags AnyStatic = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    private readonly QuerySettings settings;
    private readonly QueryContext context;
    private readonly ScriptCache? cache;

    /// <summary>The compiler's contract: the words come first, then each submission puts itself into its own place.</summary>
    private readonly List<object?> submissions;

    /// <summary>The places of the last query, which may still run although nobody waits for it.</summary>
    private object?[]? last;

    private QueryCompiler? compiler;

    /// <summary>Makes it.</summary>
    /// <param name="settings">What queries mean.</param>
    /// <param name="words">The words that they use, of <see cref="QuerySettings.WordsType"/>.</param>
    public QueryRunner(QuerySettings settings, object words)
    {
        (this.settings, submissions) = (settings, [words]);
        context = new(settings.References.Concat(settings.FactAssemblies));
        cache = settings.CacheFolder is { } folder ? new ScriptCache(folder) : null;
    }

    /// <summary>True when the last query was found in the cache.</summary>
    public bool IsFromCache { get; private set; }

    /// <summary>Compiles a query that nothing comes after, or takes it from the cache.</summary>
    public CompiledQuery CompileOnly(string text)
    {
        var key = cache is null ? null : CacheKey.Of(UnitOf(text), new("", settings.WordsType, settings.Imports, [.. settings.References, .. settings.FactAssemblies], Analyzes: false));
        IsFromCache = false;
        if (key is not null && cache!.Find(key) is { } kept)
        {
            IsFromCache = true;
            return new(kept.Image, []);
        }

        var compiled = Compile(text);
        if (key is not null && compiled is { Image: not null, Problems.Count: 0 }) cache!.Keep(key, new CompiledUnit(compiled.Image, []));
        return compiled;
    }

    /// <summary>Compiles a query that others may come after.</summary>
    public CompiledQuery Compile(string text) => CompileWith(Compiler, text);

    /// <summary>The compiler, which remembers the queries that were compiled.</summary>
    public QueryCompiler Compiler => compiler ??= new(settings);

    /// <summary>Runs a query.</summary>
    /// <param name="compiled">The query, without errors; the last that was compiled.</param>
    /// <returns>Its value; null also when it has none.</returns>
    /// <exception cref="Exception">Whatever the query throws.</exception>
    public object? Run(CompiledQuery compiled)
    {
        if (compiled.Image is not { Length: > 0 } image) return null;
        if (last is not null) submissions[^1] = last[^1];
        var number = submissions.Count - 1;
        var places = submissions.Append(null).ToArray();
        // Submissions that fail keep their place, for later ones were compiled with them.
        submissions.Add(null);
        var factory = context.LoadImage(image).GetType(QueryNames.ClassOf(number), throwOnError: true)!
            .GetMethod("<Factory>", AnyStatic)!
            .CreateDelegate<Func<object?[], Task<object>>>();
        last = places;
        return factory(places).GetAwaiter().GetResult();
    }

    public void Dispose() => context.Unload();

    /// <summary>Apart, so that the compiler is not loaded before it is needed.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private CompiledQuery CompileWith(QueryCompiler with, string text) =>
        with.Compile(text, QueryNames.AssemblyOf(submissions.Count - 1));

    private static ScriptUnit UnitOf(string text)
    {
        var script = new ScriptText(QueryNames.File, Encoding.UTF8.GetBytes(text));
        return new([script], [script]);
    }
}
