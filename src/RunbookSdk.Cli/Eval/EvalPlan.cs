using System.Globalization;
using RunbookSdk.Cli.Replay;
using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;
using RunbookSdk.Rules;

namespace RunbookSdk.Cli.Eval;

/// <summary>What a run will do, with every path and instant worked out.</summary>
/// <param name="Files">The files of facts.</param>
/// <param name="Zone">The zone that times without an offset are read in, and that times are shown in.</param>
/// <param name="At">The instant of the run; null: now.</param>
/// <param name="Wait">How long to wait for another run.</param>
/// <param name="DeliverFor">For how long handlers are called.</param>
/// <param name="Budget">How much all rules together may do; null: any number.</param>
internal sealed record EvalPlan(IReadOnlyList<string> Files, TimeZoneInfo Zone, DateTimeOffset? At, TimeSpan Wait, TimeSpan DeliverFor, Budget? Budget)
{
    private static readonly TimeSpan DefaultDeliverFor = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestDeliverFor = TimeSpan.FromDays(1);

    /// <summary>Works a request out.</summary>
    /// <exception cref="RunbookException">Something cannot be used; it carries every problem.</exception>
    public static EvalPlan Of(EvalRequest request)
    {
        var problems = new List<Diagnostic>();
        if (request.Facts.Count(f => f == ReplayPlan.StandardInput) > 1)
            problems.Add(new(CommandCodes.Conflict, Severity.Error, "--facts - is given twice; there is one standard input.", SourceLocation.None));
        var zone = OptionText.Read("--zone", CommandCodes.NoSuchZone, request.Zone, Instant.FindZone, problems, TimeZoneInfo.Utc);
        var at = OptionText.Read<DateTimeOffset?>("--at", CommandCodes.NotAnInstant, request.At, t => Instant.Parse(t), problems, null);
        var wait = OptionText.Read("--wait", CommandCodes.NotATime, request.WaitText, OptionText.ParseTime, problems, TimeSpan.Zero);
        var deliverFor = OptionText.Read("--deliver-for", CommandCodes.NotATime, request.DeliverForText, ParseDeliverFor, problems, DefaultDeliverFor);
        var budget = OptionText.Read("--budget", CommandCodes.NotABudget, request.BudgetText, ParseBudget, problems, null);
        if (request is { At: not null, Handlers: not null, IsDryRun: false })
            problems.Add(new(CommandCodes.Conflict, Severity.Error, "--handlers acts in the world now, and --at is for another time; leave one of them out.", SourceLocation.None));
        IReadOnlyList<string> files = [];
        try
        {
            files = FactFiles.Find(request.Facts);
        }
        catch (RunbookException exception)
        {
            problems.AddRange(exception.Diagnostics);
        }

        return problems.Count > 0 ? throw new RunbookException(problems) : new(files, zone, at, wait, deliverFor, budget);
    }

    /// <summary>A run ends; what is to go on for days is a host.</summary>
    private static TimeSpan ParseDeliverFor(string text) => OptionText.ParseTime(text) is var time && time <= LongestDeliverFor
        ? time
        : throw new FormatException($"'{text}' is longer than a day; what is left is done by the next run.");

    /// <summary>Reads <c>20/1h</c>.</summary>
    private static Budget? ParseBudget(string text)
    {
        var parts = text.Split('/');
        if (parts.Length != 2 || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count < 1)
            throw new FormatException($"'{text}' is no budget; write how many, and in how long a time, such as 20/1h.");
        var per = OptionText.ParseTime(parts[1]);
        return per > TimeSpan.Zero ? new(count, per) : throw new FormatException($"'{text}' is no budget; its time has to be longer than nothing.");
    }
}
