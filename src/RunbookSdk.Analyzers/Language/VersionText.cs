using System.Globalization;
using System.Text.RegularExpressions;

namespace RunbookSdk.Analyzers.Language;

/// <summary>Knows which texts <c>Version("...")</c> takes; a test holds both equal.</summary>
internal static class VersionText
{
    /// <summary>A part of the name of a pre-release; a number has no leading zero.</summary>
    private const string Label = "(?:0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*)";

    /// <summary>One to four numbers, a label of a pre-release, a label of a build: NuGet's form of Semantic Versioning.</summary>
    private static readonly Regex Form = new(
        $@"^(?<numbers>\s*[0-9]+\s*(?:\.\s*[0-9]+\s*){{0,3}})(?:-{Label}(?:\.{Label})*)?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$", RegexOptions.CultureInvariant);

    public static bool IsVersion(string text)
    {
        var digits = text.Trim();
        if (digits.StartsWith("v", StringComparison.OrdinalIgnoreCase)) digits = digits.Substring(1).TrimStart(' ', '.');
        var form = Form.Match(digits);
        return form.Success && form.Groups["numbers"].Value.Split('.')
            .All(n => int.TryParse(n, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out _));
    }
}
