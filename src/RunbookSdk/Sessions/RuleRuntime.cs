using RunbookSdk.Facts;
using RunbookSdk.Matching;
using RunbookSdk.Rules.Model;
using RunbookSdk.Time;

namespace RunbookSdk.Sessions;

/// <summary>A rule at work in one session.</summary>
internal sealed class RuleRuntime
{
    private readonly Compiled<object?> projection;
    private readonly TimeCondition[] gates;
    private readonly (int Slot, TimeSpan MaxAge)[] ages;

    public RuleRuntime(RuleModel model)
    {
        Model = model;
        projection = Compilation.Compile<object?>(model.Projection, model.Query);
        gates = [.. model.Query.Conditions.Where(c => c.ReadsNow).Select(c => new TimeCondition(c, model.Query))];
        ages = [.. model.Query.Slots.Where(s => s.MaxAge is not null).Select(s => (s.Index, s.MaxAge!.Value))];
    }

    public RuleModel Model { get; }

    public bool HasGates => gates.Length > 0 || ages.Length > 0;

    /// <summary>Faults since a match of the rule last had a result.</summary>
    public int FaultsInRow { get; set; }

    /// <summary>Set aside after too many faults: it begins and ends nothing any more.</summary>
    public bool IsQuarantined { get; set; }

    /// <summary>Whether the conditions on now hold for a match; the instant at which that can change, if any.</summary>
    public bool IsOpen(Match match, DateTimeOffset now, IFaultSink faults, out DateTimeOffset? next)
    {
        next = null;
        var values = Values(match);
        var open = true;
        foreach (var gate in gates) open &= gate.Holds(match, values, now, faults, ref next);
        return open;
    }

    /// <summary>The first fact of a match that is too old to begin it; null when none is.</summary>
    public KnownFact? StaleFact(Match match, DateTimeOffset now)
    {
        foreach (var (slot, maxAge) in ages)
        {
            if (match.Facts[slot].ObservedAt + maxAge <= now) return match.Facts[slot];
        }

        return null;
    }

    /// <summary>What follows from a match; false after a fault.</summary>
    public bool TryProject(Match match, object?[] values, DateTimeOffset now, FaultLog faults, out object? result)
    {
        try
        {
            result = projection(values, match.Answers, now);
            if (FaultsInRow > 0) faults.Forget(this);
            return true;
        }
#pragma warning disable CA1031 // A rule may throw anything; a match without a result asks for nothing.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            faults.Fault(Model, Model.ProjectionLocation, Unanswered.CauseOf(exception, match.Unasked), [.. match.Facts]);
            result = null;
            return false;
        }
    }

    private static object?[] Values(Match match)
    {
        var values = new object?[match.Facts.Count];
        for (var i = 0; i < values.Length; i++) values[i] = match.Facts[i].Value;
        return values;
    }
}
