using RunbookSdk.Diagnostics;
using RunbookSdk.Matching;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.NRules;

/// <summary>
/// Conditions of a query as NRules asks them. They never throw into it: NRules would leave the fact half in its memories, and rules
/// after the faulty one would never hear of it.
/// </summary>
/// <param name="context">The rule.</param>
/// <param name="binding">Where the facts go.</param>
/// <param name="checks">The conditions, in the order in which they are asked.</param>
/// <param name="meter">Counts the combinations of several facts; null for conditions about one.</param>
internal sealed class Guard(RuleContext context, SlotBinding binding, IReadOnlyList<Guard.Check> checks, LimitWatch.Meter? meter)
{
    public SlotBinding Binding => binding;

    public bool Holds(SourceFact[] facts)
    {
        binding.Bind(facts);
        foreach (var check in checks)
        {
            if (Holds(check)) continue;
            // Facts that a tie keeps apart are no combination to the built-in matcher, which never looks at them.
            if (!check.IsTie) meter?.Count();
            return false;
        }

        return meter?.Count() ?? true;
    }

    private bool Holds(Check check)
    {
        try
        {
            return check.Holds(binding.Values, [], default);
        }
#pragma warning disable CA1031 // A rule may throw anything; what throws does not hold.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            context.Fault(check.Location, exception, binding.Facts);
            return false;
        }
    }

    /// <param name="Holds">The condition.</param>
    /// <param name="Location">Where it stands.</param>
    /// <param name="IsTie">True for an equality or an order between the facts.</param>
    internal sealed record Check(Compiled<bool> Holds, SourceLocation Location, bool IsTie);
}
