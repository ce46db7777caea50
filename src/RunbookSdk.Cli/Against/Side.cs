using RunbookSdk.Actions;
using RunbookSdk.Cli.Replay;
using RunbookSdk.Diagnostics;
using RunbookSdk.Rules;
using RunbookSdk.Sessions;

namespace RunbookSdk.Cli.Against;

/// <summary>One of the two versions while history runs through it.</summary>
/// <param name="name">What it is called for people: <c>here</c> or <c>there</c>.</param>
/// <param name="rules">Its rules.</param>
/// <param name="facts">The facts, as its runbooks read them.</param>
/// <param name="errors">Where faults are told.</param>
internal sealed class Side(string name, RuleSet rules, FactMerge facts, TextWriter errors) : IDisposable
{
    private const int ShownFaults = 10;
    private readonly Dictionary<(string Rule, Target Target, string Action), Decision> last = [];
    private RunbookSession? session;
    private int faults;
    private bool isRead;

    public string Name => name;

    public RunbookSession Session => session!;

    /// <summary>All that it has decided.</summary>
    public List<Decision> Decisions { get; } = [];

    /// <summary>How many facts it was given.</summary>
    public int Read { get; private set; }

    /// <summary>The instant of the next fact; null when there is none up to the end.</summary>
    public DateTimeOffset? Next { get; private set; }

    /// <summary>Goes to the next fact up to an end.</summary>
    public void Advance(DateTimeOffset? until)
    {
        while (!isRead)
        {
            isRead = !facts.MoveNext();
            if (!isRead && facts.Current.ObservedAt > until) continue;
            Next = isRead ? null : facts.Current.ObservedAt;
            return;
        }
    }

    public void Start(DateTimeOffset start, Mode mode) => session = new RunbookSession(rules, start, new SessionOptions { Mode = mode });

    /// <summary>Takes the facts of an instant, and those that are late.</summary>
    public void Take(DateTimeOffset instant, DateTimeOffset? until)
    {
        for (; Next <= instant; Advance(until))
        {
            Session.Observe(facts.Current);
            Read++;
        }
    }

    /// <summary>The next instant after the clock at which something can change by itself; null when there is none.</summary>
    public DateTimeOffset? Due => Session.NextDue is { } due && due > Session.Now ? due : null;

    /// <summary>Evaluates at an instant.</summary>
    /// <returns>What was decided then.</returns>
    public IReadOnlyList<Decision> Evaluate(DateTimeOffset instant)
    {
        try
        {
            var evaluation = Session.Evaluate(instant);
            foreach (var fault in evaluation.Faults) Tell(FaultLine.Of(fault));
            foreach (var problem in evaluation.Problems) Tell(problem.ToString());
            Decisions.AddRange(evaluation.Decisions);
            return evaluation.Decisions;
        }
        catch (RunbookException exception)
        {
            foreach (var problem in exception.Diagnostics) Tell(problem.ToString());
            return [];
        }
    }

    /// <summary>Remembers what was decided, once it has been compared.</summary>
    public void Remember(IReadOnlyList<Decision> decisions)
    {
        foreach (var decision in decisions) last[(decision.Rule, decision.Target, decision.ActionName)] = decision;
    }

    /// <summary>What the same rule decided last about the same target; null when it has not.</summary>
    public Decision? LastLike(Decision decision) => last.GetValueOrDefault((decision.Rule, decision.Target, decision.ActionName));

    /// <summary>Whether a standing action is in force.</summary>
    public bool IsInForce(Decision decision) => Session.Snapshot.InForce.Any(a => a.Action.IsSameAs(decision.Action));

    /// <summary>Whether a fact of the same type and key is known. Records that runbooks declare are known by name; groups are no facts.</summary>
    public bool Knows(Evidence fact)
    {
        var snapshot = Session.Snapshot;
        return fact.Type == "Group"
            || snapshot.FactTypes.Where(t => t.Name == fact.Type).Any(t => snapshot.Facts(t).Any(f => f.Key == fact.Key));
    }

    /// <summary>Says at the end how much was not told.</summary>
    public void Close()
    {
        if (faults > ShownFaults) errors.WriteLine(FormattableString.Invariant($"{name}: {faults - ShownFaults:N0} more faults of rules"));
    }

    public void Dispose() => facts.Dispose();

    private void Tell(string fault)
    {
        if (++faults <= ShownFaults) errors.WriteLine($"{name}: {fault}");
    }
}
