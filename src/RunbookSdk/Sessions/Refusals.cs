using Microsoft.Extensions.Logging;
using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;

namespace RunbookSdk.Sessions;

/// <summary>What people said, or wrote in a rule, and could not be done, for them to read.</summary>
internal sealed partial class Refusals(UndoLog undo, SessionOptions options)
{
    public List<Diagnostic> Problems { get; } = [];

    /// <summary>True while an evaluation is only tried, or has happened before: nobody else is told.</summary>
    public bool IsQuiet { get; set; }

    /// <summary>Tells a person that a word of theirs changes nothing.</summary>
    public void Tell(string code, object word, string by, string reason)
    {
        var type = FactType.Of(word.GetType());
        Add(new Diagnostic(
            code, Severity.Error, $"{type.Name} {type.KeyText(word)} by {by} changes nothing: {reason}.", SourceLocation.None));
        if (!IsQuiet && options.Logger is { } logger) LogRefusal(logger, type.Name, type.KeyText(word), by, reason);
    }

    /// <summary>Tells whoever runs a rule that what it asks for makes no sense.</summary>
    public void Tell(string code, RuleRuntime rule, string problem)
    {
        var (id, place) = (rule.Model.Id, rule.LocationNow(rule.Matched.ProjectionLocation));
        Add(new Diagnostic(code, Severity.Error, $"rule {id} {problem}.", place));
        if (!IsQuiet && options.Logger is { } logger) LogProblem(logger, id, place, problem);
    }

    private void Add(Diagnostic problem)
    {
        var count = Problems.Count;
        undo.Add(() => Problems.RemoveRange(count, Problems.Count - count));
        Problems.Add(problem);
    }

    [LoggerMessage(3, LogLevel.Warning, "{Edit} {Key} by {By} changes nothing: {Reason}", EventName = "EditRefused")]
    private static partial void LogRefusal(ILogger logger, string edit, string key, string by, string reason);

    [LoggerMessage(4, LogLevel.Error, "Rule {Rule} at {Location} {Problem}", EventName = "RequestSenseless")]
    private static partial void LogProblem(ILogger logger, string rule, SourceLocation location, string problem);
}
