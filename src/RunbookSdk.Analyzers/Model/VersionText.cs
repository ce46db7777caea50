using System.Globalization;
using System.Text.RegularExpressions;

namespace RunbookSdk.Analyzers.Model;

/// <summary>Knows which texts <c>Version("...")</c> takes; a test holds both equal.</summary>
internal static class VersionText
{
    /// <summary>A part of the name of a pre-release; a number has no leading zero.</summary>
    private const string Label = "(?:0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*)";

    /// <summary>One to four numbers, a label of a pre-release, a label of a build: NuGet's form of Semantic Versioning.</summary>
    private static readonly Regex Form = new(
        $@"^(?<numbers>\s*[0-9]+\s*(?:\.\s*[0-9]+\s*){{0,3}})(?:-{Label}(?:\.{Label})*)?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$", RegexOptions.CultureInvariant);

    /// <summary>One more than the largest part of a version that has an order here: four of them fit into a number.</summary>
    private const int PartsEnd = 8192;

    public static bool IsVersion(string text) => NumbersOf(text, out _) is not null;

    /// <summary>A number that is greater for a greater version; null for a text that is none, has a label, or has a part that is too large.</summary>
    public static double? OrderOf(string text)
    {
        if (NumbersOf(text, out var hasLabel) is not { } numbers || hasLabel || numbers.Exists(n => n >= PartsEnd)) return null;
        return Enumerable.Range(0, 4).Aggregate(0.0, (order, i) => (order * PartsEnd) + (i < numbers.Count ? numbers[i] : 0));
    }

    /// <summary>The numbers of a version; null for a text that is none.</summary>
    private static List<int>? NumbersOf(string text, out bool hasLabel)
    {
        var digits = text.Trim();
        if (digits.StartsWith("v", StringComparison.OrdinalIgnoreCase)) digits = digits.Substring(1).TrimStart(' ', '.');
        var form = Form.Match(digits);
        var written = form.Groups["numbers"];
        hasLabel = form.Success && written.Length < digits.Length;
        if (!form.Success) return null;
        var numbers = new List<int>();
        foreach (var part in written.Value.Split('.'))
        {
            if (!int.TryParse(part, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number)) return null;
            numbers.Add(number);
        }

        return numbers;
    }
}
