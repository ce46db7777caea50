using RunbookSdk.Actions;
using RunbookSdk.Journal;

namespace RunbookSdk.Hosting.Handlers;

/// <summary>
/// A program that carries actions out. It is started directly and not by a shell, so nothing in an argument has a meaning but as that argument. It
/// finds the decision as a CloudEvent on standard input, and in its environment <c>RUNBOOK_IDEMPOTENCY_KEY</c>, <c>RUNBOOK_KIND</c> (<c>do</c>,
/// <c>renew</c> or <c>release</c>), <c>RUNBOOK_ACTION</c>, <c>RUNBOOK_TARGET</c>, <c>RUNBOOK_RULE</c>, <c>RUNBOOK_BECAUSE</c> and
/// <c>RUNBOOK_ATTEMPT</c>. Exit code 0 says that it is done; 75 (<c>EX_TEMPFAIL</c>) and what ends it by a signal or by time that it may be tried
/// again, as any other code does unless <see cref="FinalExitCodes"/> names it. What it prints last is what is said of the attempt.
/// </summary>
/// <param name="FileName">The program: a path, or a name that is looked for in the path of the host.</param>
/// <typeparam name="TAction">The actions that it takes.</typeparam>
public sealed record ProcessCommand<TAction>(string FileName)
    where TAction : RunbookAction
{
    /// <summary>Its arguments, of what is to be done.</summary>
    /// <value>Default: none.</value>
    public Func<ActionDelivery<TAction>, IEnumerable<string>> Arguments { get; init; } = static _ => [];

    /// <summary>Where it is started.</summary>
    /// <value>Default: where the host was.</value>
    public string? WorkingDirectory { get; init; }

    /// <summary>Exit codes that say that it will never work; the delivery becomes a dead letter at once.</summary>
    /// <value>Default: 64 (<c>EX_USAGE</c>), 77 (<c>EX_NOPERM</c>) and 78 (<c>EX_CONFIG</c>) of sysexits.h; 126 and 127, as shells use them.</value>
    public IReadOnlySet<int> FinalExitCodes { get; init; } = new HashSet<int> { 64, 77, 78, 126, 127 };

    /// <summary>
    /// Whether it is started for releases as well. Where it is not, and actions stay in force, nothing undoes them: only for what need not be undone.
    /// </summary>
    /// <value>Default: true; <see cref="DeliveryKind"/> says which it is.</value>
    public bool Releases { get; init; } = true;
}
