using System.Text.RegularExpressions;

namespace RunbookSdk.Tests.Conventions;

/// <summary>A member of a type with a body of its own.</summary>
internal sealed record Function(string Name, int Line, int Lines);

/// <summary>
/// Finds the functions of a source text by counting brackets. A function is counted with its header and without its comments and
/// attributes; local functions and lambdas count as part of the member around them, and so do the accessors of a property. Statements
/// at the top level of a file count one by one.
/// </summary>
internal static partial class Functions
{
    public static IReadOnlyList<Function> In(string source)
    {
        var found = new List<Function>();
        ReadMembers(SourceText.CodeOf(source), 0, null, found);
        return found;
    }

    /// <summary>Cuts code into members and enters those that hold members themselves.</summary>
    private static void ReadMembers(string code, int from, int? to, List<Function> found)
    {
        for (var start = from; start < (to ?? code.Length);)
        {
            var (header, isField, end) = Cut(code, start, to ?? code.Length);
            var text = AttributePattern().Replace(code[start..header], "");
            if (ContainerPattern().IsMatch(text)) ReadMembers(code, header + 1, end - 1, found);
            else if (!isField && !text.Contains("enum ", StringComparison.Ordinal)) Add(found, code, text, start, end);
            start = end;
        }
    }

    /// <summary>
    /// Ends of a member and of its header. A member ends with the brace that closes its block, or with a semicolon outside of all
    /// brackets; with the semicolon only when an arrow or an equals sign came first.
    /// </summary>
    private static (int Header, bool IsField, int End) Cut(string code, int start, int to)
    {
        var (header, isBlock, isField, depth) = (-1, false, false, 0);
        for (var at = start; at < to; at++)
        {
            if (header < 0 && depth == 0 && (code[at] == '{' || IsAssignment(code, start, at)))
                (header, isBlock, isField) = (at, code[at] == '{', code[at] == '=' && code[at + 1] != '>');
            depth += code[at] is '{' or '(' or '[' ? 1 : code[at] is '}' or ')' or ']' ? -1 : 0;
            if (depth != 0) continue;
            if (code[at] == ';') return (header < 0 ? at : header, isField, at + 1);
            if (isBlock && code[at] == '}') return (header, isField, at + 1);
        }

        return (header < 0 ? to : header, isField, to);
    }

    private static bool IsAssignment(string code, int start, int at) =>
        code[at] == '=' && !OperatorPattern().IsMatch(code[start..at]);

    private static void Add(List<Function> found, string code, string header, int start, int end)
    {
        if (UsingPattern().IsMatch(header) || !FunctionPattern().IsMatch(header)) return;
        var name = FunctionPattern().Match(header).Groups["name"].Value;
        var first = start + code[start..end].IndexOf(header.TrimStart(), StringComparison.Ordinal);
        found.Add(new Function(name, code.AsSpan(0, first).Count('\n') + 1, code.AsSpan(first, end - first).Count('\n') + 1));
    }

    [GeneratedRegex(@"^\s*(\[[^\]]*\]\s*)+")]
    private static partial Regex AttributePattern();

    /// <summary>A namespace or a type, not the constraint <c>where T : class</c>.</summary>
    [GeneratedRegex(@"(?<![:,]\s*)\b((namespace|class|struct|interface|record)\s+\w|extension\s*[<(])")]
    private static partial Regex ContainerPattern();

    [GeneratedRegex(@"^\s*(global\s+)?using\s")]
    private static partial Regex UsingPattern();

    [GeneratedRegex(@"\boperator\s*\S*$")]
    private static partial Regex OperatorPattern();

    [GeneratedRegex(@"(?<name>\boperator\s*[^\s(]+|\bthis(?=\[)|\b(?!(public|private|protected|internal|static|async)\b)\w+)(<[\w, ]+>)?\s*([(\[]|$)")]
    private static partial Regex FunctionPattern();
}
