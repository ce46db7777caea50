using RunbookSdk.Actions;
using RunbookSdk.Clients;
using RunbookSdk.Components;
using RunbookSdk.Facts;
using RunbookSdk.Incidents;

namespace RunbookSdk.Sessions;

/// <summary>
/// What decisions do to the facts of the domain: components, incidents and client policies change through their lifecycles, and only
/// here.
/// </summary>
internal sealed class DomainEffects(FactStore store, UndoLog undo, DecisionLog log)
{
    private readonly Dictionary<Target, List<StandingAction>> inForce = [];
    private readonly Dictionary<Target, ComponentStatus> bases = [];

    /// <summary>What may be taken of an observation: where a component or an incident stands is not for others to say.</summary>
    public object Admit(object observed) => observed switch
    {
        Component component when store.Find(observed)?.Value is Component known =>
            component with { Status = known.Status, Since = known.Since },
        Incident or ClientPolicy => store.Find(observed)?.Value ?? observed,
        _ => observed,
    };

    /// <summary>Why an action cannot be done as things stand; null when it can.</summary>
    public string? Refusal(RunbookAction action) => action switch
    {
        OpenIncident open when store.Find(New(open))?.Value is Incident known =>
            known.Status < IncidentStatus.Resolved ? $"incident {known.Id} is already open" : Refusal(known, IncidentStatus.Investigating),
        ChangeIncident change => RefusalOf(change.Incident, change.Status),
        PostUpdate update => RefusalOf(update.Incident, update.Status),
        _ => null,
    };

    /// <summary>How many actions are in force, and how many states of components they cover.</summary>
    public int Count => inForce.Values.Sum(a => a.Count) + inForce.Count + bases.Count;

    public void Begin(StandingAction action)
    {
        if (!inForce.TryGetValue(action.Target, out var actions))
        {
            inForce[action.Target] = actions = [];
            undo.Add(() => inForce.Remove(action.Target));
        }

        actions.Add(action);
        undo.Add(() => actions.Remove(action));
        Change(action, actions);
    }

    /// <summary>The same action, asked for by another.</summary>
    public void Replace(StandingAction action, StandingAction by)
    {
        var actions = inForce[action.Target];
        var place = actions.IndexOf(action);
        actions[place] = by;
        undo.Add(() => actions[place] = action);
    }

    public void End(StandingAction action)
    {
        var actions = inForce[action.Target];
        var place = actions.IndexOf(action);
        actions.RemoveAt(place);
        undo.Add(() => actions.Insert(place, action));
        Change(action, actions);
        if (actions.Count == 0) Forget(action.Target, actions);
    }

    /// <summary>What is in force no more has left everything as it was; nothing about it needs to be known.</summary>
    private void Forget(Target target, List<StandingAction> actions)
    {
        inForce.Remove(target);
        undo.Add(() => inForce[target] = actions);
        if (bases.Remove(target, out var status)) undo.Add(() => bases[target] = status);
    }

    public void Do(OneShotAction action)
    {
        switch (action)
        {
            case OpenIncident open:
                var known = store.Find(New(open))?.Value as Incident;
                store.Write(known is null ? New(open) : Moved(known, IncidentStatus.Investigating), log.Now);
                break;
            case ChangeIncident change:
                Move(change.Incident, change.Status);
                break;
            case PostUpdate update:
                Move(update.Incident, update.Status);
                break;
            case AssertFact assert:
                store.Write(Admit(assert.Fact), log.Now);
                break;
            case RetractFact retract when store.Find(retract.Fact) is { } fact:
                store.Remove(fact);
                break;
        }
    }

    private void Change(StandingAction action, List<StandingAction> actions)
    {
        if (action is Suspend suspend) Change(suspend.Component, action.Target, actions);
        else if (action is Degrade degrade) Change(degrade.Component, action.Target, actions);
        else if (action is RequireVersion require) Change(require, [.. actions.OfType<RequireVersion>()]);
    }

    private void Change(Component component, Target target, List<StandingAction> actions)
    {
        if (store.Find(component) is not { Value: Component known } fact) return;
        if (bases.TryAdd(target, known.Status)) undo.Add(() => bases.Remove(target));
        var asked = actions.Select(a => a is Degrade degrade ? degrade.Status : ComponentStatus.Suspended).Append(bases[target]);
        var fired = ComponentLifecycle.Definition.Fire(
            ComponentLifecycle.Definition.At(known.Status, known.Since ?? log.Now), ComponentLifecycle.Worst(asked), log.Now);
        if (fired.After.State != known.Status)
            store.Write(known with { Status = fired.After.State, Since = fired.After.Since }, fact.ObservedAt);
    }

    private void Change(RequireVersion action, IReadOnlyList<RequireVersion> asked)
    {
        var (product, version, _, _) = action;
        var known = store.Find(new ClientPolicy(product, version, default, default));
        if (ClientPolicyLifecycle.Strictest(asked.Select(a => a.Enforcement)) is not { } strictest)
        {
            if (known is not null) store.Remove(known);
            return;
        }

        var minimum = asked.Where(a => a.Enforcement == strictest).Select(a => a.Version).Max()!;
        var lifecycle = ClientPolicyLifecycle.Definition;
        var before = known?.Value is ClientPolicy policy ? lifecycle.At(policy.Enforcement, policy.Since) : lifecycle.Start(log.Now).After;
        var fired = lifecycle.Fire(before, strictest, new RequestsInForce(strictest), log.Now);
        store.Write(new ClientPolicy(product, minimum, fired.After.State, fired.After.Since), log.Now);
    }

    private Incident New(OpenIncident open) =>
        new(open.Id, open.Title, open.Impact, IncidentStatus.Investigating, log.Now, log.Now, log.Now);

    private string? RefusalOf(Incident incident, IncidentStatus asked) => store.Find(incident)?.Value is Incident known
        ? Refusal(known, asked)
        : $"incident {incident.Id} is not known";

    private string? Refusal(Incident known, IncidentStatus asked)
    {
        var fired = IncidentLifecycle.Definition.Fire(IncidentLifecycle.Definition.At(known.Status, known.Since), asked, log.Now);
        return fired.IsRefused ? fired.Reason : null;
    }

    private void Move(Incident incident, IncidentStatus asked)
    {
        if (store.Find(incident)?.Value is Incident known) store.Write(Moved(known, asked), log.Now);
    }

    private Incident Moved(Incident known, IncidentStatus asked)
    {
        var after = IncidentLifecycle.Definition.Fire(IncidentLifecycle.Definition.At(known.Status, known.Since), asked, log.Now).After;
        return known with { Status = after.State, Since = after.Since, UpdatedAt = log.Now };
    }
}
