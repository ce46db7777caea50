using RunbookSdk.Actions;
using RunbookSdk.Components;
using RunbookSdk.Facts;
using RunbookSdk.Facts.Saving;

namespace RunbookSdk.Sessions;

/// <summary>
/// Where components stand: as a person says, and otherwise as bad as the worst that the actions in force, work that goes on, and what was
/// said before them say.
/// </summary>
internal sealed class ComponentStates(
    FactStore store, UndoLog undo, DecisionLog log, ActionsInForce actions, MaintenanceStates maintenances, Edits edits)
    : ISavedPart
{
    private static readonly FactType Components = FactType.Of(typeof(Component));

    /// <summary>Where a component stood before anybody said something of it.</summary>
    private readonly Dictionary<Target, ComponentStatus> bases = [];

    public int Count => bases.Count;

    public void Save(StateWriter writer)
    {
        writer.Write(bases.Count);
        foreach (var (target, status) in bases.OrderBy(b => b.Key.ToString(), StringComparer.Ordinal))
        {
            writer.Write(target);
            writer.Write((long)status);
        }
    }

    public void Load(StateReader reader)
    {
        for (var count = reader.ReadCount(); count > 0; count--) bases.Add(reader.ReadTarget(), (ComponentStatus)reader.ReadNumber());
    }

    /// <summary>What may be taken of an observation: the first one says where a component stands, and no later one.</summary>
    public Component Admit(Component observed) =>
        store.Find(observed)?.Value is Component known ? observed with { Status = known.Status, Since = known.Since } : observed;

    public static string? Refusal(ComponentEdit edit)
    {
        var definition = ComponentLifecycle.Definition;
        var fired = definition.Fire(definition.At(definition.Initial, edit.At), edit.Status, edit.At);
        return fired.IsRefused ? fired.Reason : null;
    }

    public void Follow(FactChange change)
    {
        var component = (Component)change.Fact.Value;
        if (change.Kind == ChangeKind.Added) Settle(component);
        else if (change.Kind == ChangeKind.Removed && bases.Count > 0) ForgetBase(ComponentTarget.Of(component));
    }

    public void SettleAllOf(string cluster)
    {
        foreach (var fact in store.FactsOf(Components))
        {
            if (fact.Value is Component component && component.Cluster == cluster) Settle(component);
        }
    }

    /// <summary>Moves a component to where it stands by now.</summary>
    public void Settle(Component component)
    {
        if (store.Find(component) is not { Value: Component known } fact) return;
        var target = ComponentTarget.Of(known);
        var edit = edits.Of(known);
        var asked = Asked(target, known);
        var isLeftAlone = asked.Count == 0 && edit is null;
        if (isLeftAlone && !bases.ContainsKey(target)) return;
        asked.Add(Base(target, known));
        Move(fact, known, edit?.Status ?? ComponentLifecycle.Worst(asked));
        if (isLeftAlone) ForgetBase(target);
    }

    private List<ComponentStatus> Asked(Target target, Component component)
    {
        var asked = new List<ComponentStatus>();
        foreach (var action in actions.On(target)) asked.Add(action is Degrade degrade ? degrade.Status : ComponentStatus.Suspended);
        if (maintenances.IsWorkedOn(component)) asked.Add(ComponentStatus.UnderMaintenance);
        return asked;
    }

    private void Move(KnownFact fact, Component known, ComponentStatus asked)
    {
        var definition = ComponentLifecycle.Definition;
        var after = definition.Fire(definition.At(known.Status, known.Since ?? log.Now), asked, log.Now).After;
        if (after.State != known.Status) store.Write(known with { Status = after.State, Since = after.Since }, fact.ObservedAt);
    }

    private ComponentStatus Base(Target target, Component known)
    {
        if (bases.TryGetValue(target, out var status)) return status;
        bases[target] = known.Status;
        undo.Add(() => bases.Remove(target));
        return known.Status;
    }

    /// <summary>What nobody says anything of has been left as it was; nothing about it needs to be known.</summary>
    private void ForgetBase(Target target)
    {
        if (bases.Remove(target, out var status)) undo.Add(() => bases[target] = status);
    }
}
