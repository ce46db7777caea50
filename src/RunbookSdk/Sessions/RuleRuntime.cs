using System.Linq.Expressions;
using RunbookSdk.Actions;
using RunbookSdk.Diagnostics;
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
    private readonly object?[] values;
    private readonly bool keepsValues;
    private readonly bool proves;
    private string? fingerprint;
    private Dictionary<SourceLocation, SourceLocation>? moved;
    private readonly (int Slot, TimeSpan MaxAge)[] ages;

    public RuleRuntime(RuleModel model)
    {
        Matched = Model = model;
        projection = Compilation.Compile<object?>(model.Projection, model.Query);
        gates = [.. model.Query.Conditions.Where(c => c.ReadsNow).Select(c => new TimeCondition(c, model.Query))];
        values = new object?[model.Query.Slots.Count];
        HasGroups = model.Query.Slots.Any(s => s.Source is SourceModel.Group);
        keepsValues = LambdaFinder.IsIn(model.Projection);
        proves = model.Projection.Type == typeof(Proven);
        ages = [.. model.Query.Slots.Where(s => s.MaxAge is not null).Select(s => (s.Index, s.MaxAge!.Value))];
    }

    /// <summary>The rule as it was read last.</summary>
    public RuleModel Model { get; private set; }

    /// <summary>The rule as the matcher has it: one that says the same.</summary>
    public RuleModel Matched { get; }

    public bool HasGates => gates.Length > 0 || ages.Length > 0 || proves;

    public bool HasGroups { get; }

    /// <summary>True when it holds automation back: it decides before all others.</summary>
    public bool HoldsAutomation => Model.Projection.Type == typeof(Hold);

    /// <summary>Faults since a match of the rule last had a result.</summary>
    public int FaultsInRow { get; set; }

    /// <summary>Set aside after too many faults: it begins and ends nothing any more.</summary>
    public bool IsQuarantined { get; set; }

    /// <summary>True once the rule is no longer one of the session's.</summary>
    public bool IsRetired { get; set; }

    /// <summary>Which facts it rests on, and which it writes.</summary>
    public FactFlow Flow => field ??= WrittenFacts.Of(Matched);

    /// <summary>The highest stratum of the facts that it rests on and does not write itself.</summary>
    public int Stratum { get; set; }

    /// <summary>What the rule says, as a hash.</summary>
    public string Fingerprint => fingerprint ??= RuleFingerprint.Of(Matched);

    /// <summary>Takes a rule that says the same but may stand elsewhere.</summary>
    public void Rebind(RuleModel model)
    {
        Model = model;
        moved = null;
        foreach (var (from, to) in RuleComparison.Locations(Matched).Zip(RuleComparison.Locations(model)))
        {
            if (from != to) (moved ??= []).TryAdd(from, to);
        }
    }

    /// <summary>Where a place of <see cref="Matched"/> is now.</summary>
    public SourceLocation LocationNow(SourceLocation location) => moved?.GetValueOrDefault(location) ?? location;

    /// <summary>Whether the conditions on now hold for a match; the instant at which that can change, if any.</summary>
    public bool IsOpen(Match match, DateTimeOffset now, IFaultSink faults, out DateTimeOffset? next)
    {
        next = null;
        for (var i = 0; i < values.Length; i++) values[i] = match.Facts[i].Value;
        var open = true;
        foreach (var gate in gates) open &= gate.Holds(match, values, now, faults, ref next);
        Array.Clear(values);
        return open;
    }

    /// <summary>The first fact of a match that is too old to begin it; null when none is.</summary>
    public KnownFact? StaleFact(Match match, DateTimeOffset now)
    {
        foreach (var (slot, maxAge) in ages)
        {
            if (match.Facts[slot].ObservedAt + maxAge <= now) return match.Facts[slot];
        }

        return proves ? FactOfBefore(match) : null;
    }

    /// <summary>What was known before something was done does not prove that it has worked.</summary>
    private static KnownFact? FactOfBefore(Match match)
    {
        var since = ((Verification)match.Facts[0].Value).Since;
        return match.Facts.Skip(1).FirstOrDefault(f => f.ObservedAt <= since);
    }

    /// <summary>What follows from a match; false after a fault.</summary>
    public bool TryProject(Match match, ReadOnlySpan<SeenFact> seen, DateTimeOffset now, FaultLog faults, out object? result)
    {
        var taken = keepsValues ? new object?[values.Length] : values;
        try
        {
            for (var i = 0; i < taken.Length; i++) taken[i] = seen[i].Value;
            result = projection(taken, match.Answers, now);
            if (result is IReservedFact reserved) throw new InvalidOperationException($"a {result.GetType().Name} is for {reserved.SaidBy} to say, no rule derives one");
            if (FaultsInRow > 0) faults.Forget(this);
            return true;
        }
#pragma warning disable CA1031 // A rule may throw anything; a match without a result asks for nothing.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            faults.Fault(this, Matched.ProjectionLocation, Unanswered.CauseOf(exception, match.Unasked), [.. match.Facts]);
            result = null;
            return false;
        }
        finally
        {
            Array.Clear(values);
        }
    }

    /// <summary>What follows from a match as its facts are between evaluations, for who wants to know; what is thrown is nobody's fault.</summary>
    public (object? Result, Exception? Thrown) Project(Match match, DateTimeOffset now)
    {
        try
        {
            return (projection([.. match.Facts.Select(f => f.Value)], match.Answers, now), null);
        }
#pragma warning disable CA1031 // A rule may throw anything; that it does is what a person wants to know.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return (null, Unanswered.CauseOf(exception, match.Unasked));
        }
    }

    /// <summary>A function within a result may be asked later, when the values of this round are gone.</summary>
    private sealed class LambdaFinder : ExpressionVisitor
    {
        private bool found;

        public static bool IsIn(Expression expression)
        {
            var finder = new LambdaFinder();
            finder.Visit(expression);
            return finder.found;
        }

        protected override Expression VisitLambda<T>(Expression<T> node)
        {
            found = true;
            return node;
        }
    }
}

/// <summary>What a fact was when a round began.</summary>
internal readonly record struct SeenFact(object Value, DateTimeOffset ObservedAt);
