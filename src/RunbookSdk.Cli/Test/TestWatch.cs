using RunbookSdk.Testing.Scenarios;

namespace RunbookSdk.Cli.Test;

/// <summary>
/// <c>runbook test --watch</c>: runs again when a file changes. Looks at the files instead of being told: editors, mounts and
/// containers differ in what they tell.
/// </summary>
internal sealed class TestWatch(TestRequest request, CommandConsole console)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(400);
    private static readonly EnumerationOptions Deep = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.Hidden };

    /// <returns>What the last run said; see <see cref="ExitCode"/>.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var exitCode = ExitCode.Fine;
        try
        {
            while (true)
            {
                // Looked at before the run: what changes while it runs is run again.
                var before = Look([]);
                using (var run = new TestRun(request, console)) exitCode = run.Run();
                await console.Error.WriteLineAsync("watching; Ctrl-C ends").ConfigureAwait(false);
                await console.Output.FlushAsync(cancellation).ConfigureAwait(false);
                while (Look(before).SequenceEqual(before)) await Task.Delay(Pause, console.Time, cancellation).ConfigureAwait(false);
                await console.Output.WriteLineAsync().ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return exitCode;
        }
    }

    /// <summary>What the files look like; while a folder or a file goes away under the look, as it does when an editor puts another in its place, as before.</summary>
    private List<Stamp> Look(List<Stamp> before)
    {
        try
        {
            return Stamps();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return before;
        }
    }

    /// <summary>Every runbook and scenario in the folders of what is tested, with what tells that it has changed.</summary>
    private List<Stamp> Stamps()
    {
        var files = ScenarioFinder.FindAll(request.Paths, []);
        var named = files.Select(ScenarioFile.Open).SelectMany(f => f.Runbooks.Append(f.Path)).Concat(request.Paths).Distinct(StringComparer.Ordinal).ToList();
        var beside = named.Select(p => Path.GetDirectoryName(Path.GetFullPath(p))!).Distinct(StringComparer.Ordinal).Where(Directory.Exists).SelectMany(f => Directory.EnumerateFiles(f));
        var within = named.Where(Directory.Exists).SelectMany(f => Directory.EnumerateFiles(f, "*", Deep));
        return [.. beside.Concat(within).Select(Path.GetFullPath).Distinct(StringComparer.Ordinal)
            .Where(f => Path.GetExtension(f) is ".csx" or ".cs" or ".yaml" or ".yml")
            .Order(StringComparer.Ordinal)
            .Select(Behind).Where(f => f.Exists).Select(f => new Stamp(f.FullName, f.LastWriteTimeUtc, f.Length))];
    }

    /// <summary>What a link leads to: the link itself stays as it is when that changes.</summary>
    private static FileInfo Behind(string path) => new FileInfo(path) is { LinkTarget: not null } link ? link.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? link : new(path);

    private sealed record Stamp(string File, DateTime Written, long Length);
}
