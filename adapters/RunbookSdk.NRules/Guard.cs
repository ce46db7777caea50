using RunbookSdk.Diagnostics;
using RunbookSdk.Matching;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.NRules;

/// <summary>
/// Conditions of a query as NRules asks them. They never throw into it: NRules would leave the fact half in its memories, and rules
/// after the faulty one would never hear of it.
/// </summary>
internal sealed class Guard(RuleContext context, SlotBinding binding, IReadOnlyList<Guard.Check> checks)
{
    public SlotBinding Binding => binding;

    public static Check CheckOf(ConditionModel condition, QueryModel query) =>
        new(Compilation.Compile<bool>(condition.Body, query), condition.Location);

    public bool Holds(SourceFact[] facts)
    {
        binding.Bind(facts);
        foreach (var check in checks)
        {
            try
            {
                if (!check.Holds(binding.Values, [], default)) return false;
            }
#pragma warning disable CA1031 // A rule may throw anything; what throws does not hold.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                context.Fault(check.Location, exception, binding.Facts);
                return false;
            }
        }

        return true;
    }

    internal sealed record Check(Compiled<bool> Holds, SourceLocation Location);
}
