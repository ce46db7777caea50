using RunbookSdk.Diagnostics;

namespace RunbookSdk.Rules;

/// <summary>A rule as its author declared it, before it is read.</summary>
internal sealed class RuleDeclaration(string id, QueryNode query, SourceLocation location)
{
    public string Id { get; } = id;

    public QueryNode Query { get; } = query;

    public SourceLocation Location { get; } = location;

    public RuleSettings Settings { get; set; } = new();

    /// <summary>Of what it may touch a part only.</summary>
    public List<SelectionNode> Selections { get; } = [];

    /// <summary>How its author says that what it asked for has worked; null when nobody has to know.</summary>
    public IVerification? Verification { get; set; }

    /// <summary>What was found wrong while it was declared.</summary>
    public List<Diagnostic> Problems { get; } = [];

    /// <summary>True for one that follows from another declaration: its name is no author's.</summary>
    public bool IsImplied { get; init; }
}
