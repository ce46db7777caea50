using Microsoft.CodeAnalysis;

namespace RunbookSdk.Analyzers.Model;

/// <summary>The types of the SDK in one compilation. What a name means is asked of them, never of the name alone.</summary>
internal sealed class RunbookSymbols
{
    private RunbookSymbols(Compilation compilation, INamedTypeSymbol ruleBook)
    {
        Compilation = compilation;
        RuleBook = ruleBook;
        Runbook = Find("Runbook");
        Query = Find("Rules.Query`1");
        FactSource = Find("Rules.FactSource`1");
        RaisedSource = Find("Rules.RaisedSource`1");
        Group = Find("Rules.Group`2");
        RuleBuilder = Find("Rules.RuleBuilder");
        RunbookAction = Find("Actions.RunbookAction");
        StandingAction = Find("Actions.StandingAction");
        OneShotAction = Find("Actions.OneShotAction");
        RunJob = Find("Actions.RunJob");
        Key = Find("Facts.KeyAttribute");
        AppWords = Find("RunbookWords") is { } words && SymbolEqualityComparer.Default.Equals(words.ContainingAssembly, compilation.Assembly) ? words : null;
    }

    public Compilation Compilation { get; }

    public INamedTypeSymbol RuleBook { get; }

    public INamedTypeSymbol? Runbook { get; }

    public INamedTypeSymbol? Query { get; }

    public INamedTypeSymbol? FactSource { get; }

    public INamedTypeSymbol? RaisedSource { get; }

    public INamedTypeSymbol? Group { get; }

    public INamedTypeSymbol? RuleBuilder { get; }

    public INamedTypeSymbol? RunbookAction { get; }

    public INamedTypeSymbol? StandingAction { get; }

    public INamedTypeSymbol? OneShotAction { get; }

    public INamedTypeSymbol? RunJob { get; }

    public INamedTypeSymbol? Key { get; }

    /// <summary>The words that the package compiles into a runbook that is an app of one file; null in every other compilation.</summary>
    public INamedTypeSymbol? AppWords { get; }

    /// <summary>The symbols; null when the compilation does not know the SDK.</summary>
    public static RunbookSymbols? Find(Compilation compilation) =>
        compilation.GetTypeByMetadataName("RunbookSdk.Rules.RuleBook") is { } ruleBook ? new(compilation, ruleBook) : null;

    /// <summary>True when a type is this one, or is derived from it; of a generic one any construction counts.</summary>
    public static bool Is(ITypeSymbol? type, INamedTypeSymbol? wanted)
    {
        if (wanted is null) return false;
        for (; type is not null; type = type.BaseType)
            if (SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, wanted)) return true;
        return false;
    }

    /// <summary>True for a query over facts, or a source of facts.</summary>
    public bool IsQuery(ITypeSymbol? type) => Is(type, Query);

    /// <summary>True for a method of this name that the type itself declares.</summary>
    public static bool IsMember(IMethodSymbol method, INamedTypeSymbol? type, string name) =>
        method.Name == name && type is not null && SymbolEqualityComparer.Default.Equals(method.ContainingType.OriginalDefinition, type);

    /// <summary>The members of a fact that are its identity; none for an event.</summary>
    public IReadOnlyList<ISymbol> KeysOf(ITypeSymbol fact)
    {
        var parameters = fact.GetMembers(WellKnownMemberNames.InstanceConstructorName).OfType<IMethodSymbol>().SelectMany(c => c.Parameters);
        return [.. fact.GetMembers().OfType<IPropertySymbol>().Concat<ISymbol>(parameters).Where(IsKey)];
    }

    private bool IsKey(ISymbol symbol) => symbol.GetAttributes().Any(a => SymbolEqualityComparer.Default.Equals(a.AttributeClass, Key));

    private INamedTypeSymbol? Find(string name) => Compilation.GetTypeByMetadataName("RunbookSdk." + name);
}
