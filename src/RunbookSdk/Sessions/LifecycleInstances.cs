using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;
using RunbookSdk.Facts.Saving;
using RunbookSdk.Instances;
using RunbookSdk.Lifecycles;
using RunbookSdk.Time;

namespace RunbookSdk.Sessions;

/// <summary>
/// The instances of lifecycles that runbooks declare. Decisions begin and move them, time moves them at its own instants, and some time
/// after its end an instance is forgotten.
/// </summary>
internal sealed class LifecycleInstances(FactStore store, UndoLog undo, TimerQueue timers, DecisionLog log) : ISavedPart
{
    private readonly Dictionary<(string Lifecycle, string Id), Instance> instances = [];
    private Dictionary<string, RunbookLifecycle> lifecycles = new(StringComparer.Ordinal);

    public int Count => instances.Count;

    public void Save(StateWriter writer)
    {
        writer.Write(instances.Count);
        foreach (var ((lifecycle, id), instance) in instances
            .OrderBy(i => i.Key.Lifecycle, StringComparer.Ordinal).ThenBy(i => i.Key.Id, StringComparer.Ordinal))
        {
            writer.Write(lifecycle);
            writer.Write(id);
            writer.WriteValue(instance.Definition.Save(instance.Snapshot));
            writer.WriteAlarm(instance);
        }
    }

    public void Load(StateReader reader)
    {
        for (var count = reader.ReadCount(); count > 0; count--)
        {
            var (lifecycle, id) = (lifecycles[reader.ReadText()], reader.ReadText());
            var restored = lifecycle.Definition!.Restore((SavedSnapshot)reader.ReadValue());
            if (restored.IsRefused) throw new SavingException(restored.Reason);
            var instance = new Instance(this, id, lifecycle) { Snapshot = restored.Snapshot };
            instances.Add(instance.Key, instance);
            timers.Load(reader, instance);
        }
    }

    public string? Refusal(BeginLifecycle action)
    {
        if (!lifecycles.ContainsKey(action.Lifecycle)) return Unknown(action.Lifecycle);
        return Find(action.Lifecycle, action.Id) is { HasEnded: false } known
            ? $"{known.Name} has begun already, and stands in {known.Snapshot.State}"
            : null;
    }

    public string? Refusal(FireTrigger action)
    {
        if (!lifecycles.ContainsKey(action.Lifecycle)) return Unknown(action.Lifecycle);
        if (Find(action.Lifecycle, action.Id) is not { } known) return $"{action.Lifecycle} {action.Id} has not begun";
        return known.Definition.Fire(known.Snapshot, action.Trigger, log.Now).Reason;
    }

    public string? Refusal(CompleteState action)
    {
        if (Find(action.Lifecycle, action.Id) is not { } known) return $"{action.Lifecycle} {action.Id} is over";
        return known.Definition.IsIn(known.Snapshot, action.State) ? null : $"{known.Name} stands in {known.Snapshot.State} by now";
    }

    public void Begin(BeginLifecycle action)
    {
        var lifecycle = lifecycles[action.Lifecycle];
        var begun = lifecycle.Definition!.Start(log.Now).After;
        if (Find(action.Lifecycle, action.Id) is not { } instance)
        {
            instance = new Instance(this, action.Id, lifecycle);
            instances.Add(instance.Key, instance);
            undo.Add(() => instances.Remove(instance.Key));
        }

        Move(instance, begun);
    }

    public void Fire(FireTrigger action)
    {
        var instance = instances[(action.Lifecycle, action.Id)];
        Move(instance, instance.Definition.Fire(instance.Snapshot, action.Trigger, log.Now).After);
    }

    public void Complete(CompleteState action)
    {
        var instance = instances[(action.Lifecycle, action.Id)];
        var met = instance.Lifecycle.ConditionOf(action.State, action.Condition);
        Move(instance, instance.Definition.Settle(instance.Snapshot, met, log.Now).After);
    }

    /// <summary>From here on these are the lifecycles. Instances of one that is gone are forgotten; the others go on, or all stays as it is.</summary>
    public void Exchange(IReadOnlyList<RunbookLifecycle> declared)
    {
        var before = lifecycles;
        undo.Add(() => lifecycles = before);
        lifecycles = declared.ToDictionary(l => l.Name, StringComparer.Ordinal);
        var problems = new List<Diagnostic>();
        foreach (var instance in instances.Values.OrderBy(i => i.Name, StringComparer.Ordinal).ToList())
        {
            if (lifecycles.TryGetValue(instance.Lifecycle.Name, out var lifecycle)) GoOn(instance, lifecycle, problems);
            else Forget(instance);
        }

        if (problems.Count > 0) throw new RunbookException(problems);
    }

    private static void CannotGoOn(Instance instance, string reason, List<Diagnostic> problems) => problems.Add(new(
        "RBK5060", Severity.Error, $"{instance.Name} keeps these rules out: {reason}", instance.Lifecycle.Location));

    private static string Unknown(string lifecycle) => $"no runbook declares a lifecycle '{lifecycle}'";

    private Instance? Find(string lifecycle, string id) => instances.GetValueOrDefault((lifecycle, id));

    private void GoOn(Instance instance, RunbookLifecycle lifecycle, List<Diagnostic> problems)
    {
        var before = instance.Lifecycle;
        if (ReferenceEquals(before, lifecycle)) return;
        var restored = lifecycle.Definition!.Restore(instance.Definition.Save(instance.Snapshot));
        if (restored.IsRefused)
        {
            CannotGoOn(instance, restored.Reason, problems);
            return;
        }

        undo.Add(() => instance.Lifecycle = before);
        instance.Lifecycle = lifecycle;
        Move(instance, restored.Snapshot);
    }

    private void Move(Instance instance, in Snapshot<string> after)
    {
        var before = instance.Snapshot;
        undo.Add(() => instance.Snapshot = before);
        instance.Snapshot = after;
        timers.Set(instance, instance.NextDue);
        store.Write(instance.Status, log.Now);
    }

    private void Forget(Instance instance)
    {
        instances.Remove(instance.Key);
        undo.Add(() => instances.Add(instance.Key, instance));
        timers.Set(instance, null);
        if (store.Find(instance.Status) is { } fact) store.Remove(fact);
    }

    private sealed class Instance(LifecycleInstances owner, string id, RunbookLifecycle lifecycle) : Alarm
    {
        public RunbookLifecycle Lifecycle { get; set; } = lifecycle;

        public Snapshot<string> Snapshot { get; set; }

        public (string Lifecycle, string Id) Key => (Lifecycle.Name, id);

        public Lifecycle<string, string> Definition => Lifecycle.Definition!;

        public string Name => $"{Lifecycle.Name} {id}";

        public override string What => $"{Name} moves on";

        public override bool ChangesFacts => true;

        public bool HasEnded => Definition.HasEnded(Snapshot);

        public override bool IsMoot => !owner.instances.TryGetValue(Key, out var known) || known != this;

        /// <summary>When time moves it on, or when it is to be forgotten.</summary>
        public DateTimeOffset? NextDue => HasEnded ? Snapshot.Since + Lifecycle.KeepEnded : Definition.NextDue(Snapshot);

        public LifecycleStatus Status => new(Lifecycle.Name, id, Snapshot.State, Path(), Snapshot.Since, HasEnded);

        public override void Ring(DateTimeOffset now)
        {
            if (HasEnded) owner.Forget(this);
            else owner.Move(this, Definition.Settle(Snapshot, now).After);
        }

        private string Path() => string.Join('/', Definition.Describe(Snapshot.State).Outers.Reverse().Append(Snapshot.State));
    }
}
