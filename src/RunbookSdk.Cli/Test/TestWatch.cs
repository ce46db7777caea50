using RunbookSdk.Testing.Scenarios;

namespace RunbookSdk.Cli.Test;

/// <summary>
/// <c>runbook test --watch</c>: runs again when a file changes. Looks at the files instead of being told: editors, mounts and
/// containers differ in what they tell.
/// </summary>
internal sealed class TestWatch(TestRequest request, CommandConsole console)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(400);

    /// <returns>What the last run said; see <see cref="ExitCode"/>.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var exitCode = ExitCode.Fine;
        try
        {
            while (true)
            {
                // Looked at before the run: what changes while it runs is run again.
                var before = Stamps();
                using (var run = new TestRun(request, console)) exitCode = run.Run();
                await console.Error.WriteLineAsync("watching; Ctrl-C ends").ConfigureAwait(false);
                await console.Output.FlushAsync(cancellation).ConfigureAwait(false);
                while (Stamps().SequenceEqual(before)) await Task.Delay(Pause, console.Time, cancellation).ConfigureAwait(false);
                await console.Output.WriteLineAsync().ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return exitCode;
        }
    }

    /// <summary>Every runbook and scenario in the folders of what is tested, with what tells that it has changed.</summary>
    private List<(string File, DateTime Written, long Length)> Stamps()
    {
        var files = ScenarioFinder.FindAll(request.Paths, []);
        var folders = files.Select(ScenarioFile.Open).SelectMany(f => f.Runbooks.Append(f.Path)).Concat(request.Paths.Where(Directory.Exists))
            .Select(p => Directory.Exists(p) ? p : Path.GetDirectoryName(Path.GetFullPath(p))!).Where(Directory.Exists).Distinct(StringComparer.Ordinal);
        return [.. folders.SelectMany(f => Directory.EnumerateFiles(f)).Concat(files).Distinct(StringComparer.Ordinal)
            .Where(f => Path.GetExtension(f) is ".csx" or ".cs" or ".yaml" or ".yml")
            .Order(StringComparer.Ordinal)
            .Select(f => new FileInfo(f)).Where(f => f.Exists).Select(f => (f.FullName, f.LastWriteTimeUtc, f.Length))];
    }
}
