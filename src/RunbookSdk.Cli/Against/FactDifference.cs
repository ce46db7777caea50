using RunbookSdk.Facts;

namespace RunbookSdk.Cli.Against;

/// <summary>A fact record that both versions declare, and that says something else in each.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Here">Its members here, a star behind those of the key.</param>
/// <param name="There">Its members there.</param>
internal sealed record FactDifference(string Name, string Here, string There)
{
    /// <summary>The records that are otherwise, in the order of their names. Rules that read them may say the same and mean something else.</summary>
    public static IReadOnlyList<FactDifference> Of(IReadOnlyList<Type> here, IReadOnlyList<Type> there) =>
    [
        .. here.Join(there, t => t.Name, t => t.Name, (mine, theirs) => new FactDifference(mine.Name, TextOf(mine), TextOf(theirs)), StringComparer.Ordinal)
            .Where(d => d.Here != d.There).OrderBy(d => d.Name, StringComparer.Ordinal),
    ];

    private static string TextOf(Type type)
    {
        var fact = FactType.Of(type);
        var members = FactShape.Of(fact, new ValueReaders()).Members.Select(m => $"{m.Shape.Name}{(m.Shape.IsKey ? "*" : m.Shape.IsRequired ? "" : "?")} {m.Expected}");
        var times = new[] { fact.Retention is { } retention ? $"known for {retention:c}" : null, fact.MaxAge is { } age ? $"decides for {age:c}" : null };
        return string.Join("; ", times.OfType<string>().Prepend(string.Join(", ", members)));
    }
}
