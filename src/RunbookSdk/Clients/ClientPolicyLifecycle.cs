using RunbookSdk.Lifecycles;

namespace RunbookSdk.Clients;

/// <summary>What a client policy is asked with before it relaxes.</summary>
/// <param name="Strictest">The strictest enforcement that any request in force still asks for.</param>
public readonly record struct RequestsInForce(Enforcement Strictest);

/// <summary>
/// How strictly a minimum version is asked for, over time. The trigger is the enforcement asked for. It may tighten at any
/// time; it relaxes when the reason for the stricter one has ended, which the guard asks of <see cref="RequestsInForce"/>.
/// </summary>
public static class ClientPolicyLifecycle
{
    private const string ReasonEnded = "nothing stricter is in force";

    /// <summary>
    /// The lifecycle; fire it with <see cref="RequestsInForce"/>. Asking for the enforcement it has is taken, for another
    /// version may come with it.
    /// </summary>
    public static Lifecycle<Enforcement, Enforcement> Definition { get; } =
        Lifecycle.Define<Enforcement, Enforcement>("client policy")
            .Initial(Enforcement.Announce)
            .State(Enforcement.Announce, s => s
                .Stay(Enforcement.Announce)
                .GoTo(Enforcement.Warn)
                .GoTo(Enforcement.Block))
            .State(Enforcement.Warn, s => s
                .Stay(Enforcement.Warn)
                .GoTo(Enforcement.Block)
                .GoTo(Enforcement.Announce, when: ReasonEnded, (RequestsInForce r) => r.Strictest <= Enforcement.Announce))
            .State(Enforcement.Block, s => s
                .Stay(Enforcement.Block)
                .GoTo(Enforcement.Warn, when: ReasonEnded, (RequestsInForce r) => r.Strictest <= Enforcement.Warn)
                .GoTo(Enforcement.Announce, when: ReasonEnded, (RequestsInForce r) => r.Strictest <= Enforcement.Announce))
            .Build();

    /// <summary>The enforcement that holds when several are asked for at once.</summary>
    /// <param name="inForce">What is asked for, in any order.</param>
    /// <returns>The strictest of them; null when nothing is asked for, and then there is no policy.</returns>
    public static Enforcement? Strictest(IEnumerable<Enforcement> inForce)
    {
        ArgumentNullException.ThrowIfNull(inForce);
        Enforcement? strictest = null;
        foreach (var enforcement in inForce)
        {
            if (strictest is null || enforcement > strictest) strictest = enforcement;
        }

        return strictest;
    }
}
