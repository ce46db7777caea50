using System.Diagnostics;
using System.Reflection;
using RunbookSdk.Diagnostics;
using RunbookSdk.Rules;
using RunbookSdk.Scripting.Reading;

namespace RunbookSdk.Scripting.Loading;

/// <summary>Runs the statements of a unit once, so that they declare their rules.</summary>
internal static class ScriptRun
{
    private const BindingFlags AnyStatic = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    /// <param name="assembly">The compiled unit.</param>
    /// <param name="book">Whose members the statements use; it receives the rules.</param>
    /// <param name="unit">The texts, to say where something went wrong.</param>
    /// <returns>What went wrong; null when nothing did.</returns>
    public static Diagnostic? Declare(Assembly assembly, RuleBook book, ScriptUnit unit)
    {
        var factory = assembly.GetType(CompiledUnit.ClassName, throwOnError: true)!
            .GetMethod("<Factory>", AnyStatic)!
            .CreateDelegate<Func<object?[], Task<object>>>();
        try
        {
            // The compiler's contract: the globals come first, and the script puts itself into the second place.
            // A script that waits is not compiled, so this has come to its end.
            factory([book, null]).GetAwaiter().GetResult();
            return null;
        }
        catch (Exception exception)
        {
            var cause = exception is TypeInitializationException { InnerException: { } inner } ? inner : exception;
            return ScriptProblems.Threw(PlaceOf(cause, unit), cause);
        }
    }

    /// <summary>The innermost line of a script that the exception passed.</summary>
    private static SourceLocation PlaceOf(Exception exception, ScriptUnit unit)
    {
        foreach (var frame in new StackTrace(exception, fNeedFileInfo: true).GetFrames())
        {
            if (unit.Texts.FirstOrDefault(t => t.Path == frame.GetFileName()) is { } text)
                return new(text.Path, frame.GetFileLineNumber(), frame.GetFileColumnNumber());
        }

        return new(unit.Path, 0);
    }
}
