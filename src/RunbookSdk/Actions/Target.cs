namespace RunbookSdk.Actions;

/// <summary>What an action is about, written <c>kind/name</c>: <c>component/online1/webtools</c>.</summary>
/// <param name="Kind">Kind of thing: <c>component</c>, <c>client-policy</c>, <c>incident</c>, <c>site</c>, ...</param>
/// <param name="Name">Its name within the kind; lower case, parts joined by a slash.</param>
public readonly record struct Target(string Kind, string Name)
{
    /// <summary>Makes a target from names as people write them; they are compared in lower case.</summary>
    /// <param name="kind">Kind of thing, in kebab-case.</param>
    /// <param name="parts">Names from the outermost to the innermost.</param>
#pragma warning disable CA1308 // Lower case is the form that is shown, not one for comparing security-relevant text.
    public static Target Of(string kind, params ReadOnlySpan<string> parts) =>
        new(kind, string.Join('/', parts).Replace(' ', '-').ToLowerInvariant());
#pragma warning restore CA1308

    /// <summary>Writes <c>kind/name</c>.</summary>
    public override string ToString() => $"{Kind}/{Name}";
}
