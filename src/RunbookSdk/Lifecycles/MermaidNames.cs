namespace RunbookSdk.Lifecycles;

/// <summary>What states are called in the text of a picture: by their own names when Mermaid can read all of them, otherwise by numbers.</summary>
internal sealed class MermaidNames<TState, TTrigger>
    where TState : notnull
    where TTrigger : notnull
{
    // Words that Mermaid reads as its own where the name of a state may stand, and those that every object of its language has.
    private static readonly string[] ReservedWords =
    [
        "as", "class", "classdef", "click", "default", "direction", "end", "hide", "href", "note", "scale", "state", "style",
        "root", "stateDiagram", "accTitle", "accDescr", "constructor", "hasOwnProperty", "isPrototypeOf", "propertyIsEnumerable", "toLocaleString", "toString", "valueOf",
    ];

    private const string History = "_history";
    private const string Anywhere = "_anywhere";

    private readonly Dictionary<TState, string> names = [];

    public MermaidNames(IReadOnlyList<LifecycleState<TState, TTrigger>> states)
    {
        var spelled = states.Select(s => Spelling.Of(s.State)).ToList();
        var places = states.Where(s => s.Inner.Count > 0).Select(s => Spelling.Of(s.State)).SelectMany(s => new[] { s + History, s + Anywhere });
        var all = spelled.Concat(places).ToList();
        AreNumbers = !all.All(IsPlain) || all.Distinct(StringComparer.Ordinal).Count() < all.Count;
        foreach (var (state, text) in states.Zip(spelled)) names.Add(state.State, AreNumbers ? $"state_{names.Count + 1}" : text);
    }

    public bool AreNumbers { get; }

    public string Of(TState state) => names[state];

    /// <summary>The place in a state to which the way back into it leads.</summary>
    public string HistoryOf(TState state) => names[state] + History;

    /// <summary>The place in a state from which arrows into it come.</summary>
    public string AnywhereIn(TState state) => names[state] + Anywhere;

    private static bool IsPlain(string text) =>
        text.Length > 0
        && char.IsAsciiLetter(text[0])
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')
        && !ReservedWords.Contains(text, StringComparer.OrdinalIgnoreCase);
}
