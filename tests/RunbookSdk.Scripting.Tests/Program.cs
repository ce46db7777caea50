using System.Globalization;
using RunbookSdk.Scripting.Loading;
using RunbookSdk.Scripting.Querying;
using RunbookSdk.Scripting.Reading;

namespace RunbookSdk.Scripting.Tests;

/// <summary>
/// Loads scripts in a process of its own: <c>PATH CACHE</c>, and with a third argument answers a query. Prints how many rules there are, how many compilations ran and came from the
/// cache, how many assemblies of the compiler are loaded, how long loading took in microseconds, and the answer.
/// </summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        var begin = TimeProvider.System.GetTimestamp();
        var options = new ScriptLoaderOptions { CacheFolder = arguments[1] };
        var declared = ScriptDeclarations.Read(problems => new ScriptReader(problems).Read([arguments[0]]), options);
        var elapsed = TimeProvider.System.GetElapsedTime(begin);
        foreach (var problem in declared.Problems) Console.Error.WriteLine(problem);
        var answer = arguments.Length > 2 ? Answer(arguments[2], declared, options) : null;
        var compilers = AppDomain.CurrentDomain.GetAssemblies()
            .Count(a => a.GetName().Name!.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{declared.Book.Declarations.Count} {declared.Compiled} {declared.FromCache} {compilers} {elapsed.TotalMicroseconds:F0} {answer}").TrimEnd());
        return declared.Problems.Count;
    }

    private static object? Answer(string query, ScriptDeclarations declared, ScriptLoaderOptions options)
    {
        using var runner = new QueryRunner(QuerySettings.Of(typeof(QueryWords), declared.FactTypes, options.CacheFolder), new QueryWords(declared.FactTypes));
        return runner.Run(runner.CompileOnly(query));
    }
}
