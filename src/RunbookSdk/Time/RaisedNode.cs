using RunbookSdk.Facts;
using RunbookSdk.Facts.Saving;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.Time;

/// <summary>
/// The facts that a lasting condition has raised and another has not cleared. For each fact: down, or raised; and since when the
/// condition that would change that has held without a break.
/// </summary>
internal sealed class RaisedNode : SourceNode
{
    private readonly SourceModel.Raised model;
    private readonly Dictionary<KnownFact, State> states = [];
    private readonly HashSet<KnownFact> raised = [];
    private readonly Func<KnownFact, bool> raises;
    private readonly Func<KnownFact, bool> clears;

    public RaisedNode(NodeContext context, SourceModel.Raised model) : base(context)
    {
        this.model = model;
        raises = fact => model.Raise.Holds(fact.Value);
        if (model.Clear is null)
        {
            clears = fact => !Ask(raises, fact, model.Raise);
            return;
        }

        clears = fact => model.Clear.Holds(fact.Value);
    }

    public override IEnumerable<KnownFact> Facts => InOrder(raised);

    /// <summary>Since when the condition has held that would raise a fact that is down, or clear one that is raised; null when it does not.</summary>
    public DateTimeOffset? SinceOf(KnownFact fact) => states.GetValueOrDefault(fact)?.Since;

    public override void Stop()
    {
        foreach (var state in states.Values) Context.Timers.Set(state, null);
    }

    public override void Take(KnownFact fact, ChangeKind kind, DateTimeOffset now)
    {
        if (kind == ChangeKind.Removed) Forget(fact, now);
        else if (kind == ChangeKind.Repeated) Repeat(fact, now);
        else Look(fact, kind, now);
    }

    public override void Save(StateWriter writer)
    {
        writer.Write(states.Count);
        foreach (var state in states.Values.OrderBy(s => s.Fact.Sequence))
        {
            writer.Refer(state.Fact);
            writer.Write(raised.Contains(state.Fact));
            writer.Write(state.Since);
            writer.WriteAlarm(state);
        }
    }

    public override void Load(StateReader reader, IEnumerable<KnownFact> before)
    {
        for (var count = reader.ReadCount(); count > 0; count--)
        {
            var state = new State(this, reader.Refer<KnownFact>());
            states.Add(state.Fact, state);
            if (reader.ReadBoolean()) raised.Add(state.Fact);
            state.Since = reader.ReadInstantOrNull();
            Context.Timers.Load(reader, state);
        }
    }

    /// <summary>
    /// A value that was observed again changes nothing, unless it was too old meanwhile: then its condition begins to hold now.
    /// </summary>
    private void Repeat(KnownFact fact, DateTimeOffset now)
    {
        if (raised.Contains(fact)) Pass(fact, ChangeKind.Repeated, now);
        if (model.MaxAge is null || !states.TryGetValue(fact, out var state) || IsStale(fact, now)) return;
        if (state.Since is null && ChangeHolds(fact)) SetSince(state, now);
        Context.Timers.Set(state, DueOf(state));
    }

    private bool IsStale(KnownFact fact, DateTimeOffset now) => model.MaxAge is { } age && fact.ObservedAt + age <= now;

    /// <summary>When the condition has lasted, or the fact becomes too old to go on.</summary>
    private DateTimeOffset? DueOf(State state)
    {
        var due = state.Since + (raised.Contains(state.Fact) ? model.ClearLasting : model.RaiseLasting);
        var stale = state.Fact.ObservedAt + model.MaxAge;
        return due > stale ? stale : due;
    }

    private void Forget(KnownFact fact, DateTimeOffset now)
    {
        PassThrough(raised, fact, false, ChangeKind.Removed, now);
        if (!states.Remove(fact, out var state)) return;
        Context.Undo.Add(() => states[fact] = state);
        Context.Timers.Set(state, null);
    }

    /// <summary>Apart from <see cref="Look"/>, so that a fact that is known already costs no object for the way back.</summary>
    private State AddState(KnownFact fact)
    {
        Context.Undo.Add(() => states.Remove(fact));
        return states[fact] = new State(this, fact);
    }

    private void Look(KnownFact fact, ChangeKind kind, DateTimeOffset now)
    {
        var state = states.GetValueOrDefault(fact) ?? AddState(fact);
        var holds = !IsStale(fact, now) && ChangeHolds(fact);
        if (!holds) SetSince(state, null);
        else if (state.Since is null) SetSince(state, now);
        Settle(state, kind, now);
    }

    /// <summary>True when the condition holds that would raise a fact that is down, or clear one that is raised.</summary>
    private bool ChangeHolds(KnownFact fact) => raised.Contains(fact)
        ? Ask(clears, fact, model.Clear ?? model.Raise)
        : Ask(raises, fact, model.Raise);

    private void Settle(State state, ChangeKind kind, DateTimeOffset now)
    {
        var isRaised = raised.Contains(state.Fact);
        var lasting = isRaised ? model.ClearLasting : model.RaiseLasting;
        if (IsStale(state.Fact, now)) SetSince(state, null);
        if (state.Since is { } since && since + lasting <= now)
        {
            if (lasting > TimeSpan.Zero && Stratum > Context.Strata.Current)
            {
                Wait(state, kind, now);
                return;
            }

            PassThrough(raised, state.Fact, !isRaised, kind, now);
            SetSince(state, ChangeHolds(state.Fact) ? now : null);
        }
        else if (isRaised && kind != ChangeKind.Repeated) Pass(state.Fact, kind, now);

        var due = DueOf(state);
        Context.Timers.Set(state, due > now ? due : null);
    }

    /// <summary>It has lasted, as things are: its facts may still change at this very instant, so its alarm says the last word.</summary>
    private void Wait(State state, ChangeKind kind, DateTimeOffset now)
    {
        if (kind != ChangeKind.Repeated && raised.Contains(state.Fact)) Pass(state.Fact, kind, now);
        Context.Timers.Set(state, now);
    }

    private void SetSince(State state, DateTimeOffset? since)
    {
        if (state.Since != since) ChangeSince(state, since);
    }

    private void ChangeSince(State state, DateTimeOffset? since)
    {
        var before = state.Since;
        state.Since = since;
        Context.Undo.Add(() => state.Since = before);
    }

    private sealed class State(RaisedNode node, KnownFact fact) : Alarm
    {
        public KnownFact Fact { get; } = fact;

        public DateTimeOffset? Since { get; set; }

        public override string What => $"a lasting condition on {Fact}";

        public override int Stratum => node.Stratum;

        public override void Ring(DateTimeOffset now) => node.Settle(this, ChangeKind.Repeated, now);
    }
}
