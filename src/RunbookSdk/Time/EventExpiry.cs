using RunbookSdk.Facts;

namespace RunbookSdk.Time;

/// <summary>Forgets events when their retention ends.</summary>
internal sealed class EventExpiry(FactStore store, TimerQueue timers)
{
    public void Take(FactChange change)
    {
        if (change.Kind == ChangeKind.Added && change.Fact.Type.IsEvent)
            timers.Set(new End(store, change.Fact), change.Fact.ObservedAt + change.Fact.Type.Retention);
    }

    private sealed class End(FactStore store, KnownFact fact) : Alarm
    {
        public override bool IsMoot => !fact.IsKnown;

        public override void Ring(DateTimeOffset now)
        {
            if (fact.IsKnown) store.Remove(fact);
        }
    }
}
