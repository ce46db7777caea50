using System.Collections;

namespace RunbookSdk.Cli.Query;

/// <summary>The value of a query, laid out for people: one thing, a list of things, or rows with columns.</summary>
internal sealed record QueryResult
{
    /// <summary>The names of the columns; none for a list of things.</summary>
    public IReadOnlyList<string> Columns { get; private init; } = [];

    /// <summary>The cells, row by row.</summary>
    public required IReadOnlyList<IReadOnlyList<string>> Rows { get; init; }

    /// <summary>True when the value was not a sequence: its members stand one below the other.</summary>
    public bool IsOne { get; private init; }

    /// <summary>True when there are further items that are not in it.</summary>
    public bool IsCut { get; private init; }

    /// <summary>Asks a value for all that it holds, which runs what a query has put off.</summary>
    /// <param name="value">The value; a sequence is gone through once.</param>
    /// <param name="text">Writes cells.</param>
    /// <param name="limit">How many items of a sequence are shown.</param>
    /// <param name="cancellation">Stops before the next item.</param>
    public static QueryResult Of(object? value, ValueText text, int limit = int.MaxValue, CancellationToken cancellation = default)
    {
        if (value is null) return new() { Rows = [["null"]], IsOne = true };
        if (ValueText.IsScalar(value)) return new() { Rows = [[text.Of(value)]], IsOne = true };
        if (value is not IEnumerable sequence) return OfOne(value, text);
        var items = Stoppable.Items(sequence, cancellation).Take(limit == int.MaxValue ? limit : limit + 1).ToList();
        var isCut = items.Count > limit;
        if (isCut) items.RemoveAt(limit);
        return OfMany(items, text) with { IsCut = isCut };
    }

    private static QueryResult OfOne(object value, ValueText text) => QueryColumns.Of(value) is { Count: > 0 } columns
        ? new() { Rows = [.. columns.Select(c => (IReadOnlyList<string>)[c.Name, text.Of(c.Of(value))])], IsOne = true }
        : new() { Rows = [[text.Of(value)]], IsOne = true };

    /// <summary>Items of several types share the columns of one name; an item that has no columns stands in the first.</summary>
    private static QueryResult OfMany(List<object?> items, ValueText text)
    {
        var types = items.OfType<object>().DistinctBy(i => i.GetType()).ToDictionary(i => i.GetType(), QueryColumns.Of);
        var names = types.Values.SelectMany(c => c).Select(c => c.Name).Distinct(StringComparer.Ordinal).ToList();
        if (names.Count == 0) return new() { Rows = [.. items.Select(i => (IReadOnlyList<string>)[text.Of(i)])] };
        return new() { Columns = names, Rows = [.. items.Select(Row)] };

        IReadOnlyList<string> Row(object? item)
        {
            var columns = item is null ? [] : types[item.GetType()];
            if (columns.Count == 0) return [.. names.Select((_, i) => i == 0 ? text.Of(item) : "")];
            var cells = columns.ToDictionary(c => c.Name, c => text.Of(c.Of(item!)), StringComparer.Ordinal);
            return [.. names.Select(n => cells.GetValueOrDefault(n) ?? "")];
        }
    }
}
