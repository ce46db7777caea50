using Microsoft.Extensions.Logging;
using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;
using RunbookSdk.Matching;
using RunbookSdk.Rules.Model;
using RunbookSdk.Time;

namespace RunbookSdk.Sessions;

/// <summary>The faults of rules: told, counted, and after too many in a row the rule is set aside.</summary>
internal sealed partial class FaultLog(SessionOptions options, UndoLog undo) : IFaultSink, ISourceFaults
{
    private IReadOnlyDictionary<string, RuleRuntime> rules = new Dictionary<string, RuleRuntime>();

    public List<RuleFault> Faults { get; } = [];

    public DateTimeOffset Now { get; set; }

    /// <summary>True while an evaluation is taken back: what throws then has thrown before.</summary>
    public bool IsMuted { get; set; }

    public void Watch(IReadOnlyDictionary<string, RuleRuntime> watched) => rules = watched;

    public void Fault(RuleModel rule, SourceLocation location, Exception exception, ReadOnlySpan<KnownFact?> facts)
    {
        var evidence = new List<Actions.Evidence>();
        foreach (var fact in facts)
        {
            if (fact is not null) evidence.Add(MatchState.EvidenceOf(fact));
        }

        Add(rules[rule.Id], location, exception, evidence);
    }

    /// <summary>A source may serve several rules; each that asks it has the fault.</summary>
    public void Fault(ConditionOnFact condition, Exception exception, KnownFact fact)
    {
        foreach (var rule in rules.Values.Where(r => Uses(r.Model.Query, condition)))
            Add(rule, condition.Location, exception, [MatchState.EvidenceOf(fact)]);
    }

    private static bool Uses(QueryModel query, ConditionOnFact condition) =>
        query.Slots.Any(s => Uses(s.Source, condition)) || query.Subqueries.Any(s => Uses(s.Source, condition));

    private static bool Uses(SourceModel source, ConditionOnFact condition) => source switch
    {
        SourceModel.Filtered filtered => filtered.Condition == condition || Uses(filtered.Source, condition),
        SourceModel.FilteredByTime filtered => filtered.Condition == condition || Uses(filtered.Source, condition),
        SourceModel.Raised raised =>
            raised.Raise == condition || raised.Clear == condition || Uses(raised.Source, condition),
        SourceModel.Fresh fresh => Uses(fresh.Source, condition),
        SourceModel.History history => Uses(history.Source, condition),
        SourceModel.Group group => Uses(group.Query, condition),
        _ => false,
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
        rule.IsQuarantined = rule.FaultsInRow >= options.FaultsUntilQuarantine;
        var fault = new RuleFault(
            Now, rule.Model.Id, $"{exception.GetType().Name}: {exception.Message}", location, evidence, rule.IsQuarantined);
        Faults.Add(fault);
        if (options.Logger is not { } logger) return;
        LogFault(logger, fault.Rule, fault.Location, fault.Message);
        if (fault.IsQuarantined) LogQuarantine(logger, fault.Rule, rule.FaultsInRow);
    }

    [LoggerMessage(1, LogLevel.Warning, "Rule {Rule} at {Location} threw for some facts: {Message}", EventName = "RuleFault")]
    private static partial void LogFault(ILogger logger, string rule, SourceLocation location, string message);

    [LoggerMessage(2, LogLevel.Error, "Rule {Rule} is set aside after {Count} faults in a row", EventName = "RuleQuarantined")]
    private static partial void LogQuarantine(ILogger logger, string rule, int count);
}
