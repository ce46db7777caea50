using RunbookSdk.Actions;
using RunbookSdk.Instances;

namespace RunbookSdk.Journal;

/// <summary>
/// Writes what a decision asks of a host's handlers, with every member of its action, so that it can be handed to them by a later process too.
/// </summary>
internal static class ActionIntent
{
    /// <summary>The record that follows a decision in the journal; null when no handler has anything to do.</summary>
    public static JournalRecord? Of(Decision decision, FactEventWriter writer) => IsForHandlers(decision)
        ? new(
            JournalRecordKind.Intent,
            decision.Action.GetType().FullName!,
            decision.Target.ToString(),
            decision.Instant,
            writer.Write(
                ("kind", DecisionWords.Of(KindOf(decision))),
                ("action", decision.Action.Name),
                ("standing", decision.Action is StandingAction),
                ("arguments", decision.Action)))
        : null;

    /// <summary>What writes facts, moves lifecycles or holds rules back is done by the session itself, with the decision.</summary>
    private static bool IsForHandlers(Decision decision) =>
        decision.Outcome is Outcome.Decided or Outcome.Renewed or Outcome.Released
        && decision.Action is not (AssertFact or RetractFact or BeginLifecycle or FireTrigger or CompleteState or Hold);

    private static DeliveryKind KindOf(Decision decision) => decision.Outcome switch
    {
        Outcome.Renewed => DeliveryKind.Renew,
        Outcome.Released => DeliveryKind.Release,
        _ => DeliveryKind.Do,
    };
}
