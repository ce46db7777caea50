using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;
using RunbookSdk.Scripting.Reading;

namespace RunbookSdk.Cli.Replay;

/// <summary>What a replay will do: the request and the folder's file together, with every path and instant worked out.</summary>
/// <param name="Runbooks">Files and folders of runbooks.</param>
/// <param name="Facts">Files and folders of facts; <c>-</c> is standard input.</param>
/// <param name="Zone">The zone that times without an offset are read in, and that times are shown in.</param>
/// <param name="Start">Where the clock begins; null: with the first fact.</param>
/// <param name="Until">Where it ends; null: with the last fact.</param>
internal sealed record ReplayPlan(
    IReadOnlyList<string> Runbooks, IReadOnlyList<string> Facts, TimeZoneInfo Zone, DateTimeOffset? Start, DateTimeOffset? Until)
{
    public const string StandardInput = "-";

    /// <summary>Works a request out.</summary>
    /// <exception cref="RunbookException">Something cannot be used; it carries every problem.</exception>
    public static ReplayPlan Of(ReplayRequest request)
    {
        var (file, folder, runbooks) = Read(request.Path);
        var facts = request.Facts.Count > 0 || file is null ? request.Facts : InFolder(folder, file.Facts);
        return Of(request, file, runbooks, facts);
    }

    /// <summary>The runbooks that a path stands for, as it does for a replay.</summary>
    /// <exception cref="RunbookException">There are none.</exception>
    public static IReadOnlyList<string> RunbooksOf(string path)
    {
        var (file, _, runbooks) = Read(path);
        return CheckRunbooks(path, file) is { } problem ? throw new RunbookException([problem]) : runbooks;
    }

    private static (ReplayFile? File, string Folder, IReadOnlyList<string> Runbooks) Read(string path)
    {
        var isFolder = Directory.Exists(path);
        if (!isFolder && !File.Exists(path)) throw CommandCodes.Refuse(CommandCodes.NoSuchPath, $"There is no file or folder '{path}'.");
        var configuration = isFolder ? System.IO.Path.Combine(path, ReplayFile.Name) : path;
        var isConfigured = System.IO.Path.GetFileName(configuration) == ReplayFile.Name && File.Exists(configuration);
        var file = isConfigured ? ReplayFile.Read(configuration) : null;
        var folder = System.IO.Path.GetDirectoryName(configuration) ?? "";
        return (file, folder, file is { Runbooks.Count: > 0 } ? InFolder(folder, file.Runbooks) : [isConfigured ? folder : path]);
    }

    private static ReplayPlan Of(ReplayRequest request, ReplayFile? file, IReadOnlyList<string> runbooks, IReadOnlyList<string> facts)
    {
        var problems = new List<Diagnostic>();
        if (CheckRunbooks(request.Path, file) is { } none) problems.Add(none);
        if (facts.Count == 0)
            problems.Add(Problem(
                CommandCodes.NoFacts, $"No facts are given. Name them with --facts, or in the folder's {ReplayFile.Name}."));
        if (facts.Count(f => f == StandardInput) > 1)
            problems.Add(Problem(CommandCodes.Conflict, "--facts - is given twice; there is one standard input."));
        CheckLive(request, facts, problems);
        var zone = ZoneOf(request.Zone is null ? file?.Find("zone") : (request.Zone, Option("--zone")), problems);
        var start = InstantOf(request.From is null ? file?.Find("start") : (request.From, Option("--from")), problems);
        var until = InstantOf(request.Until is null ? file?.Find("until") : (request.Until, Option("--until")), problems);
        if (start > until)
            problems.Add(Problem(CommandCodes.Conflict, "The end is before the beginning: --until must be after --from."));
        return problems.Count > 0 ? throw new RunbookException(problems) : new ReplayPlan(runbooks, facts, zone, start, until);
    }

    private static Diagnostic? CheckRunbooks(string path, ReplayFile? file) => file is null && Directory.Exists(path) && !HasRunbooks(path)
        ? Problem(CommandCodes.EmptyFolder, $"The folder '{path}' holds no runbooks (.csx) and no {ReplayFile.Name}.")
        : null;

    private static bool HasRunbooks(string folder) => Directory.EnumerateFiles(folder, "*.cs*", SearchOption.AllDirectories).Any(AppOfOneFile.IsRunbook);

    private static void CheckLive(ReplayRequest request, IReadOnlyList<string> facts, List<Diagnostic> problems)
    {
        if (!request.IsLive) return;
        if (!facts.Contains(StandardInput))
            problems.Add(Problem(CommandCodes.Conflict, "--live follows standard input; add --facts -"));
        if (request.From is not null || request.Until is not null)
            problems.Add(Problem(CommandCodes.Conflict, "--live goes by the real clock; leave --from and --until out."));
    }

    private static TimeZoneInfo ZoneOf((string Text, SourceLocation Location)? name, List<Diagnostic> problems)
    {
        if (name is null) return TimeZoneInfo.Utc;
        try
        {
            return Instant.FindZone(name.Value.Text);
        }
        catch (FormatException exception)
        {
            problems.Add(Problem(CommandCodes.NoSuchZone, exception.Message, name.Value.Location));
            return TimeZoneInfo.Utc;
        }
    }

    private static DateTimeOffset? InstantOf((string Text, SourceLocation Location)? text, List<Diagnostic> problems)
    {
        if (text is null) return null;
        try
        {
            return Instant.Parse(text.Value.Text);
        }
        catch (FormatException exception)
        {
            problems.Add(Problem(CommandCodes.NotAnInstant, exception.Message, text.Value.Location));
            return null;
        }
    }

    private static Diagnostic Problem(string code, string message, SourceLocation? location = null) =>
        new(code, Severity.Error, message, location ?? SourceLocation.None);

    private static SourceLocation Option(string name) => new(name, 0);

    private static List<string> InFolder(string folder, IReadOnlyList<string> paths) =>
        [.. paths.Select(p => p == StandardInput ? p : Shorten(System.IO.Path.GetFullPath(System.IO.Path.Combine(folder, p))))];

    /// <summary>Paths are shown to people, so they are as short as they can be from where people stand.</summary>
    private static string Shorten(string path)
    {
        var relative = System.IO.Path.GetRelativePath(Directory.GetCurrentDirectory(), path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
    }
}
