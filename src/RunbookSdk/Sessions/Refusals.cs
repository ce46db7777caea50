using Microsoft.Extensions.Logging;
using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;

namespace RunbookSdk.Sessions;

/// <summary>What people said and could not be done, for them to read.</summary>
internal sealed partial class Refusals(UndoLog undo, SessionOptions options)
{
    public List<Diagnostic> Problems { get; } = [];

    /// <summary>Tells a person that a word of theirs changes nothing.</summary>
    public void Tell(string code, object word, string by, string reason)
    {
        var type = FactType.Of(word.GetType());
        var count = Problems.Count;
        undo.Add(() => Problems.RemoveRange(count, Problems.Count - count));
        Problems.Add(new Diagnostic(
            code, Severity.Error, $"{type.Name} {type.KeyText(word)} by {by} changes nothing: {reason}.", SourceLocation.None));
        if (options.Logger is { } logger) LogRefusal(logger, type.Name, type.KeyText(word), by, reason);
    }

    [LoggerMessage(3, LogLevel.Warning, "{Edit} {Key} by {By} changes nothing: {Reason}", EventName = "EditRefused")]
    private static partial void LogRefusal(ILogger logger, string edit, string key, string by, string reason);
}
