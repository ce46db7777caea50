using System.Text;

namespace RunbookSdk.Lifecycles;

/// <summary>Draws a lifecycle in the language of Mermaid's <c>stateDiagram-v2</c>.</summary>
internal static class Mermaid
{
    // Words that Mermaid reads as its own where the name of a state may stand.
    private static readonly string[] ReservedWords =
        ["as", "class", "classdef", "click", "default", "direction", "end", "hide", "href", "note", "scale", "state", "style"];

    public static string Draw<TState, TTrigger>(Lifecycle<TState, TTrigger> lifecycle)
        where TState : notnull
        where TTrigger : notnull
    {
        var picture = new StringBuilder("stateDiagram-v2\n");
        var names = NameStates(lifecycle.States, picture);
        picture.Append($"    [*] --> {names[lifecycle.Initial]}\n");
        foreach (var transition in lifecycle.Transitions.Where(t => t.IsPermitted))
            picture.Append($"    {names[transition.From]} --> {names[transition.To]}{Label(transition)}\n");
        foreach (var state in lifecycle.States.Where(lifecycle.IsFinal))
            picture.Append($"    {names[state]} --> [*]\n");
        return picture.ToString();
    }

    /// <summary>States go by their own names when Mermaid can read all of them, and otherwise by numbers.</summary>
    private static Dictionary<TState, string> NameStates<TState>(IReadOnlyList<TState> states, StringBuilder picture)
        where TState : notnull
    {
        var spelled = states.Select(Spelling.Of).ToList();
        if (spelled.All(IsPlain) && spelled.Distinct(StringComparer.Ordinal).Count() == states.Count)
            return states.ToDictionary(s => s, Spelling.Of);
        var names = new Dictionary<TState, string>();
        foreach (var (state, text) in states.Zip(spelled))
        {
            names.Add(state, $"state_{names.Count + 1}");
            picture.Append($"    state \"{Escape(text)}\" as {names[state]}\n");
        }

        return names;
    }

    /// <summary>Trigger and guard; a trigger that only names the target would say it twice.</summary>
    private static string Label<TState, TTrigger>(Transition<TState, TTrigger> transition)
        where TState : notnull
        where TTrigger : notnull
    {
        var trigger = Spelling.Of(transition.Trigger!);
        var parts = new List<string>(2);
        if (trigger != Spelling.Of(transition.To)) parts.Add(Escape(trigger));
        if (transition.Guard is { } guard) parts.Add($"[{Escape(guard)}]");
        return parts.Count == 0 ? "" : $" : {string.Join(' ', parts)}";
    }

    private static bool IsPlain(string text) =>
        text.Length > 0
        && char.IsAsciiLetter(text[0])
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')
        && !ReservedWords.Contains(text, StringComparer.OrdinalIgnoreCase);

    /// <summary>Writes what Mermaid would read as punctuation as character codes, which is how it wants them.</summary>
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c is '#' or ';' or ':' or '"' or '<' or '>' or '{' or '}' or '[' or ']' or '\\' || char.IsControl(c))
                escaped.Append($"#{(int)c};");
            else
                escaped.Append(c);
        }

        return escaped.ToString();
    }
}
