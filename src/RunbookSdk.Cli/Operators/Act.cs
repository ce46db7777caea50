using RunbookSdk.Facts;
using RunbookSdk.Sessions;

namespace RunbookSdk.Cli.Operators;

/// <summary>Something that a person says to a session.</summary>
internal interface IAct
{
    /// <summary>The facts that it becomes.</summary>
    /// <exception cref="Diagnostics.RunbookException">It makes no sense as things stand; the problem says what would.</exception>
    Said Say(OpenedState state, ActPlan plan, DateTimeOffset now);

    /// <summary>What else the person should know now; empty when the decisions say it all.</summary>
    IEnumerable<string> Tell(OpenedState state, Evaluation followed, TimeText times);
}

/// <summary>What a person says, as facts and in a sentence.</summary>
/// <param name="Sentence">What was done, such as <c>Paused rule/fail-over as ann.</c></param>
/// <param name="Facts">The facts.</param>
internal sealed record Said(string Sentence, params IReadOnlyList<Observation> Facts);
