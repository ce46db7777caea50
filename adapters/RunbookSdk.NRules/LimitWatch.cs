using System.Globalization;
using RunbookSdk.Diagnostics;
using RunbookSdk.Matching;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.NRules;

/// <summary>
/// Watches what rules ask of the machine. NRules cannot be stopped half-way, so a rule that goes beyond its limit makes every condition
/// of this round fail at once; the round is refused, and what NRules holds by then is thrown away.
/// </summary>
internal sealed class LimitWatch(MatcherLimits limits)
{
    private readonly MatcherLimits limits = limits;
    private int round;

    /// <summary>True when nothing that NRules asks matters any more.</summary>
    public bool IsBroken => Broken is not null;

    private RuleModel? Broken { get; set; }

    private bool IsOn { get; set; }

    public void Begin(bool isOn)
    {
        round++;
        (IsOn, Broken) = (isOn, null);
    }

    /// <summary>Refuses the round when a rule looked at too many combinations.</summary>
    public void CheckCombinations()
    {
        if (Broken is { } rule) throw new RunbookException(TooManyCombinations(rule));
    }

    /// <summary>Refuses the round when a rule has too many matches.</summary>
    public void CheckMatches(RuleModel rule, int matches)
    {
        if (IsOn && matches > limits.Matches) throw new RunbookException(MatcherProblems.TooManyMatches(rule, limits.Matches));
    }

    public Meter MeterOf(RuleModel rule) => new(this, rule);

    private Diagnostic TooManyCombinations(RuleModel rule)
    {
        var untied = QueryPlan.Of(rule).Untied;
        var advice = untied.Count == 0 ? "" : $" Nothing ties {string.Join(", ", untied)} to what is matched before: join it on a key, or add a condition that compares them with ==.";
        return new(
            "RBK5020",
            Severity.Error,
            string.Create(CultureInfo.InvariantCulture, $"rule '{rule.Id}' looked at more than {limits.Combinations} combinations of facts in one round; the evaluation was taken back.{advice}"),
            rule.Location);
    }

    /// <summary>Counts the combinations of one rule.</summary>
    internal sealed class Meter(LimitWatch watch, RuleModel rule)
    {
        private int round;
        private int combinations;

        /// <summary>Counts one; false when nothing that NRules asks matters any more.</summary>
        public bool Count()
        {
            if (watch.IsBroken) return false;
            if (!watch.IsOn) return true;
            if (round != watch.round) (round, combinations) = (watch.round, 0);
            if (++combinations <= watch.limits.Combinations) return true;
            watch.Broken = rule;
            return false;
        }
    }
}
