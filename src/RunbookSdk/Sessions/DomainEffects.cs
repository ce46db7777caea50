using RunbookSdk.Actions;
using RunbookSdk.Clients;
using RunbookSdk.Components;
using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;
using RunbookSdk.Facts.Saving;
using RunbookSdk.Incidents;
using RunbookSdk.Instances;
using RunbookSdk.Time;

namespace RunbookSdk.Sessions;

/// <summary>
/// What decisions, people and the clock do to the facts of the domain: components, maintenances, incidents and client policies change
/// through their lifecycles, and only here.
/// </summary>
internal sealed class DomainEffects
{
    private static readonly FactType ProposeOnlyType = FactType.Of(typeof(ProposeOnly));
    private readonly FactStore store;
    private readonly HeldRequests held;
    private readonly Refusals refusals;
    private readonly PolicyInForce policy;
    private readonly DecisionLog log;
    private readonly Edits edits;
    private readonly ActionsInForce actions;
    private readonly MaintenanceStates maintenances;
    private readonly ComponentStates components;
    private readonly IncidentStates incidents;
    private readonly PolicyStates policies;
    private readonly LifecycleInstances instances;

    public DomainEffects(
        FactStore store, UndoLog undo, TimerQueue timers, Strata strata, DecisionLog log, HeldRequests held, Refusals refusals, PolicyInForce policy)
    {
        (this.store, this.log, this.held, this.refusals, this.policy) = (store, log, held, refusals, policy);
        edits = new Edits(store, refusals);
        actions = new ActionsInForce(undo);
        maintenances = new MaintenanceStates(store, undo, timers, log, edits);
        components = new ComponentStates(store, undo, log, actions, maintenances, edits);
        incidents = new IncidentStates(store, log, edits);
        policies = new PolicyStates(store, log, actions, edits);
        instances = new LifecycleInstances(store, undo, timers, log);
        Verifications = new Verifications(store, timers, strata, undo, log);
        Holds = new Holds(store, timers, undo, held);
        AutomationHolds = new AutomationHolds(actions, refusals);
    }

    /// <summary>What remembers something from one evaluation to the next; the others look at facts only.</summary>
    public IEnumerable<(string Name, ISavedPart Part)> Parts =>
        [("in force", actions), ("components", components), ("maintenances", maintenances), ("instances", instances), ("verifications", Verifications), ("holds", Holds)];

    /// <summary>What people hold back.</summary>
    public Holds Holds { get; }

    /// <summary>What rules hold back.</summary>
    public AutomationHolds AutomationHolds { get; }

    /// <summary>What was decided and is not proved yet to have worked.</summary>
    public Verifications Verifications { get; }

    /// <summary>How many actions are in force, and how many states they and announced work cover, and how many instances of lifecycles there are.</summary>
    public int Count => actions.Count + components.Count + maintenances.Count + instances.Count;

    /// <summary>What may be taken of a value that comes from elsewhere: where a component or an incident stands is not for others to say.</summary>
    public object Admit(object value) => value switch
    {
        Component component => components.Admit(component),
        Maintenance maintenance => maintenances.Admit(maintenance),
        Incident or ClientPolicy => store.Find(value)?.Value ?? value,
        _ => value,
    };

    /// <summary>True when a person asks for something that cannot be, which is told; nothing comes of it.</summary>
    public bool Refuses(in Observation observation)
    {
        if (observation.IsRetraction) return false;
        if (ProblemOf(observation.Fact) is { } problem)
        {
            refusals.Tell("RBK5042", observation.Fact, problem.By, problem.Because);
            return true;
        }

        if (Refusal(observation.Fact) is not { } reason) return false;
        edits.Refuse((IEdit)observation.Fact, reason);
        return true;
    }

    /// <summary>Why an action cannot be done as things stand; null when it can.</summary>
    public string? Refusal(RunbookAction action) => action switch
    {
        OpenIncident open => incidents.Refusal(open),
        ChangeIncident change => incidents.Refusal(change.Incident, change.Status),
        PostUpdate update => incidents.Refusal(update.Incident, update.Status),
        ScheduleMaintenance schedule => maintenances.Refusal(schedule),
        ChangeMaintenance change => maintenances.Refusal(change),
        BeginLifecycle begin => instances.Refusal(begin),
        FireTrigger fire => instances.Refusal(fire),
        CompleteState complete => instances.Refusal(complete),
        AssertFact { Fact: IReservedFact said } => Reserved(action, said),
        RetractFact { Fact: IReservedFact said } => Reserved(action, said),
        RetractFact retract when edits.On(retract.Fact) is { } edit => Edits.Held($"{action.Target}", edit),
        _ => null,
    };

