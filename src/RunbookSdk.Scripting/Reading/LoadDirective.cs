namespace RunbookSdk.Scripting.Reading;

/// <summary>
/// A <c>#load "target"</c> line, found without a compiler: such lines stand before the first statement, among comments and other
/// directives.
/// </summary>
/// <param name="Target">What stands between the quotes.</param>
/// <param name="Line">Line, counted from 1.</param>
/// <param name="Column">Column of the first quote, counted from 1.</param>
internal readonly record struct LoadDirective(string Target, int Line, int Column)
{
    public static List<LoadDirective> FindAll(string text)
    {
        var found = new List<LoadDirective>();
        var inComment = false;
        var number = 0;
        foreach (var line in text.AsSpan().TrimStart('\uFEFF').EnumerateLines())
        {
            number++;
            var rest = SkipComments(line, ref inComment).TrimEnd();
            if (rest.IsEmpty) continue;
            if (rest[0] != '#') break;
            if (TargetOf(rest) is { } target) found.Add(new(target, number, line.IndexOf('"') + 1));
        }

        return found;
    }

    private static string? TargetOf(ReadOnlySpan<char> directive)
    {
        var word = directive[1..].TrimStart();
        if (!word.StartsWith("load", StringComparison.Ordinal)) return null;
        var quoted = word["load".Length..].TrimStart();
        if (quoted.IsEmpty || quoted[0] != '"') return null;
        var end = quoted[1..].IndexOf('"');
        return end < 0 ? null : quoted[1..(end + 1)].ToString();
    }

    /// <summary>What is left of a line behind its spaces and comments.</summary>
    private static ReadOnlySpan<char> SkipComments(ReadOnlySpan<char> line, ref bool inComment)
    {
        while (true)
        {
            if (inComment)
            {
                var end = line.IndexOf("*/", StringComparison.Ordinal);
                if (end < 0) return [];
                line = line[(end + 2)..];
                inComment = false;
            }

            line = line.TrimStart();
            if (line.StartsWith("//", StringComparison.Ordinal)) return [];
            if (!line.StartsWith("/*", StringComparison.Ordinal)) return line;
            line = line[2..];
            inComment = true;
        }
    }
}
