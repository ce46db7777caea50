using System.Globalization;
using RunbookSdk.Diagnostics;

namespace RunbookSdk.Cli;

/// <summary>Reads what options say, so that all problems are told at once.</summary>
internal static class OptionText
{
    /// <summary>The value of an option; the default, and a problem, when it cannot be read.</summary>
    /// <param name="option">The option, as <c>--at</c>.</param>
    /// <param name="code">Code of the problem.</param>
    /// <param name="text">What it says; null when it is not given.</param>
    /// <param name="parse">Reads it, or throws a <see cref="FormatException"/>.</param>
    /// <param name="problems">Receives the problem.</param>
    /// <param name="otherwise">The default.</param>
    public static T Read<T>(string option, string code, string? text, Func<string, T> parse, List<Diagnostic> problems, T otherwise)
    {
        if (text is null) return otherwise;
        try
        {
            return parse(text);
        }
        catch (FormatException exception)
        {
            problems.Add(new(code, Severity.Error, exception.Message, new SourceLocation(option, 0)));
            return otherwise;
        }
    }

    /// <summary>Reads <c>30s</c>, <c>5m</c>, <c>2h</c> or <c>3d</c>.</summary>
    /// <exception cref="FormatException">It is none of these, or longer than anybody means.</exception>
    public static TimeSpan ParseTime(string text)
    {
        const double Longest = 366;
        var number = text.Length > 1 && double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var read) ? read : -1;
        var days = (number, text.Length > 0 ? text[^1] : ' ') switch
        {
            ( >= 0, 's') => number / 86400,
            ( >= 0, 'm') => number / 1440,
            ( >= 0, 'h') => number / 24,
            ( >= 0, 'd') => number,
            _ => throw new FormatException($"'{text}' is no time; write 30s, 5m, 2h or 3d."),
        };
        return days <= Longest ? TimeSpan.FromSeconds(Math.Round(days * 86400, 3)) : throw new FormatException($"'{text}' is longer than 366 days.");
    }
}
