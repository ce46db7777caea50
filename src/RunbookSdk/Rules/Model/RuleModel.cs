using System.Linq.Expressions;
using RunbookSdk.Diagnostics;

namespace RunbookSdk.Rules.Model;

/// <summary>A rule as data: what matchers, sessions, printers and checks read. Immutable.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Order">Its place in the order of declaration over the whole set.</param>
/// <param name="Location">Where it is declared.</param>
/// <param name="Settings">What its author says besides.</param>
/// <param name="Query">When it applies.</param>
/// <param name="Projection">What follows from a match: an action or a fact.</param>
/// <param name="ProjectionLocation">The clause of the projection.</param>
internal sealed record RuleModel(
    string Id,
    int Order,
    SourceLocation Location,
    RuleSettings Settings,
    QueryModel Query,
    Expression Projection,
    SourceLocation ProjectionLocation)
{
    /// <summary>Of what it may touch a part only.</summary>
    public IReadOnlyList<SelectionModel> Selections { get; init; } = [];

    /// <summary>True for a rule that follows from another declaration.</summary>
    public bool IsImplied { get; init; }

    /// <summary>How what it asks for is verified; null when it is not.</summary>
    public VerificationPlan? Verification { get; init; }

    public override string ToString() => $"{Id}: {Query} select {ExpressionText.Of(Projection, Query)}";
}
