using RunbookSdk.Actions;
using RunbookSdk.Facts;

namespace RunbookSdk.Sessions;

/// <content>Knowing how the run before has ended.</content>
public sealed partial class RunbookSession
{
    /// <summary>
    /// Says that this run of the session ends as it should, so that the next <see cref="Open"/> of its journal does not take it for a crash; for the
    /// end of a host that sets <see cref="SessionOptions.ProposesAfterUncleanEnd"/>, and nothing for any other. What was observed and not evaluated
    /// yet is evaluated.
    /// </summary>
    /// <returns>What came of that.</returns>
    /// <exception cref="Journal.JournalException">It could not be written; the next run counts this one as not ended.</exception>
    /// <exception cref="InvalidOperationException">Another thread is inside.</exception>
    public Evaluation End()
    {
        if (evaluator.Find(new SessionRunning(SessionRunning.TheOnly, default)) is not { } running) return Evaluation.Nothing;
        Observe(new Observation(running, Now, IsRetraction: true));
        return Evaluate(Now);
    }

    /// <summary>A catalog with the facts that a session says to itself.</summary>
    private static FactCatalog WithOwn(FactCatalog catalog) => new([.. catalog.Types, typeof(SessionRunning), typeof(GatePolicy)]);

    /// <summary>Lets the journal know by which options the gate decides from here on, unless it knows.</summary>
    private Evaluation Adopt(SessionOptions options)
    {
        var policy = GatePolicy.Of(options);
        if (journal is null || evaluator.Policy == policy) return Evaluation.Nothing;
        Observe(policy);
        return Evaluate(Now);
    }

    /// <summary>Says that a run begins; when the one before has not ended, people are asked from here on.</summary>
    private Evaluation BeginRun()
    {
        if (evaluator.Find(new SessionRunning(SessionRunning.TheOnly, default)) is SessionRunning before)
        {
            var propose = new ProposeOnly(
                "all", "runbook", $"the run since {InstantText.Of(before.Since)} did not end as it should; look at what it left, then take this back", Now);
            if (evaluator.Find(propose) is null) Observe(propose);
        }

        Observe(new SessionRunning(SessionRunning.TheOnly, Now));
        return Evaluate(Now);
    }
}
