using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using RunbookSdk.Lifecycles;

namespace RunbookSdk.Instances;

/// <summary>The word that a runbook's own lifecycle has besides those of every lifecycle.</summary>
public static class WhenExtensions
{
    /// <summary>
    /// Begins a line: as soon as a condition over facts holds while the instance stands in the state, or in one within it. It is read like a
    /// condition of a rule, and may ask about other facts:
    /// <c>s.When("nobody is connected", i => !Facts&lt;Session&gt;().Any(c => c.Node == i.Id)).GoTo("empty")</c>.
    /// </summary>
    /// <param name="builder">The state.</param>
    /// <param name="description">The condition in words; it becomes the reason of the decision.</param>
    /// <param name="holds">The condition, about the instance and other facts; pure.</param>
    /// <param name="file">Filled in by the compiler.</param>
    /// <param name="line">Filled in by the compiler.</param>
    /// <exception cref="ArgumentException">The condition is not put into words.</exception>
    public static TransitionBuilder<string, string> When(
        this StateBuilder<string, string> builder,
        string description,
        Expression<Func<LifecycleStatus, bool>> holds,
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(holds);
        return builder.Automatically(file, line).If<FactCondition>(description, new FactCondition(description, holds, new(file, line)).Is);
    }
}
