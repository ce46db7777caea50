using RunbookSdk.Diagnostics;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.Rules;

/// <summary>How a rule's author says that an action worked, and what follows when it did not. A later room knows what is asked for then.</summary>
internal interface IVerification
{
    /// <summary>What a session minds of it.</summary>
    VerificationPlan Plan { get; }

    /// <summary>The rules that follow from it: one that finds the proof, and one for each thing that is asked for without it.</summary>
    IEnumerable<RuleDeclaration> RulesOf(RuleDeclaration rule);

    /// <summary>What is wrong with it.</summary>
    IEnumerable<Diagnostic> FindProblems(RuleModel rule);
}

/// <summary>What a session minds of a verification.</summary>
/// <param name="Action">The actions that are verified.</param>
/// <param name="Proof">The facts that prove that one worked.</param>
/// <param name="Times">How long it has until the first thing is asked for that follows without a proof, and from one to the next.</param>
internal sealed record VerificationPlan(Type Action, Type Proof, IReadOnlyList<TimeSpan> Times);
