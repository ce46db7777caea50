using System.Collections;

namespace RunbookSdk.Rules;

/// <summary>Names of people or teams, in the order in which they were given. Two lists of the same names are equal.</summary>
internal sealed class Names : IReadOnlyList<string>, IEquatable<Names>
{
    public static readonly Names None = new([]);

    private readonly string[] names;

    private Names(string[] names) => this.names = names;

    public int Count => names.Length;

    public string this[int index] => names[index];

    /// <summary>Takes names, each once; upper and lower case are the same.</summary>
    /// <exception cref="ArgumentException">One is blank, or there is none.</exception>
    public static Names Of(IEnumerable<string> names, string parameter)
    {
        ArgumentNullException.ThrowIfNull(names, parameter);
        var given = names.Distinct(StringComparer.OrdinalIgnoreCase).ToArray();
        if (given.Length == 0 || given.Any(string.IsNullOrWhiteSpace)) throw new ArgumentException("Name at least one, and none of them blank.", parameter);
        return new(given);
    }

    public Names Add(Names others) => new([.. names.Union(others.names, StringComparer.OrdinalIgnoreCase)]);

    public bool Equals(Names? other) => other is not null && names.SequenceEqual(other.names, StringComparer.Ordinal);

    public override bool Equals(object? obj) => Equals(obj as Names);

    public override int GetHashCode() => names.Length == 0 ? 0 : string.GetHashCode(names[0], StringComparison.Ordinal);

    public IEnumerator<string> GetEnumerator() => ((IEnumerable<string>)names).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Part of what a rule says, and of reasons.</summary>
    public override string ToString() => string.Join(", ", names);
}
