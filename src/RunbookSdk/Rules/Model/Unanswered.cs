using System.Reflection;

namespace RunbookSdk.Rules.Model;

/// <summary>
/// The answer of a question that could not be asked because something it needs threw. It does no harm until a condition reads it:
/// <c>until == null || Facts&lt;T&gt;().Any(t => t.At == until.Value)</c> never does when the guard holds.
/// </summary>
internal sealed class Unanswered(int question) : Exception("a question of the rule could not be asked")
{
    private readonly int question = question;

    /// <summary>A number that is none, unlike the one that no average gives.</summary>
    private const long Bits = 0x7FF8_0000_0BAD_0A5C;

    public static double Answer { get; } = BitConverter.Int64BitsToDouble(Bits);

    /// <summary>The method by which compiled parts of a rule read an answer.</summary>
    public static MethodInfo Reader { get; } = typeof(Unanswered).GetMethod(nameof(Read), BindingFlags.Static | BindingFlags.NonPublic)!;

    /// <summary>What really threw, when a part of a rule threw because it read such an answer.</summary>
    /// <param name="exception">What the part threw.</param>
    /// <param name="causes">For each question that could not be asked, why.</param>
    public static Exception CauseOf(Exception exception, IReadOnlyList<Exception?>? causes) =>
        exception is Unanswered unanswered ? causes?[unanswered.question] ?? exception : exception;

    public static bool IsNoAnswer(double answer) => BitConverter.DoubleToInt64Bits(answer) == Bits;

    private static double Read(double[] answers, int question) =>
        IsNoAnswer(answers[question]) ? throw new Unanswered(question) : answers[question];
}
