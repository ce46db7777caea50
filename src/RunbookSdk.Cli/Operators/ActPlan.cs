using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;

namespace RunbookSdk.Cli.Operators;

/// <summary>What a person says, with every name and instant worked out.</summary>
/// <param name="By">Who.</param>
/// <param name="Because">Why; empty when nothing was said.</param>
/// <param name="At">The instant; null: now.</param>
/// <param name="Wait">How long to wait for another run.</param>
/// <param name="Zone">The zone that times are shown in.</param>
internal sealed record ActPlan(string By, string Because, DateTimeOffset? At, TimeSpan Wait, TimeZoneInfo Zone)
{
    private static readonly TimeSpan UsualWait = TimeSpan.FromSeconds(10);

    /// <summary>Works a request out.</summary>
    /// <param name="request">The request.</param>
    /// <param name="user">Who runs the command.</param>
    /// <param name="needsReason">True when others have to know why.</param>
    /// <param name="problems">Problems that were found before.</param>
    /// <exception cref="RunbookException">Something cannot be used; it carries every problem.</exception>
    public static ActPlan Of(ActRequest request, string user, bool needsReason, List<Diagnostic> problems)
    {
        var by = (request.By ?? user).Trim();
        if (by.Length == 0) problems.Add(Missing("--by", "Nobody is named; say who you are with --by NAME."));
        var because = (request.Because ?? "").Trim();
        if (needsReason && because.Length == 0)
            problems.Add(Missing("--because", "No reason is given; say why with --because \"...\": whoever comes next has to know."));
        var at = OptionText.Read<DateTimeOffset?>("--at", CommandCodes.NotAnInstant, request.At, t => Instant.Parse(t), problems, null);
        var wait = OptionText.Read("--wait", CommandCodes.NotATime, request.WaitText, OptionText.ParseTime, problems, UsualWait);
        var zone = OptionText.Read("--zone", CommandCodes.NoSuchZone, request.Zone, Instant.FindZone, problems, TimeZoneInfo.Utc);
        return problems.Count > 0 ? throw new RunbookException(problems) : new(by, because, at, wait, zone);
    }

    private static Diagnostic Missing(string option, string message) => new(CommandCodes.NothingSaid, Severity.Error, message, new(option, 0));
}
