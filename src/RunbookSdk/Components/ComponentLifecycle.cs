using RunbookSdk.Lifecycles;
using static RunbookSdk.Components.ComponentStatus;

namespace RunbookSdk.Components;

/// <summary>
/// How a component goes on. It stands as bad as the worst that the actions in force say of it, and they begin and end in any
/// order, so every status may follow every other. The trigger is the status asked for.
/// </summary>
public static class ComponentLifecycle
{
    private static readonly ComponentStatus[] BestToWorst =
        [Operational, UnderMaintenance, DegradedPerformance, PartialOutage, MajorOutage, Suspended];

    /// <summary>The lifecycle. Asking for the status it has is ignored.</summary>
    public static Lifecycle<ComponentStatus, ComponentStatus> Definition { get; } = Define();

    /// <summary>
    /// The status that holds when several are asked for at once: suspended before major_outage, partial_outage,
    /// degraded_performance, under_maintenance, operational.
    /// </summary>
    /// <param name="statuses">What is asked for, in any order.</param>
    /// <returns>The worst of them; operational when nothing is asked for.</returns>
    /// <exception cref="ArgumentOutOfRangeException">One of them is no status.</exception>
    public static ComponentStatus Worst(IEnumerable<ComponentStatus> statuses)
    {
        ArgumentNullException.ThrowIfNull(statuses);
        var worst = 0;
        foreach (var status in statuses) worst = Math.Max(worst, Rank(status));
        return BestToWorst[worst];
    }

    /// <summary>The status that the public sees: a suspended component shows as a partial outage, any other as it is.</summary>
    /// <param name="status">Where the component stands.</param>
    public static ComponentStatus PublicStatus(ComponentStatus status) => status == Suspended ? PartialOutage : status;

    private static int Rank(ComponentStatus status)
    {
        var rank = Array.IndexOf(BestToWorst, status);
        return rank >= 0 ? rank : throw new ArgumentOutOfRangeException(nameof(status), status, "This is no status of a component.");
    }

    private static Lifecycle<ComponentStatus, ComponentStatus> Define()
    {
        var builder = Lifecycle.Define<ComponentStatus, ComponentStatus>("component").Initial(Operational);
        foreach (var status in BestToWorst)
        {
            builder.State(status, s =>
            {
                s.Ignore(status);
                foreach (var other in BestToWorst.Where(o => o != status)) s.GoTo(other);
            });
        }

        return builder.Build();
    }
}
