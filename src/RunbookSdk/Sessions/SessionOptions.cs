using Microsoft.Extensions.Logging;
using RunbookSdk.Rules;

namespace RunbookSdk.Sessions;

/// <summary>How a session behaves. Read once, when the session is made.</summary>
public sealed class SessionOptions
{
    /// <summary>How far any rule may go.</summary>
    /// <value>Default: <see cref="Mode.Act"/>, so that each rule's own mode holds.</value>
    public Mode Mode { get; set; } = Mode.Act;

    /// <summary>How many rounds one evaluation may take until nothing changes; beyond, it is refused whole.</summary>
    /// <value>Default: 100.</value>
    public int MaxRounds { get; set; } = 100;

    /// <summary>After how many faults in a row a rule is set aside.</summary>
    /// <value>Default: 10.</value>
    public int FaultsUntilQuarantine { get; set; } = 10;

    /// <summary>For how long the identity of a delivery is remembered, so that the same one counts once.</summary>
    /// <value>Default: 24 hours of the session's clock.</value>
    public TimeSpan DeliveryMemory { get; set; } = TimeSpan.FromHours(24);

    /// <summary>Where faults, refusals and quarantines are told as well.</summary>
    /// <value>Default: nowhere.</value>
    public ILogger? Logger { get; set; }
}
