using RunbookSdk.Facts;
using RunbookSdk.Matching;
using RunbookSdk.Rules.Model;
using RunbookSdk.Sessions;
using RunbookSdk.Testing.Conformance;

namespace RunbookSdk.Testing.Tests;

/// <summary>The suite is there to catch wrong matchers: each of these is one, and has to be caught.</summary>
public sealed class BrokenMatcherTests
{
    private static readonly Dictionary<string, Func<SessionOptions>> Mistakes = new()
    {
        ["never says that a match ended"] = () => BrokenMatcher.Saying(c => c.Kind == MatchChangeKind.Ended ? [] : [c]),
        ["never says that a match changed"] = () => BrokenMatcher.Saying(c => c.Kind == MatchChangeKind.Changed ? [] : [c]),
        ["says that a match began each time it changes"] = () => BrokenMatcher.Saying(
            c => c.Kind == MatchChangeKind.Changed ? [c with { Kind = MatchChangeKind.Began }] : [c]),
        ["ends and begins a match that changes"] = () => BrokenMatcher.Saying(c => c.Kind == MatchChangeKind.Changed
            ? [c with { Kind = MatchChangeKind.Ended }, c with { Kind = MatchChangeKind.Began }] : [c]),
        ["says twice that a match began"] = () => BrokenMatcher.Saying(
            c => c.Kind == MatchChangeKind.Began ? [c, new(new Match(c.Match.Rule, [.. c.Match.Facts], c.Match.Answers), c.Kind)] : [c]),
        ["finds the first match of a rule only"] = () => BrokenMatcher.Saying(OnlyFirst),
        ["swaps the facts of a match"] = () => BrokenMatcher.Saying(Swapped),
        ["does not hear updates"] = () => BrokenMatcher.Hearing(c => c.Kind == ChangeKind.Updated ? [] : [c]),
        ["does not hear that facts go"] = () => BrokenMatcher.Hearing(c => c.Kind == ChangeKind.Removed ? [] : [c]),
        ["takes a fact for gone when it changes"] = () => BrokenMatcher.Hearing(
            c => c.Kind == ChangeKind.Updated ? [c with { Kind = ChangeKind.Removed }] : [c]),
    };

    public static TheoryData<string> Names => [.. Mistakes.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_wrong_matcher_is_caught(string mistake)
    {
        var failed = ConformanceSuite.Run(Mistakes[mistake]).Where(r => !r.IsPassed).ToList();

        Assert.True(failed.Count >= 4, $"Only {failed.Count} cases notice a matcher that {mistake}.");
        Assert.All(failed, r => Assert.NotEmpty(r.Differences));
    }

    [Fact]
    public void A_matcher_that_never_says_anything_passes_no_case() =>
        Assert.Empty(ConformanceSuite.Run(() => BrokenMatcher.Saying(_ => [])).Where(r => r.IsPassed).Select(r => r.Case));

    [Fact]
    public void A_matcher_that_throws_fails_with_what_it_threw()
    {
        var result = ConformanceSuite.Find("join-begins-for-equal-keys-only")
            .Run(() => BrokenMatcher.Saying(_ => throw new InvalidOperationException("broken pipe")));

        Assert.Contains("+ InvalidOperationException: broken pipe", result.Differences[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_matcher_that_refuses_a_rule_is_told_apart_from_one_that_is_wrong()
    {
        var refusal = new Diagnostics.Diagnostic("XYZ0001", Diagnostics.Severity.Error, "cannot join", Diagnostics.SourceLocation.None);
        var result = ConformanceSuite.Find("join-begins-for-equal-keys-only")
            .Run(() => new SessionOptions { Matcher = (_, _) => throw new Diagnostics.RunbookException(refusal) });

        Assert.True(result.IsRefused);
        Assert.False(result.IsPassed);
        Assert.Empty(result.Differences);
        Assert.Equal("join-begins-for-equal-keys-only (joins): refused: XYZ0001 cannot join", result.ToString());
    }

    private static Func<MatchChange, IEnumerable<MatchChange>> OnlyFirst()
    {
        var known = new Dictionary<RuleModel, Match>();
        return c =>
        {
            if (c.Kind == MatchChangeKind.Began) known.TryAdd(c.Match.Rule, c.Match);
            return known.GetValueOrDefault(c.Match.Rule) == c.Match ? [c] : [];
        };
    }

    private static Func<MatchChange, IEnumerable<MatchChange>> Swapped()
    {
        var swapped = new Dictionary<Match, Match>();
        return c =>
        {
            if (c.Match.Facts is not [var first, var second] || first.Type != second.Type) return [c];
            if (!swapped.TryGetValue(c.Match, out var other)) swapped[c.Match] = other = new Match(c.Match.Rule, [second, first], c.Match.Answers);
            return [c with { Match = other }];
        };
    }
}
