using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.Matching;

/// <summary>
/// Finds which facts satisfy which rules: rules in, changes of sources in, changes of matches out. It knows no time: conditions on
/// <c>Now</c> are left to those above it, who feed it sources that time has already filtered.
/// </summary>
internal interface IMatcher
{
    /// <summary>Takes changes of sources and adds what they change; the order of what it adds does not matter.</summary>
    void Apply(IReadOnlyList<SourceChange> changes, List<MatchChange> result);
}

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
