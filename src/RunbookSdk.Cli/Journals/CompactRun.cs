using System.Globalization;
using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;
using RunbookSdk.Journal;
using RunbookSdk.Sessions;

namespace RunbookSdk.Cli.Journals;

/// <summary>One run of <c>runbook journal compact</c>.</summary>
internal sealed class CompactRun(CommandConsole console, string file)
{
    /// <summary>Keeps a snapshot, sees that a session can go on from it, and drops what it makes needless.</summary>
    public Task<int> RunAsync(string keep, bool usesCache, CancellationToken cancellation) =>
        Guarded.RunAsync(console, () => RunUnguardedAsync(keep, usesCache, cancellation));

    private async Task<int> RunUnguardedAsync(string keep, bool usesCache, CancellationToken cancellation)
    {
        var problems = new List<Diagnostic>();
        var time = OptionText.Read("--keep", CommandCodes.NotATime, keep, OptionText.ParseTime, problems, TimeSpan.Zero);
        if (problems.Count > 0) throw new RunbookException(problems);
        if (!File.Exists(file)) throw CommandCodes.Refuse(CommandCodes.Unreadable, "There is no such file, so there is nothing to compact.", new(file, 0));
        var before = new FileInfo(file).Length;
        using var journal = await StateFile.OpenAsync(console.Time, file, TimeSpan.Zero, cancellation).ConfigureAwait(false);
        using var earlier = new EarlierRunbooks(console.Runbooks, usesCache);
        FactCatalog? catalog = null;
        var session = RunbookSession.Reopen(new SessionOptions { Journal = journal }, Find);
        if (session.KeepSnapshot() is { } problem) throw new RunbookException([problem with { Severity = Severity.Error }]);
        if (!RunbookSession.Reopen(new SessionOptions { Journal = journal }, Find).HasSameState(session))
            throw new InvalidOperationException("A session that goes on from the snapshot stands otherwise than the one it was made of; nothing was dropped.");
        var result = journal.Compact(session.Now - time, LastingFacts.NamesIn(catalog!));
        console.Output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{result.Records:N0} records up to entry {result.UpTo:N0} dropped; {before / 1024:N0} KiB before, {new FileInfo(file).Length / 1024:N0} KiB now"));
        if (result.NotShrunk is { } why) await console.Error.WriteLineAsync(why.ToString()).ConfigureAwait(false);
        return ExitCode.Fine;

        EarlierRules? Find(JournalRules rules)
        {
            var found = earlier.Find(rules);
            catalog = found?.Catalog ?? catalog;
            return found;
        }
    }
}
