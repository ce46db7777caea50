using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;

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
        var isFolder = Directory.Exists(request.Path);
        if (!isFolder && !File.Exists(request.Path))
            throw CommandCodes.Refuse(CommandCodes.NoSuchPath, $"There is no file or folder '{request.Path}'.");
        var configuration = isFolder ? System.IO.Path.Combine(request.Path, ReplayFile.Name) : request.Path;
        var isConfigured = System.IO.Path.GetFileName(configuration) == ReplayFile.Name && File.Exists(configuration);
        var file = isConfigured ? ReplayFile.Read(configuration) : null;
        var folder = System.IO.Path.GetDirectoryName(configuration) ?? "";
        var runbooks = file is { Runbooks.Count: > 0 } ? InFolder(folder, file.Runbooks) : [isConfigured ? folder : request.Path];
        var facts = request.Facts.Count > 0 || file is null ? request.Facts : InFolder(folder, file.Facts);
        return Of(request, file, runbooks, facts);
    }

    private static ReplayPlan Of(ReplayRequest request, ReplayFile? file, IReadOnlyList<string> runbooks, IReadOnlyList<string> facts)
    {
        var problems = new List<Diagnostic>();
        if (file is null && Directory.Exists(request.Path) && !HasRunbooks(request.Path))
            problems.Add(Problem(
                CommandCodes.EmptyFolder, $"The folder '{request.Path}' holds no runbooks (.csx) and no {ReplayFile.Name}."));
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

    private static bool HasRunbooks(string folder) => Directory.EnumerateFiles(folder, "*.csx", SearchOption.AllDirectories).Any();

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
