using RunbookSdk.Lifecycles;
using Status = RunbookSdk.Components.MaintenanceStatus;

namespace RunbookSdk.Components;

/// <summary>
/// How announced work goes on. The trigger is the status asked for, by people, by rules, and by the clock; docs/lifecycles.md says what
/// each transition means.
/// </summary>
public static class MaintenanceLifecycle
{
    private const string HowToVerify = "begin it first";
    private const string HowToPutOff = "it has begun, complete it and schedule another one";
    private const string HowToStartOver = "it is over, schedule another one";

    /// <summary>The lifecycle. Asking for the status it has is an update: it is taken, and leaves since when it stands there.</summary>
    public static Lifecycle<Status, Status> Definition { get; } =
        Lifecycle.Define<Status, Status>("maintenance")
            .Initial(Status.Scheduled)
            .State(Status.Scheduled, s => s
                .Stay(Status.Scheduled)
                .GoTo(Status.InProgress)
                .GoTo(Status.Completed)
                .Refuse(Status.Verifying, HowToVerify))
            .State(Status.InProgress, s => s
                .Stay(Status.InProgress)
                .GoTo(Status.Verifying)
                .GoTo(Status.Completed)
                .Refuse(Status.Scheduled, HowToPutOff))
            .State(Status.Verifying, s => s
                .Stay(Status.Verifying)
                .GoTo(Status.InProgress)
                .GoTo(Status.Completed)
                .Refuse(Status.Scheduled, HowToPutOff))
            .Final(Status.Completed, s => s
                .Stay(Status.Completed)
                .Refuse(Status.Scheduled, HowToStartOver)
                .Refuse(Status.InProgress, HowToStartOver)
                .Refuse(Status.Verifying, HowToStartOver))
            .Build();

    /// <summary>What the clock asks for: in progress from its beginning, completed from its end; between them it stands as it does.</summary>
    /// <param name="maintenance">The maintenance as it stands.</param>
    /// <param name="instant">The instant.</param>
    public static Status StatusAt(Maintenance maintenance, DateTimeOffset instant)
    {
        ArgumentNullException.ThrowIfNull(maintenance);
        if (instant >= maintenance.Ends) return Status.Completed;
        return instant >= maintenance.Begins && maintenance.Status == Status.Scheduled ? Status.InProgress : maintenance.Status;
    }

    /// <summary>The next instant at which the clock asks for something else; null when there is none.</summary>
    internal static DateTimeOffset? NextTurn(Maintenance maintenance) => maintenance.Status switch
    {
        Status.Completed => null,
        Status.Scheduled when maintenance.Begins < maintenance.Ends => maintenance.Begins,
        _ => maintenance.Ends,
    };
}
