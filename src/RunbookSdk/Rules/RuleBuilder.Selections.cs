using System.Linq.Expressions;
using System.Runtime.CompilerServices;

namespace RunbookSdk.Rules;

/// <content>How much a rule may touch at one time.</content>
public sealed partial class RuleBuilder
{
    /// <summary>
    /// The rule touches at most so many different targets at one time; what goes beyond waits until one of them is free again, and wakes somebody
    /// (<see cref="Escalate"/>). A target counts from the decision until the standing action is released, or the match that asked for a one-shot
    /// action has ended. A job over several counts each of them. Default: any number.
    /// </summary>
    /// <param name="count">How many; from 1. The one that would be one more waits.</param>
    public RuleBuilder AtMostTargets(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return With(s => s with { MostTargets = count });
    }

    /// <summary>
    /// The rule touches at most a share of some facts at one time, rounded down; see <see cref="AtMostTargets"/>. Of an empty selection nothing
    /// may be touched.
    /// </summary>
    /// <param name="share">The share, above 0 to 1: 0.25 of 10 facts are 2 targets.</param>
    /// <param name="of">The facts, such as <c>Facts&lt;Component&gt;().Where(c => c.Name == "WebTools")</c>; with a key, and nothing of time.</param>
    /// <param name="by">What divides them, such as <c>c => c.Name</c>: the share is one of each part. Default: they are one.</param>
    /// <param name="file">Filled in by the compiler.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public RuleBuilder AtMostShare<T>(
        double share,
        FactSource<T> of,
        Expression<Func<T, object?>>? by = null,
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0) => Touch(of, null, by, null, Checked(share), file, line);

    /// <summary>
    /// Of some facts at least so many stay available; what would leave fewer waits until there are more, and wakes somebody
    /// (<see cref="Escalate"/>). Not available counts what the condition does not hold for, what the action is about, what the rule has decided for
    /// and still stands, and a fact too old to decide by. An action about something else than these facts counts as one of them. Of an empty
    /// selection nothing may be touched.
    /// </summary>
    /// <param name="count">How many; from 1. Exactly so many may be left.</param>
    /// <param name="of">The facts; with a key, and nothing of time.</param>
    /// <param name="available">Which of them are available.</param>
    /// <param name="by">
    /// What divides them, such as <c>c => c.Name</c>: of each part that the action is about enough has to stay. Default: they are one.
    /// </param>
    /// <param name="file">Filled in by the compiler.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public RuleBuilder Keep<T>(
        int count,
        FactSource<T> of,
        Expression<Func<T, bool>> available,
        Expression<Func<T, object?>>? by = null,
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentNullException.ThrowIfNull(available);
        return Touch(of, available, by, count, 0, file, line);
    }

    /// <summary>Of some facts at least a share stays available, rounded up: 0.5 of 5 facts are 3. See <see cref="Keep{T}"/>.</summary>
    /// <param name="share">The share, above 0 to 1.</param>
    /// <param name="of">The facts; with a key, and nothing of time.</param>
    /// <param name="available">Which of them are available.</param>
    /// <param name="by">
    /// What divides them, such as <c>c => c.Name</c>: of each part that the action is about enough has to stay. Default: they are one.
    /// </param>
    /// <param name="file">Filled in by the compiler.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public RuleBuilder KeepShare<T>(
        double share,
        FactSource<T> of,
        Expression<Func<T, bool>> available,
        Expression<Func<T, object?>>? by = null,
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(available);
        return Touch(of, available, by, null, Checked(share), file, line);
    }

    private static double Checked(double share)
    {
        if (!(share is > 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(share), share, "A share is above 0 and at most 1, such as 0.25.");
        return share;
    }

    private RuleBuilder Touch<T>(
        FactSource<T> of, LambdaExpression? available, LambdaExpression? by, int? least, double share, string file, int line)
    {
        ArgumentNullException.ThrowIfNull(of);
        Declaration.Selections.Add(new(of.Node, available, by, least, share, new(file, line)));
        return this;
    }
}
