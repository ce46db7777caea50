namespace RunbookSdk.Scripting.Reading;

/// <summary>
/// A runbook whose text is also an app of one file, so that editors know its words: a <c>.cs</c> file that begins with <c>#!</c> and names the package
/// RunbookSdk, or a project of it, in a line <c>#:</c>. Other C# in a folder is none of ours.
/// </summary>
internal static class AppOfOneFile
{
    private const string Extension = ".cs";
    private const int LongestHead = 4096;

    /// <summary>True for a file of a folder that is a runbook: a script, or such an app.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static bool IsRunbook(string path) => Path.GetExtension(path) switch
    {
        ".csx" => true,
        Extension => NamesRunbookSdk(Head(path)),
        _ => false,
    };

    private static string Head(string path)
    {
        using var reader = new StreamReader(path);
        var head = new char[LongestHead];
        return new(head, 0, reader.ReadBlock(head));
    }

    private static bool NamesRunbookSdk(string head)
    {
        if (!head.StartsWith("#!", StringComparison.Ordinal)) return false;
        foreach (var line in head.AsSpan().EnumerateLines())
        {
            var directive = line.Trim();
            if (directive.IsEmpty || directive.StartsWith("//", StringComparison.Ordinal)) continue;
            if (directive[0] != '#') return false;
            if (IsOurs(directive)) return true;
        }

        return false;
    }

    private static bool IsOurs(ReadOnlySpan<char> directive)
    {
        if (directive.StartsWith("#:project", StringComparison.Ordinal)) return directive.TrimEnd('/').EndsWith("RunbookSdk", StringComparison.Ordinal) || directive.EndsWith("RunbookSdk.csproj", StringComparison.Ordinal);
        return directive.StartsWith("#:package", StringComparison.Ordinal)
            && directive["#:package".Length..].Trim() is var package
            && (package.Equals("RunbookSdk", StringComparison.OrdinalIgnoreCase) || package.StartsWith("RunbookSdk@", StringComparison.OrdinalIgnoreCase));
    }
}
