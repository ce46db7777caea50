using Microsoft.Extensions.Options;

namespace RunbookSdk.Hosting.Running;

/// <summary>Finds everything that is wrong with what a host was told, before it starts.</summary>
internal sealed class RunbooksOptionsCheck(IEnumerable<HandlerRegistration> handlers) : IValidateOptions<RunbooksOptions>
{
    private const string Code = "RBK6001";

    public ValidateOptionsResult Validate(string? name, RunbooksOptions options)
    {
        List<string> problems = [.. ProblemsOf(options), .. handlers.SelectMany(h => h.Problems()), .. HandlerRegistration.SameNames(handlers)];
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems.Select(p => $"{Code}: {p}"));
    }

    private static IEnumerable<string> ProblemsOf(RunbooksOptions options)
    {
        if (options.Scripts.Count + options.RuleBooks.Count + options.Scripting.RuleBooks.Count == 0)
            yield return $"there are no runbooks; add files or folders to {nameof(options.Scripts)}, or classes to {nameof(options.RuleBooks)}.";
        foreach (var path in options.Scripts.Where(p => !Path.Exists(p)))
            yield return $"{nameof(options.Scripts)} names '{path}', and there is no such file or folder; from {Directory.GetCurrentDirectory()} it was looked for.";
        if (options.JournalPath is { } journal && Path.GetDirectoryName(Path.GetFullPath(journal)) is { } folder && !Directory.Exists(folder))
            yield return $"{nameof(options.JournalPath)} is '{journal}', and its folder is not there; make it.";
        if (options.MaxWaitingBatches < 1) yield return $"{nameof(options.MaxWaitingBatches)} is {options.MaxWaitingBatches}; it has to be at least 1.";
        if (options.SnapshotEvery < 0) yield return $"{nameof(options.SnapshotEvery)} is {options.SnapshotEvery}; it has to be 0, for never, or more.";
        if (options.DeliveryRetention <= TimeSpan.Zero)
            yield return $"{nameof(options.DeliveryRetention)} is {options.DeliveryRetention}; it has to be more than none.";
        if (options.Session.Journal is not null) yield return $"the session's journal is the host's; set {nameof(options.JournalPath)} instead.";
    }
}
