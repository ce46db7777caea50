using Microsoft.Extensions.Logging;
using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;
using RunbookSdk.Matching;
using RunbookSdk.Rules.Model;
using RunbookSdk.Time;

namespace RunbookSdk.Sessions;

/// <summary>The faults of rules: told, counted, and after too many in a row the rule is set aside.</summary>
internal sealed partial class FaultLog(SessionOptions options, UndoLog undo, RuleTable rules) : IFaultSink, ISourceFaults
{
    public List<RuleFault> Faults { get; } = [];

    public DateTimeOffset Now { get; set; }

    /// <summary>True while an evaluation is taken back: what throws then has thrown before.</summary>
    public bool IsMuted { get; set; }

    /// <summary>Is told what a snapshot has to look at, when snapshots are kept.</summary>
    public SnapshotKeeper? Snapshots { get; set; }

    /// <summary>True while an evaluation is only tried: nobody else is told.</summary>
    public bool IsQuiet { get; set; }

    public void Fault(RuleModel rule, SourceLocation location, Exception exception, ReadOnlySpan<KnownFact?> facts)
    {
        if (rules.Find(rule) is { } known) Fault(known, location, exception, facts);
    }

    /// <param name="rule">The rule.</param>
    /// <param name="location">The clause, in the rule as the matcher has it.</param>
    /// <param name="exception">What it threw.</param>
    /// <param name="facts">The facts it was asked about.</param>
    public void Fault(RuleRuntime rule, SourceLocation location, Exception exception, ReadOnlySpan<KnownFact?> facts)
    {
        var evidence = new List<Actions.Evidence>();
        foreach (var fact in facts)
        {
            if (fact is not null) evidence.Add(MatchState.EvidenceOf(fact));
        }

        Add(rule, rule.LocationNow(location), exception, evidence);
    }

    /// <summary>A source may serve several rules; each that asks it has the fault.</summary>
    public void Fault(ConditionOnFact condition, Exception exception, KnownFact fact)
    {
        foreach (var rule in rules.All)
        {
            if (ConditionsOf(rule.Model.Query).FirstOrDefault(c => c == condition) is { } own)
                Add(rule, own.Location, exception, [MatchState.EvidenceOf(fact)]);
        }
    }

    private static IEnumerable<ConditionOnFact> ConditionsOf(QueryModel query) =>
        query.Slots.Select(s => s.Source).Concat(query.Subqueries.Select(s => s.Source)).SelectMany(ConditionsOf);

    private static IEnumerable<ConditionOnFact> ConditionsOf(SourceModel source) => source switch
    {
        SourceModel.Filtered filtered => ConditionsOf(filtered.Source).Append(filtered.Condition),
        SourceModel.FilteredByTime filtered => ConditionsOf(filtered.Source).Append(filtered.Condition),
        SourceModel.Raised { Clear: { } clear } raised => ConditionsOf(raised.Source).Append(raised.Raise).Append(clear),
        SourceModel.Raised raised => ConditionsOf(raised.Source).Append(raised.Raise),
        SourceModel.Fresh fresh => ConditionsOf(fresh.Source),
        SourceModel.History history => ConditionsOf(history.Source),
        SourceModel.Group group => ConditionsOf(group.Query),
        _ => [],
    };

    /// <summary>A match of the rule had a result, so its faults are no longer in a row.</summary>
    public void Forget(RuleRuntime rule)
    {
        var before = rule.FaultsInRow;
        undo.Add(() => rule.FaultsInRow = before);
        rule.FaultsInRow = 0;
    }

    private void Add(RuleRuntime rule, SourceLocation location, Exception exception, IReadOnlyList<Actions.Evidence> evidence)
    {
        if (IsMuted || rule.IsQuarantined) return;
        var before = rule.FaultsInRow;
        undo.Add(() => (rule.FaultsInRow, rule.IsQuarantined) = (before, false));
        rule.FaultsInRow++;
        Snapshots?.HasRulesTouched = true;
        rule.IsQuarantined = rule.FaultsInRow >= options.FaultsUntilQuarantine;
        var fault = new RuleFault(
            Now, rule.Model.Id, $"{exception.GetType().Name}: {exception.Message}", location, evidence, rule.IsQuarantined);
        Faults.Add(fault);
        if (IsQuiet || options.Logger is not { } logger) return;
        LogFault(logger, fault.Rule, fault.Location, fault.Message);
        if (fault.IsQuarantined) LogQuarantine(logger, fault.Rule, rule.FaultsInRow);
    }

    [LoggerMessage(1, LogLevel.Warning, "Rule {Rule} at {Location} threw for some facts: {Message}", EventName = "RuleFault")]
    private static partial void LogFault(ILogger logger, string rule, SourceLocation location, string message);

    [LoggerMessage(2, LogLevel.Error, "Rule {Rule} is set aside after {Count} faults in a row", EventName = "RuleQuarantined")]
    private static partial void LogQuarantine(ILogger logger, string rule, int count);
}
