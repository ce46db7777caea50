using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using RunbookSdk.Diagnostics;
using RunbookSdk.Rules;

namespace RunbookSdk.Actions;

/// <summary>How a rule says that what it asked for has worked, and what follows when it has not.</summary>
public static class VerifyExtensions
{
    /// <summary>
    /// Names the facts which prove that an action worked, and the time it has. A fact that was observed after the clock began proves it, at that
    /// very instant; one that was known before does not, nor does the absence of any. The clock begins when a host reports success
    /// (<see cref="ActionOutcome"/>), or with the decision as long as none does. Unproved at the end of the time (facts of that instant count), or
    /// given up by the host, what <paramref name="otherwise"/> makes is asked for:
    /// <code>
    /// .Verify(within: Minutes(15),
    ///     (Suspend s) => Facts&lt;ClusterLoad&gt;().Where(l => l.Cluster == s.Component.Cluster &amp;&amp; l.Percent &lt; 60),
    ///     otherwise: s => Page("on-call", because: $"{s.Component.Cluster} is still loaded"))
    /// </code>
    /// </summary>
    /// <typeparam name="TAction">The action that the rule selects.</typeparam>
    /// <typeparam name="TProof">The fact record that proves.</typeparam>
    /// <param name="rule">The rule.</param>
    /// <param name="within">How long it has; positive.</param>
    /// <param name="proof">The facts that prove it, for an action: a source with conditions, as a further <c>from</c> of a rule has it.</param>
    /// <param name="otherwise">What is asked for without a proof, in the mode of the rule; what only tells people needs no approval.</param>
    /// <param name="file">Filled in by the compiler.</param>
    /// <param name="line">Filled in by the compiler.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is not positive.</exception>
    public static RuleBuilder Verify<TAction, TProof>(
        this RuleBuilder rule,
        TimeSpan within,
        Expression<Func<TAction, Query<TProof>>> proof,
        Expression<Func<TAction, RunbookAction>> otherwise,
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
        where TAction : RunbookAction
        where TProof : class
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(proof);
        ArgumentNullException.ThrowIfNull(otherwise);
        var declaration = rule.Declaration;
        var verification = new ActionVerification(typeof(TAction), typeof(TProof), proof, new(file, line));
        verification.Add(new(within, otherwise, new(file, line)));
        if (declaration.Verification is not null) declaration.Problems.Add(VerifyProblems.Twice(declaration.Id, new(file, line)));
        declaration.Verification ??= verification;
        return rule;
    }

    /// <summary>
    /// What is asked for next when the proof is still not there some time after what was asked for before:
    /// <c>.Otherwise(within: Minutes(20), (Suspend s) => Page("management", because: ...))</c>.
    /// </summary>
    /// <typeparam name="TAction">The action of <see cref="Verify"/>.</typeparam>
    /// <param name="rule">The rule, which has a <see cref="Verify"/>.</param>
    /// <param name="within">How long what was asked for before has; positive.</param>
    /// <param name="otherwise">What is asked for then.</param>
    /// <param name="file">Filled in by the compiler.</param>
    /// <param name="line">Filled in by the compiler.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is not positive.</exception>
    public static RuleBuilder Otherwise<TAction>(
        this RuleBuilder rule,
        TimeSpan within,
        Expression<Func<TAction, RunbookAction>> otherwise,
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
        where TAction : RunbookAction
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(otherwise);
        var declaration = rule.Declaration;
        var step = new ActionVerification.Step(within, otherwise, new(file, line));
        if (declaration.Verification is ActionVerification verification && verification.Plan.Action == typeof(TAction)) verification.Add(step);
        else declaration.Problems.Add(VerifyProblems.NothingBefore(declaration.Id, typeof(TAction), step.Location));
        return rule;
    }
}

/// <summary>What can be wrong with a verification.</summary>
internal static class VerifyProblems
{
    public static Diagnostic OtherAction(string rule, Type verified, Type selected, SourceLocation place) => Error(
        "RBK1040", $"rule '{rule}' selects {selected.Name}, and {verified.Name} is verified; write .Verify(within, ({selected.Name} action) => ...), and the same type in .Otherwise", place);

    public static Diagnostic Twice(string rule, SourceLocation place) => Error(
        "RBK1041", $"rule '{rule}' is verified already; put both conditions into one .Verify, and add what follows later with .Otherwise", place);

    public static Diagnostic NothingBefore(string rule, Type verified, SourceLocation place) => Error(
        "RBK1042", $"rule '{rule}' has no .Verify of {verified.Name} before this .Otherwise; write that first, for the same action", place);

    private static Diagnostic Error(string code, string message, SourceLocation place) => new(code, Severity.Error, message, place);
}
