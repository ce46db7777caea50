using RunbookSdk.Sessions;
using RunbookSdk.Testing.Conformance.Cases;

namespace RunbookSdk.Testing.Conformance;

/// <summary>
/// What a matcher has to say for the whole language of rules: cases of facts and rules with the matches and decisions that follow from
/// them. A matcher that passes all of them may stand in place of the built-in one. Immutable and safe to share between threads.
/// </summary>
public static class ConformanceSuite
{
    private static readonly Lazy<IReadOnlyList<ConformanceCase>> Written = new(() => [.. AllAreas.Select(a => a.Read()).SelectMany(c => c)]);

    /// <summary>Every case; the cases of one area stand together, and no two have one name.</summary>
    public static IReadOnlyList<ConformanceCase> Cases => Written.Value;

    private static IEnumerable<CaseArea> AllAreas =>
    [
        new ConstantCases(),
        new MemberCases(),
        new JoinCases(),
        new OrderedJoinCases(),
        new QuestionCases(),
        new SeveralQuestionCases(),
        new NumberCases(),
        new GroupCases(),
        new FirstCases(),
        new DerivedCases(),
        new StandingCases(),
        new OneShotCases(),
        new VerifyCases(),
        new OrderCases(),
        new ObservationCases(),
        new EventCases(),
        new NowCases(),
        new LastingCases(),
        new WindowCases(),
        new RateCases(),
        new MissingCases(),
        new AgeCases(),
        new FaultCases(),
        new RefusalCases(),
        new DomainCases(),
        new ScaleCases(),
        new SwapCases(),
    ];

    /// <summary>The case of a name.</summary>
    /// <param name="name">Its name, such as <c>join-begins-for-equal-keys-only</c>.</param>
    /// <exception cref="ArgumentException">There is no such case.</exception>
    public static ConformanceCase Find(string name) => Cases.FirstOrDefault(c => c.Name == name)
        ?? throw new ArgumentException($"There is no case '{name}' in the conformance suite.", nameof(name));

    /// <summary>Runs every case and says how each ended.</summary>
    /// <param name="options">Makes the options of a session, once for each case; they name the matcher.</param>
    public static IReadOnlyList<ConformanceResult> Run(Func<SessionOptions> options) => [.. Cases.Select(c => c.Run(options))];

    /// <summary>Runs every case.</summary>
    /// <param name="options">Makes the options of a session, once for each case; they name the matcher.</param>
    /// <exception cref="ConformanceException">Some cases did not pass; it names every difference.</exception>
    public static void Verify(Func<SessionOptions> options) => ConformanceException.ThrowUnlessPassed(Run(options));
}
