using System.Text.Json.Serialization;
using RunbookSdk.Actions;

namespace RunbookSdk.Hosting.Alertmanager;

/// <summary>What a label of an alert has to be. Immutable.</summary>
/// <param name="Name">The label.</param>
/// <param name="Value">Its value, or a regular expression of it.</param>
/// <param name="IsRegex">True when the value is a regular expression (RE2, anchored).</param>
/// <param name="IsEqual">False when the label must not be so.</param>
public sealed record AlertMatcher(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("value")] string Value,
    [property: JsonPropertyName("isRegex")] bool IsRegex = false,
    [property: JsonPropertyName("isEqual")] bool IsEqual = true)
{
    /// <summary>The alerts of the component that an action is about: by the labels <c>cluster</c> and <c>component</c>, in lower case as targets are.</summary>
    /// <param name="action">The action; of one that is about no component no alert is meant.</param>
    public static IReadOnlyList<AlertMatcher> OfComponent(RunbookAction action)
    {
        ArgumentNullException.ThrowIfNull(action);
        var parts = action.Target.Name.Split('/');
        return action.Target.Kind == "component" && parts.Length == 2
            ? [new("cluster", $"(?i){Escape(parts[0])}", IsRegex: true), new("component", $"(?i){Escape(parts[1])}", IsRegex: true)]
            : [];
    }

    /// <summary>A name of a target, whose spaces are hyphens by then, as an expression of the names that lead to it.</summary>
    private static string Escape(string name) => string.Concat(name.Select(c => c switch
    {
        '-' => "[- ]",
        _ when char.IsLetterOrDigit(c) || c == '_' => $"{c}",
        _ => $"\\{c}",
    }));
}
