
namespace RunbookSdk.Lifecycles;

/// <summary>Finds states, or triggers, by how they are spelled.</summary>
internal sealed class LifecycleWords<T>
    where T : notnull
{
    private readonly string what;
    private readonly Dictionary<string, T>? byWord;
    private readonly IReadOnlyList<T> known;

    /// <summary>Knows the values there are.</summary>
    /// <param name="what">What they are: <c>state</c>.</param>
    /// <param name="given">The values, where the caller said which; texts and enums need no saying.</param>
    /// <exception cref="ArgumentException">Nobody said which values of the type there are.</exception>
    public LifecycleWords(string what, IReadOnlyList<T> given)
    {
        this.what = what;
        known = given.Count > 0 || !typeof(T).IsEnum ? given : EnumValues();
        if (known.Count == 0 && typeof(T) == typeof(string)) return;
        if (known.Count == 0) throw new ArgumentException($"Nobody knows the {what}s of the type {typeof(T).Name}; say which there are with {(what == "state" ? "States" : "Triggers")}(...).");
        byWord = new(StringComparer.Ordinal);
        foreach (var value in known) byWord.TryAdd(Spelling.Of(value), value);
    }

    /// <summary>The value of this spelling; reports a problem when there is none.</summary>
    public bool TryFind(string word, int offset, JsonProblems problems, out T value)
    {
        if (byWord is null)
        {
            value = (T)(object)word;
            return true;
        }

        if (byWord.TryGetValue(word, out value!)) return true;
        problems.Report(LifecycleCodes.UnknownWord, offset, $"There is no {what} '{word}'; there are: {Spelling.List(known)}.");
        return false;
    }

    private static T[] EnumValues() => [.. Enum.GetValuesAsUnderlyingType(typeof(T)).Cast<object>().Select(v => (T)Enum.ToObject(typeof(T), v)).Distinct()];
}
