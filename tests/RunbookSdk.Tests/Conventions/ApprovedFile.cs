using System.Text;

namespace RunbookSdk.Tests.Conventions;

/// <summary>A text in the repository that says what is so on purpose; a change of what it describes has to be accepted by a person.</summary>
internal static class ApprovedFile
{
    /// <summary>Set to 1, this environment variable rewrites the approved files instead of comparing with them.</summary>
    public const string Accept = "RUNBOOK_ACCEPT";

    public static bool IsAccepting => Environment.GetEnvironmentVariable(Accept) == "1";

    /// <summary>Fails, and shows which lines are new and which are gone, when the text is not the approved one.</summary>
    /// <param name="path">The approved file, below the root of the repository.</param>
    /// <param name="actual">What is so now; lines end with a line feed.</param>
    public static void Check(string path, string actual)
    {
        var file = Repository.PathOf(path.Split('/'));
        if (IsAccepting) File.WriteAllText(file, actual);
        var approved = File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : "";
        if (approved != actual) Assert.Fail(Explain(path, approved, actual));
    }

    internal static string Explain(string path, string approved, string actual)
    {
        var before = approved.Split('\n');
        var after = actual.Split('\n');
        var message = new StringBuilder().Append(path).Append(" is not what is so now:\n");
        foreach (var line in Missing(before, after)) message.Append("- ").Append(line).Append('\n');
        foreach (var line in Missing(after, before)) message.Append("+ ").Append(line).Append('\n');
        return message
            .Append("When this is meant, accept it: run the test again with ").Append(Accept).Append("=1 and commit the file.").ToString();
    }

    private static IEnumerable<string> Missing(string[] lines, string[] others)
    {
        var left = others.CountBy(l => l, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        return lines.Where(l => !left.TryGetValue(l, out var count) || (left[l] = count - 1) < 0);
    }
}
