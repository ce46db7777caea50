using System.Linq.Expressions;
using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;

namespace RunbookSdk.Rules.Model;

/// <summary>How a rule may touch a selection of facts. The facts are those of a type, filtered; see <see cref="SelectionNode"/>.</summary>
/// <param name="Of">The selection.</param>
/// <param name="Available">Those of them that are available; null where nothing is kept.</param>
/// <param name="By">What divides them; null: they are one.</param>
/// <param name="Least">How many have to stay available; null: a share.</param>
/// <param name="Share">Which share.</param>
/// <param name="MaxAge">How old a fact may be to count as available; null: any age.</param>
/// <param name="Location">Where it is written.</param>
internal sealed record SelectionModel(
    SourceModel Of, SourceModel? Available, KeyOnFact? By, int? Least, double Share, TimeSpan? MaxAge, SourceLocation Location)
{
    /// <summary>The type of the facts.</summary>
    public FactType Type { get; } = FactType.Of(Of.ElementType);

    /// <summary>How many of so many have to stay available, or may be touched at one time. A third of three is one, though no number is a third.</summary>
    /// <param name="size">How many there are.</param>
    public int CountOf(int size)
    {
        if (Least is { } least) return least;
        var count = Math.Round((decimal)Share * size, 9);
        return (int)(Available is null ? Math.Floor(count) : Math.Ceiling(count));
    }

    /// <summary>Which part of the selection a fact belongs to.</summary>
    public object PartOf(object fact) => By?.Of(fact) ?? "";

    /// <summary>True when a fact belongs to a source of a type, filtered.</summary>
    public static bool Holds(SourceModel source, object fact) => source switch
    {
        SourceModel.Filtered filtered => Holds(filtered.Source, fact) && filtered.Condition.Holds(fact),
        _ => true,
    };
}

/// <summary>A value of a fact.</summary>
/// <param name="Fact">Stands for the fact.</param>
/// <param name="Body">The value.</param>
/// <param name="Shapes">Of its rule set.</param>
internal sealed record KeyOnFact(ParameterExpression Fact, Expression Body, ShapeCache Shapes)
{
    private Func<object, object?>? of;

    /// <summary>The value as a function of the fact.</summary>
    public Func<object, object?> Of => of ??= Compilation.CompileOnFact<object?>(Body, Fact, Shapes);
}
