using RunbookSdk.Lifecycles;
using Status = RunbookSdk.Incidents.IncidentStatus;

namespace RunbookSdk.Incidents;

/// <summary>How an incident goes on. The trigger is the status asked for; docs/lifecycles.md says what each transition means.</summary>
public static class IncidentLifecycle
{
    private const string HowToRelapse = "a relapse goes back to investigating";
    private const string HowToClose = "resolve it first";
    private const string HowToStartOver = "it is closed, open another one";

    /// <summary>The lifecycle. Asking for the status it has is an update: it is taken, and leaves since when it stands there.</summary>
    public static Lifecycle<Status, Status> Definition { get; } =
        Lifecycle.Define<Status, Status>("incident")
            .Initial(Status.Investigating)
            .State(Status.Investigating, s => s
                .Stay(Status.Investigating)
                .GoTo(Status.Identified)
                .GoTo(Status.Monitoring)
                .GoTo(Status.Resolved)
                .Refuse(Status.Postmortem, HowToClose))
            .State(Status.Identified, s => s
                .Stay(Status.Identified)
                .GoTo(Status.Investigating)
                .GoTo(Status.Monitoring)
                .GoTo(Status.Resolved)
                .Refuse(Status.Postmortem, HowToClose))
            .State(Status.Monitoring, s => s
                .Stay(Status.Monitoring)
                .GoTo(Status.Investigating)
                .GoTo(Status.Resolved)
                .Refuse(Status.Identified, HowToRelapse)
                .Refuse(Status.Postmortem, HowToClose))
            .State(Status.Resolved, s => s
                .Stay(Status.Resolved)
                .GoTo(Status.Investigating)
                .GoTo(Status.Postmortem)
                .Refuse(Status.Identified, HowToRelapse)
                .Refuse(Status.Monitoring, HowToRelapse))
            .Final(Status.Postmortem, s => s
                .Stay(Status.Postmortem)
                .Refuse(Status.Investigating, HowToStartOver)
                .Refuse(Status.Identified, HowToStartOver)
                .Refuse(Status.Monitoring, HowToStartOver)
                .Refuse(Status.Resolved, HowToStartOver))
            .Build();
}
