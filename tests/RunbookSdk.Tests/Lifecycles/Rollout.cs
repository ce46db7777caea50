using RunbookSdk.Lifecycles;

namespace RunbookSdk.Tests.Lifecycles;

internal enum RolloutState
{
    Planned,
    Running,
    Preparing,
    Watching,
    FirstFew,
    OneHalf,
    Complete,
    Paused,
    Done,
    Dropped,
}

internal enum RolloutTrigger
{
    Start,
    Widen,
    Note,
    Pause,
    Resume,
    Repeat,
    Cancel,
}

/// <summary>What is known of the fleet.</summary>
internal readonly record struct FleetHealth(bool WindowIsOpen, bool ChecksAreGreen, bool ErrorsAreFew);

/// <summary>A nested machine with one of everything.</summary>
internal static class Rollout
{
    public static Lifecycle<RolloutState, RolloutTrigger> Definition { get; } = Define();

    public static Lifecycle<RolloutState, RolloutTrigger> Define() =>
        Lifecycle.Define<RolloutState, RolloutTrigger>("rollout", version: 3)
            .MigrateFrom(1, m => m.Move("begun", RolloutState.Preparing).Refuse("stuck", "drop it, and plan it anew"))
            .MigrateFrom(2)
            .Initial(RolloutState.Planned)
            .State(RolloutState.Planned, s => s
                .On(RolloutTrigger.Start).If("a window is open", (FleetHealth h) => h.WindowIsOpen).Do("tell the team", _ => { }).GoTo(RolloutState.Running)
                .After(TimeSpan.FromDays(6)).GoTo(RolloutState.Dropped)
                .Ignore(RolloutTrigger.Pause)
                .Refuse(RolloutTrigger.Resume, "start it first"))
            .State(RolloutState.Running, s => s
                .Initial(RolloutState.Preparing)
                .OnEntry("open the log", _ => { })
                .OnExit("close the log", _ => { })
                .Permit(RolloutTrigger.Pause, RolloutState.Paused)
                .Reenter(RolloutTrigger.Repeat)
                .On(RolloutTrigger.Cancel).Do("roll back", _ => { }).Do("tell the team", _ => { }).GoTo(RolloutState.Dropped)
                .On(RolloutTrigger.Note).Do("write it down", _ => { }).Stay()
                .Automatically().GoTo(RolloutState.Done))
            .State(RolloutState.Preparing, s => s
                .Within(RolloutState.Running)
                .Automatically().If("checks are green", (FleetHealth h) => h.ChecksAreGreen).GoTo(RolloutState.Watching)
                .Permit(RolloutTrigger.Widen, RolloutState.Watching))
            .State(RolloutState.Watching, s => s
                .Within(RolloutState.Running)
                .Initial(RolloutState.FirstFew)
                .After(TimeSpan.FromMinutes(90)).Do("widen without waiting", _ => { }).GoTo(RolloutState.Complete))
            .State(RolloutState.FirstFew, s => s
                .Within(RolloutState.Watching)
                .OnEntry("choose them", _ => { })
                .Permit(RolloutTrigger.Widen, RolloutState.OneHalf)
                .Reenter(RolloutTrigger.Repeat)
                .Stay(RolloutTrigger.Note))
            .State(RolloutState.OneHalf, s => s
                .Within(RolloutState.Watching)
                .On(RolloutTrigger.Widen).If("errors are few", (FleetHealth h) => h.ErrorsAreFew).GoTo(RolloutState.Complete)
                .Permit(RolloutTrigger.Repeat, RolloutState.Watching))
            .Final(RolloutState.Complete, s => s.Within(RolloutState.Running))
            .State(RolloutState.Paused, s => s
                .On(RolloutTrigger.Resume).GoToHistory(RolloutState.Running)
                .Permit(RolloutTrigger.Cancel, RolloutState.Dropped))
            .Final(RolloutState.Done, s => s.Ignore(RolloutTrigger.Note))
            .Final(RolloutState.Dropped)
            .Build();

    /// <summary>What its guards ask and its actions do, for reading it from JSON.</summary>
    public static LifecycleBehaviours<RolloutState, RolloutTrigger> Behaviours(List<string>? log = null)
    {
        var behaviours = new LifecycleBehaviours<RolloutState, RolloutTrigger>()
            .Guard("a window is open", (FleetHealth h) => h.WindowIsOpen)
            .Guard("checks are green", (FleetHealth h) => h.ChecksAreGreen)
            .Guard("errors are few", (FleetHealth h) => h.ErrorsAreFew);
        foreach (var words in (string[])["tell the team", "open the log", "close the log", "roll back", "write it down", "choose them", "widen without waiting"])
            behaviours.Action(words, _ => log?.Add(words));
        return behaviours;
    }
}
