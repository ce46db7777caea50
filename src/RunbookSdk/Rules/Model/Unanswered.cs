using System.Reflection;

namespace RunbookSdk.Rules.Model;

/// <summary>
/// The answer of a question that could not be asked because something it needs threw. It does no harm until a condition reads it:
/// <c>until == null || Facts&lt;T&gt;().Any(t => t.At == until.Value)</c> never does when the guard holds.
/// </summary>
internal sealed class Unanswered(int question) : Exception("a question of the rule could not be asked")
{
    /// <summary>A number that is none, unlike the one that no average gives.</summary>
    private const long Bits = 0x7FF8_0000_0BAD_0A5C;

    public static double Answer { get; } = BitConverter.Int64BitsToDouble(Bits);

    /// <summary>The method by which compiled parts of a rule read an answer.</summary>
    public static MethodInfo Reader { get; } = typeof(Unanswered).GetMethod(nameof(Read), BindingFlags.Static | BindingFlags.NonPublic)!;

    public int Question { get; } = question;

    private static double Read(double[] answers, int question) =>
        BitConverter.DoubleToInt64Bits(answers[question]) == Bits ? throw new Unanswered(question) : answers[question];
}
