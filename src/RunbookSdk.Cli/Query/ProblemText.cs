using System.Reflection;
using RunbookSdk.Diagnostics;
using RunbookSdk.Scripting.Querying;

namespace RunbookSdk.Cli.Query;

/// <summary>Tells what is wrong with a query, with a sign below the very place.</summary>
internal static class ProblemText
{
    public static void Write(TextWriter error, string query, IEnumerable<QueryProblem> problems)
    {
        var lines = query.ReplaceLineEndings("\n").Split('\n');
        foreach (var (problem, length) in problems)
        {
            error.WriteLine(problem);
            if (problem.Location.Line < 1 || problem.Location.Line > lines.Length) continue;
            var line = lines[problem.Location.Line - 1];
            var before = line[..Math.Min(problem.Location.Column - 1, line.Length)];
            error.WriteLine($"  {line}");
            error.WriteLine($"  {string.Concat(before.Select(c => c == '\t' ? '\t' : ' '))}{new string('^', Math.Clamp(line.Length - before.Length, 1, length))}");
        }
    }

    /// <summary>What a query threw, where its own text was passed last.</summary>
    public static Diagnostic Threw(Exception exception)
    {
        var cause = exception;
        while (cause is AggregateException or TargetInvocationException or TypeInitializationException && cause.InnerException is { } inner) cause = inner;
        var frame = new System.Diagnostics.StackTrace(cause, fNeedFileInfo: true).GetFrames().FirstOrDefault(f => f.GetFileName() == QueryNames.File);
        var place = frame is null ? new SourceLocation(QueryNames.File, 0) : new(QueryNames.File, frame.GetFileLineNumber(), frame.GetFileColumnNumber());
        return new(CommandCodes.QueryThrew, Severity.Error, $"The query threw {cause.GetType().Name}: {cause.Message}", place);
    }
}
