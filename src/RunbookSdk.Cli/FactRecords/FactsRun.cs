using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;

namespace RunbookSdk.Cli.FactRecords;

/// <summary>One run of <c>runbook facts</c>.</summary>
internal sealed class FactsRun(CommandConsole console)
{
    /// <returns>See <see cref="ExitCode"/>.</returns>
    public int Run(IReadOnlyList<string> names, IReadOnlyList<string> paths, string format, bool usesCache)
    {
        try
        {
            using var runbooks = paths.Count > 0 ? console.Runbooks.Load(paths, usesCache) : null;
            foreach (var problem in runbooks?.Diagnostics ?? []) console.Error.WriteLine(problem);
            if (runbooks is { Rules: null }) return ExitCode.CouldNotRun;
            var catalog = DomainFacts.CatalogWith(runbooks?.FactTypes ?? []);
            var meanings = Meanings.OfSdk();
            var records = (names.Count > 0 ? names.Select(n => Find(catalog, n)).Distinct() : catalog.Types).Select(t => FactRecord.Of(t, meanings)).ToList();
            if (format == "json") FactRecordJson.Write(console.Output, records);
            else if (names.Count > 0) FactRecordText.WriteWhole(console.Output, records);
            else FactRecordText.WriteShort(console.Output, records);
            return ExitCode.Fine;
        }
        catch (RunbookException exception)
        {
            foreach (var problem in exception.Diagnostics) console.Error.WriteLine(problem);
            return ExitCode.CouldNotRun;
        }
    }

    private static Type Find(FactCatalog catalog, string name)
    {
        if (catalog.Find(name) is { } type) return type;
        var meant = catalog.Nearest(name) is { } near ? $"Did you mean '{near}'?" : "'runbook facts' lists them.";
        throw CommandCodes.Refuse(CommandCodes.NoSuchFact, $"There is no fact record '{name}'. {meant} Those of runbooks are known with --runbooks.");
    }
}
