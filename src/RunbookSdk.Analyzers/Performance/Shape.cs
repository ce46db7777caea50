using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using RunbookSdk.Analyzers.Model;

namespace RunbookSdk.Analyzers.Performance;

/// <summary>What a part of a query stands for: one of the facts of a match, an object that carries several, or a value made of some.</summary>
/// <param name="Facts">The facts that it is made of.</param>
/// <param name="IsAsked">True when it holds the answer to a question, or the instant: these have their own ways to be answered.</param>
internal abstract record Shape(ulong Facts, bool IsAsked)
{
    /// <summary>What is made of no fact.</summary>
    public static readonly Shape Nothing = new Value(0, false);

    /// <summary>One fact, by its number.</summary>
    public sealed record Fact(int Number) : Shape(1UL << Number, false);

    /// <summary>An object with names, such as the compiler carries the variables of a query in from clause to clause.</summary>
    public sealed record Carrier(IReadOnlyDictionary<string, Shape> Parts)
        : Shape(Parts.Values.Aggregate(0UL, (bits, p) => bits | p.Facts), Parts.Values.Any(p => p.IsAsked));

    /// <summary>Anything else.</summary>
    public sealed record Value(ulong Bits, bool Asks) : Shape(Bits, Asks);
}

/// <summary>What the parameters of lambdas stand for, and so which facts an expression reads.</summary>
internal sealed class Shapes(RunbookSymbols symbols)
{
    private readonly Dictionary<IParameterSymbol, Shape> known = new(SymbolEqualityComparer.Default);

    public void Set(IAnonymousFunctionOperation lambda, int parameter, Shape shape)
    {
        if (lambda.Symbol.Parameters.Length > parameter) known[lambda.Symbol.Parameters[parameter]] = shape;
    }

    public ulong FactsOf(IOperation? operation) => Of(operation).Facts;

    public Shape Of(IOperation? operation) => Operations.Unwrap(operation) switch
    {
        null => Shape.Nothing,
        IParameterReferenceOperation reference => known.TryGetValue(reference.Parameter, out var shape) ? shape : Shape.Nothing,
        IPropertyReferenceOperation { Instance: { } instance } reference => Of(instance) switch
        {
            Shape.Carrier carrier when carrier.Parts.TryGetValue(reference.Property.Name, out var part) => part,
            var whole => new Shape.Value(whole.Facts, whole.IsAsked),
        },
        IAnonymousObjectCreationOperation creation => new Shape.Carrier(Parts(creation)),
        { } other => Made(other),
    };

    private Shape.Value Made(IOperation operation)
    {
        var parts = operation.ChildOperations.Select(Of).ToList();
        var asks = parts.Exists(p => p.IsAsked) || WrittenQuestion.IsOne(operation, symbols) || WrittenQuestion.IsNow(operation, symbols);
        return new(parts.Aggregate(0UL, (bits, p) => bits | p.Facts), asks);
    }

    private Dictionary<string, Shape> Parts(IAnonymousObjectCreationOperation creation)
    {
        var parts = new Dictionary<string, Shape>(StringComparer.Ordinal);
        foreach (var assignment in creation.Initializers.OfType<ISimpleAssignmentOperation>())
            if (assignment.Target is IPropertyReferenceOperation member) parts[member.Property.Name] = Of(assignment.Value);
        return parts;
    }
}