    /// <summary>True when a refused action is nobody's concern: a person holds what it would move, or what it asks for is so already.</summary>
    public bool IsAsPeopleWant(RunbookAction action) => action switch
    {
        OpenIncident => true,
        ChangeIncident change => edits.OfIncident(change.Incident.Id) is not null,
        PostUpdate update => edits.OfIncident(update.Incident.Id) is not null,
        ChangeMaintenance change => edits.Of(change.Maintenance) is not null,
        RetractFact retract => edits.On(retract.Fact) is not null,
        _ => false,
    };

    public void Begin(StandingAction action)
    {
        actions.Add(action);
        Settle(action);
    }

    /// <summary>The same action, asked for by another.</summary>
    public void Replace(StandingAction action, StandingAction by) => actions.Replace(action, by);

    public void End(StandingAction action)
    {
        actions.Remove(action);
        Settle(action);
    }

    public void Do(OneShotAction action)
    {
        switch (action)
        {
            case OpenIncident open:
                incidents.Open(open);
                break;
            case ChangeIncident change:
                incidents.Move(change.Incident.Id, change.Status);
                break;
            case PostUpdate update:
                incidents.Move(update.Incident.Id, update.Status);
                break;
            case ScheduleMaintenance schedule:
                maintenances.Do(schedule);
                break;
            case ChangeMaintenance change:
                maintenances.Do(change);
                break;
            case BeginLifecycle begin:
                instances.Begin(begin);
                break;
            case FireTrigger fire:
                instances.Fire(fire);
                break;
            case CompleteState complete:
                instances.Complete(complete);
                break;
            case AssertFact assert:
                store.Write(Admit(assert.Fact), log.Now);
                break;
            case RetractFact retract when store.Find(retract.Fact) is { } fact:
                store.Remove(fact);
                break;
        }
    }

    /// <summary>True while people want to be asked about what a rule asks for.</summary>
    public bool IsProposeOnly(string rule, RunbookAction action) =>
        !action.OnlyTells && store.FactsOf(ProposeOnlyType).Any(f => Scope.Covers(((ProposeOnly)f.Value).Scope, rule, action.Target));

    /// <summary>Takes what follows from a change of a fact, wherever it came from.</summary>
    public void Follow(FactChange change)
    {
        if (change.Kind == ChangeKind.Repeated) return;
        switch (change.Fact.Value)
        {
            case Component:
                components.Follow(change);
                break;
            case Maintenance maintenance:
                if (maintenances.Follow(change)) components.SettleAllOf(maintenance.Cluster);
                break;
            case Incident:
                incidents.Follow(change);
                break;
            case ComponentEdit edit:
                components.Settle(new Component(edit.Cluster, edit.Name));
                break;
            case MaintenanceEdit edit:
                maintenances.Settle(edit);
                break;
            case IncidentEdit edit:
                if (change.Kind != ChangeKind.Removed) incidents.Move(edit.Incident, edit.Status);
                break;
            case ClientPolicyEdit edit:
                policies.Settle(edit.Product);
                break;
            case ActionOutcome outcome:
                if (change.Kind != ChangeKind.Removed) Verifications.Follow(outcome);
                break;
            case GatePolicy said:
                policy.Set(said);
                held.HasChanged = true;
                break;
            case IHold:
                Holds.Follow(change, log.Now);
                break;
        }
    }

    private void Settle(StandingAction action)
    {
        if (action is Suspend suspend) components.Settle(suspend.Component);
        else if (action is Degrade degrade) components.Settle(degrade.Component);
        else if (action is RequireVersion require) policies.Settle(require.Product);
        else if (action is Hold) held.HasChanged = true;
    }

    /// <summary>From here on these are the lifecycles that runbooks declare.</summary>
    /// <exception cref="RunbookException">RBK5060: instances cannot go on in them.</exception>
    public void Exchange(IReadOnlyList<RunbookLifecycle> lifecycles) => instances.Exchange(lifecycles);

    private static string Reserved(RunbookAction action, IReservedFact said) => $"{action.Target} is for {said.SaidBy} to say, no rule does";

    /// <summary>What makes no sense, and who said it: a switch that holds nothing would be noticed when it is too late.</summary>
    private (string By, string Because)? ProblemOf(object said)
    {
        var (by, problem) = said switch
        {
            MaintenanceWindow window => (window.By, WindowTimes.Problem(window, log.Now) ?? (window.Scope.Length == 0 ? null : Scope.Problem(window.Scope))),
            IHold hold => (hold.By, Scope.Problem(hold.Scope)),
            ProposeOnly word => (word.By, Scope.Problem(word.Scope)),
            _ => ("", null),
        };
        return problem is null ? null : (by, problem);
    }

    private string? Refusal(object said) => said switch
    {
        ComponentEdit edit => ComponentStates.Refusal(edit),
        MaintenanceEdit edit => maintenances.Refusal(edit),
        IncidentEdit edit => incidents.Refusal(edit),
        ClientPolicyEdit edit => PolicyStates.Refusal(edit),
        _ => null,
    };
}
