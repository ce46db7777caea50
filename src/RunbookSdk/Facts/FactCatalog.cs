using RunbookSdk.Diagnostics;

namespace RunbookSdk.Facts;

/// <summary>
/// The fact records that can be read, by name: a record's own (<c>ClusterLoad</c>), its <see cref="FactNameAttribute"/>, or a
/// reverse-DNS name that ends with either (<c>com.example.ClusterLoad</c>). Immutable and safe to share.
/// </summary>
public sealed class FactCatalog
{
    private readonly Dictionary<string, Type> byName = new(StringComparer.Ordinal);

    /// <summary>Makes a catalog.</summary>
    /// <param name="types">The records; one that is named twice counts once.</param>
    /// <exception cref="RunbookException">RBK4022: two records have one name, or one cannot be made from what is read.</exception>
    public FactCatalog(params IEnumerable<Type> types)
    {
        Types = [.. types.Distinct()];
        var problems = new List<Diagnostic>();
        foreach (var type in Types) AddWireName(type, problems);
        foreach (var type in Types) byName.TryAdd(type.Name, type);
        if (problems.Count > 0) throw new RunbookException(problems);
    }

    /// <summary>The records in the order in which they were given.</summary>
    public IReadOnlyList<Type> Types { get; }

    /// <summary>The record that a CloudEvents <c>type</c> selects; null when there is none.</summary>
    /// <param name="name">The name; upper and lower case differ.</param>
    public Type? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return byName.TryGetValue(name, out var type) || byName.TryGetValue(LastSegment(name), out type) ? type : null;
    }

    /// <summary>The known name that looks most like another one; null when none looks like it.</summary>
    internal string? Nearest(string name)
    {
        var wanted = LastSegment(name);
        var best = byName.Keys
            .Select(known => (Known: known, Distance: Spelling.Distance(known, wanted)))
            .OrderBy(k => k.Distance)
            .ThenBy(k => k.Known, StringComparer.Ordinal)
            .FirstOrDefault();
        return best.Known is not null && best.Distance <= Math.Max(2, wanted.Length / 3) ? best.Known : null;
    }

    private static string LastSegment(string name) => name[(name.LastIndexOf('.') + 1)..];

    private void AddWireName(Type type, List<Diagnostic> problems)
    {
        var name = FactType.Of(type).WireName;
        if (byName.TryAdd(name, type)) return;
        problems.Add(new Diagnostic(
            FactCodes.CatalogName,
            Severity.Error,
            $"Two fact records are called '{name}': {byName[name].FullName} and {type.FullName}. Rename one, or give it a [FactName].",
            SourceLocation.None));
    }
}
