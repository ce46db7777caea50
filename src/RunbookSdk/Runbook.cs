using System.Runtime.CompilerServices;
using RunbookSdk.Actions;
using RunbookSdk.Clients;
using RunbookSdk.Components;
using RunbookSdk.Facts;
using RunbookSdk.Incidents;
using RunbookSdk.Instances;
using RunbookSdk.Lifecycles;
using RunbookSdk.Rules;

namespace RunbookSdk;

/// <summary>
/// A runbook: rules, written in <c>Define()</c>. A <c>.csx</c> script is the body of that method and has the same words.
/// Derive from it and add static methods to give scripts more words.
/// </summary>
public abstract class Runbook : RuleBook
{
    /// <summary>For <see cref="RuleBuilder.Mode"/>: record what would be done.</summary>
    public const Mode Observe = Rules.Mode.Observe;

    /// <summary>For <see cref="RuleBuilder.Mode"/>: ask a person.</summary>
    public const Mode Propose = Rules.Mode.Propose;

    /// <summary>For <see cref="RuleBuilder.Mode"/>: decide.</summary>
    public const Mode Act = Rules.Mode.Act;

    /// <summary>Switch a component off while the match stands.</summary>
    public static Suspend Suspend(Component component, string because) => new(component, because);

    /// <summary>Show a component as degraded, or worse, while the match stands.</summary>
    public static Degrade Degrade(Component component, ComponentStatus status, string because) => new(component, status, because);

    /// <summary>Move a service to another site, once; waits for an approval.</summary>
    public static FailOver FailOver(Service service, Site site, string because) => new(service, site, because);

    /// <summary>Announce work on a cluster or on one of its components, once; or move what is announced to another time.</summary>
    public static ScheduleMaintenance ScheduleMaintenance(
        string id, string title, string cluster, DateTimeOffset begins, DateTimeOffset ends, string because, string? component = null) =>
        new(id, title, cluster, begins, ends, because, component);

    /// <summary>Move a maintenance to another status, once: begin it early, verify it, complete it early, call it off.</summary>
    public static ChangeMaintenance ChangeMaintenance(Maintenance maintenance, MaintenanceStatus status, string because) =>
        new(maintenance, status, because);

    /// <summary>Open an incident, once.</summary>
    public static OpenIncident OpenIncident(string id, string title, Impact impact, string because) => new(id, title, impact, because);

    /// <summary>Move an incident to another status, once.</summary>
    public static ChangeIncident ChangeIncident(Incident incident, IncidentStatus status, string because) =>
        new(incident, status, because);

    /// <summary>Tell the public, once.</summary>
    public static PostUpdate PostUpdate(Incident incident, IncidentStatus status, string body) => new(incident, status, body);

    /// <summary>Ask clients for a minimum version while the match stands.</summary>
    public static RequireVersion RequireVersion(string product, ProductVersion version, Enforcement enforcement, string because) =>
        new(product, version, enforcement, because);

    /// <summary>Refuse a version of a client while the match stands.</summary>
    public static Block Block(Client client, string because) => new(client, because);

    /// <summary>Wake a team, once.</summary>
    public static Page Page(string team, string because) => new(team, because);

    /// <summary>Start a job of the host, once; over something, such as machines, when that is named: an empty list is refused.</summary>
    public static RunJob RunJob(string name, IReadOnlyList<string> arguments, string because, IReadOnlyList<string>? over = null) =>
        new(name, arguments, because, over);

    /// <summary>Hold automation back while the match stands: <c>all</c>, <c>rule/ID</c> or a target, with <c>*</c> what begins so.</summary>
    public static Hold Hold([Scope] string scope, string because) => new(scope, because);

    /// <summary>Write a fact, once; it stays when the match ends. To have it end with the match, select the fact itself.</summary>
    public static AssertFact Assert(object fact, string because = "") => new(fact, because);

    /// <summary>Take a fact back, once.</summary>
    public static RetractFact Retract(object fact, string because = "") => new(fact, because);

    /// <summary>The instances of a lifecycle that a runbook declares, as facts: where each of them stands.</summary>
    /// <param name="lifecycle">The lifecycle.</param>
    /// <param name="file">Filled in by the compiler.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public static FactSource<LifecycleStatus> InstancesOf(
        RunbookLifecycle lifecycle, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(lifecycle);
        var name = lifecycle.Name;
        return Facts<LifecycleStatus>(file, line).Where(i => i.Lifecycle == name, file, line);
    }

    /// <summary>Begin an instance of a lifecycle that a runbook declares, once; one that has ended begins anew.</summary>
    public static BeginLifecycle Begin(RunbookLifecycle lifecycle, string id, string because)
    {
        ArgumentNullException.ThrowIfNull(lifecycle);
        return new(lifecycle.Name, id, because);
    }

    /// <summary>Fire a trigger of an instance of a lifecycle that a runbook declares, once; denied where the lifecycle refuses it.</summary>
    public static FireTrigger Fire(RunbookLifecycle lifecycle, string id, string trigger, string because)
    {
        ArgumentNullException.ThrowIfNull(lifecycle);
        return new(lifecycle.Name, id, trigger, because);
    }

    /// <summary>
    /// Declares a lifecycle of the runbook's own. It says where an instance can stand and what may come next; what is to be done there is for
    /// rules about its <see cref="LifecycleStatus"/>. Everything that is wrong with it is told with what is wrong with the rules.
    /// </summary>
    /// <param name="name">Its name: kebab-case, unique in the set, in the singular.</param>
    /// <param name="define">States, and what leads out of them: triggers, time, and with <c>When</c> conditions over facts.</param>
    /// <param name="version">From 1; raise it, and add <c>MigrateFrom</c>, when instances of the older one may no longer fit.</param>
    /// <param name="keepEnded">How long an instance that has ended is still known; positive. Default: 24 hours.</param>
    /// <param name="file">Filled in by the compiler.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public RunbookLifecycle DefineLifecycle(
        string name,
        Action<LifecycleBuilder<string, string>> define,
        int version = 1,
        TimeSpan? keepEnded = null,
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(define);
        var keep = keepEnded ?? TimeSpan.FromHours(24);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(keep, TimeSpan.Zero, nameof(keepEnded));
        var lifecycle = RunbookLifecycle.Declare(name, define, version, keep, new(file, line));
        Declare(lifecycle);
        return lifecycle;
    }
}
