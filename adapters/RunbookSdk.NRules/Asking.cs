using RunbookSdk.Facts;

namespace RunbookSdk.NRules;

/// <summary>The answers to the questions of one match, as far as they were asked.</summary>
/// <param name="facts">The facts of the match.</param>
/// <param name="found">What NRules found for the questions that are no existence.</param>
/// <param name="questions">The questions.</param>
/// <param name="existence">For a question that is a <c>not</c> or <c>exists</c> of NRules, whether there are any; null for others.</param>
internal sealed class Asking(KnownFact[] facts, Answer[] found, TranslatedQuestion[] questions, bool?[] existence)
{
    private ulong asked;

    public KnownFact[] Facts { get; } = facts;

    public object?[] Values { get; } = Array.ConvertAll(facts, f => (object?)f.Value);

    public double[] Answers { get; } = new double[questions.Length];

    /// <summary>For each question that cannot be asked, why; null when all can.</summary>
    public Exception?[]? Unasked { get; private set; }

    /// <summary>Asks some questions that were not asked yet.</summary>
    /// <param name="wanted">Bit set of the questions.</param>
    public void Ask(ulong wanted)
    {
        var next = 0;
        for (var i = 0; i < Answers.Length; i++)
        {
            var expected = existence[i];
            var answer = expected is null ? found[next++] : null;
            var bit = 1UL << i;
            if ((wanted & ~asked & bit) == 0) continue;
            asked |= bit;
            Answers[i] = answer is null ? (expected == true ? 1 : 0) : AnswerOf(i, answer);
        }
    }

    private double AnswerOf(int question, Answer answer)
    {
        var said = questions[question].AnswerFor(Facts, Values, answer, out var cause);
        if (cause is not null) (Unasked ??= new Exception?[Answers.Length])[question] = cause;
        return said;
    }
}
