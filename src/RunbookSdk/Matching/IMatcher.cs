using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.Matching;

/// <summary>
/// Finds which facts satisfy which rules: rules in, changes of sources in, changes of matches out. It knows no time: conditions on
/// <c>Now</c> are left to those above it, who feed it sources that time has already filtered. It begins without rules. For one thread
/// at a time.
/// </summary>
internal interface IMatcher
{
    /// <summary>Takes changes of sources and adds what they change; the order of what it adds does not matter.</summary>
    /// <exception cref="Diagnostics.RunbookException">
    /// A rule went beyond the limits. The changes were taken all the same; the caller takes them back with <see cref="TakeBack"/>.
    /// </exception>
    void Apply(IReadOnlyList<SourceChange> changes, List<MatchChange> result);

    /// <summary>
    /// Takes the opposite of changes that an evaluation made before it was refused: no limit holds, and nothing that was found before
    /// is lost.
    /// </summary>
    void TakeBack(IReadOnlyList<SourceChange> changes, List<MatchChange> result);

    /// <summary>
    /// Takes rules away, whose matches end, and adds others, whose matches begin. The matches of all other rules stay what they are.
    /// </summary>
    void Swap(RuleSwap swap, List<MatchChange> result);
}

/// <summary>Makes a matcher.</summary>
/// <param name="faults">Is told of conditions that threw.</param>
/// <param name="limits">What one rule may ask of the machine.</param>
internal delegate IMatcher MatcherFactory(IFaultSink faults, MatcherLimits limits);

/// <summary>What one rule may ask of the machine; beyond, an evaluation is refused.</summary>
/// <param name="Combinations">How many combinations of facts it may look at in one evaluation.</param>
/// <param name="Matches">How many matches of it may stand.</param>
internal sealed record MatcherLimits(int Combinations, int Matches);

/// <summary>A change of the rules of a matcher.</summary>
/// <param name="Removed">Rules that it has.</param>
/// <param name="Added">Rules that it does not have.</param>
/// <param name="Sources">Numbers the sources of all the rules that it has afterwards; a source keeps its number while it is there.</param>
/// <param name="Known">The facts that a source has now, by its number.</param>
internal sealed record RuleSwap(
    IReadOnlyList<RuleModel> Removed, IReadOnlyList<RuleModel> Added, SourceList Sources, Func<int, IEnumerable<KnownFact>> Known);

/// <summary>A change of one of the sources that <see cref="SourceList"/> numbers.</summary>
internal readonly record struct SourceChange(int Source, KnownFact Fact, ChangeKind Kind);

internal enum MatchChangeKind
{
    Began,
    Changed,
    Ended,
}

internal readonly record struct MatchChange(Match Match, MatchChangeKind Kind);

/// <summary>Is told of conditions that threw; the facts they were asked about count as not satisfying them.</summary>
internal interface IFaultSink
{
    void Fault(RuleModel rule, SourceLocation location, Exception exception, ReadOnlySpan<KnownFact?> facts);
}
