using System.Globalization;
using RunbookSdk.Cli.Replay;
using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;

namespace RunbookSdk.Cli.Eval;

/// <summary>What a run will do, with every path and instant worked out.</summary>
/// <param name="Files">The files of facts.</param>
/// <param name="Zone">The zone that times without an offset are read in, and that times are shown in.</param>
/// <param name="At">The instant of the run; null: now.</param>
/// <param name="Wait">How long to wait for another run.</param>
internal sealed record EvalPlan(IReadOnlyList<string> Files, TimeZoneInfo Zone, DateTimeOffset? At, TimeSpan Wait)
{
    /// <summary>Works a request out.</summary>
    /// <exception cref="RunbookException">Something cannot be used; it carries every problem.</exception>
    public static EvalPlan Of(EvalRequest request)
    {
        var problems = new List<Diagnostic>();
        if (request.Facts.Count(f => f == ReplayPlan.StandardInput) > 1)
            problems.Add(new(CommandCodes.Conflict, Severity.Error, "--facts - is given twice; there is one standard input.", SourceLocation.None));
        var zone = Read("--zone", CommandCodes.NoSuchZone, request.Zone, Instant.FindZone, problems) ?? TimeZoneInfo.Utc;
        DateTimeOffset? at = request.At is null ? null : Read("--at", CommandCodes.NotAnInstant, request.At, t => new Box<DateTimeOffset>(Instant.Parse(t)), problems)?.Value;
        var wait = Read("--wait", CommandCodes.NotATime, request.WaitText, t => new Box<TimeSpan>(ParseTime(t)), problems)?.Value ?? TimeSpan.Zero;
        IReadOnlyList<string> files = [];
        try
        {
            files = FactFiles.Find(request.Facts);
        }
        catch (RunbookException exception)
        {
            problems.AddRange(exception.Diagnostics);
        }

        return problems.Count > 0 ? throw new RunbookException(problems) : new(files, zone, at, wait);
    }

    private static T? Read<T>(string option, string code, string? text, Func<string, T> parse, List<Diagnostic> problems)
        where T : class
    {
        if (text is null) return null;
        try
        {
            return parse(text);
        }
        catch (FormatException exception)
        {
            problems.Add(new(code, Severity.Error, exception.Message, new SourceLocation(option, 0)));
            return null;
        }
    }

    /// <summary>Reads <c>30s</c>, <c>5m</c> or <c>2h</c>.</summary>
    private static TimeSpan ParseTime(string text)
    {
        var number = text.Length > 1 && double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var read) ? read : -1;
        return (number, text.Length > 0 ? text[^1] : ' ') switch
        {
            ( >= 0, 's') => TimeSpan.FromSeconds(number),
            ( >= 0, 'm') => TimeSpan.FromMinutes(number),
            ( >= 0, 'h') => TimeSpan.FromHours(number),
            _ => throw new FormatException($"'{text}' is no time; write 30s, 5m or 2h."),
        };
    }

    private sealed record Box<T>(T Value);
}
