using System.Globalization;
using System.Text.Json;
using RunbookSdk.Diagnostics;

namespace RunbookSdk.Lifecycles;

/// <summary>What is wrong with a text that is read.</summary>
internal sealed class JsonProblems(JsonText text)
{
    private readonly List<Diagnostic> found = [];

    /// <summary>Something is wrong with what the text says, and not only a guard or an action is unknown.</summary>
    public bool HasMistakes => found.Any(d => d.Code is not (LifecycleCodes.UnknownGuard or LifecycleCodes.UnknownAction));

    public SourceLocation At(int offset) => text.At(offset);

    public void Report(string code, int offset, string message) => found.Add(new(code, Severity.Error, message, At(offset)));

    public void ThrowIfAny(IEnumerable<Diagnostic> others)
    {
        Diagnostic[] all = [.. found.Concat(others).OrderBy(d => d.Location.Line).ThenBy(d => d.Location.Column).ThenBy(d => d.Code, StringComparer.Ordinal)];
        if (all.Length > 0) throw new RunbookException(all);
    }
}

/// <summary>The members of a JSON object, each of which is known, there once, and of its type; what is not is told.</summary>
internal sealed class JsonObject
{
    private readonly string what;
    private readonly JsonProblems problems;
    private readonly Dictionary<string, JsonPart> members = new(StringComparer.Ordinal);

    /// <summary>Looks into a value.</summary>
    /// <param name="part">The value; when it is no object, that is told, and it has no members.</param>
    /// <param name="what">What it is for people: <c>a state</c>.</param>
    /// <param name="known">The members that it may have.</param>
    /// <param name="problems">Receives what is wrong.</param>
    public JsonObject(JsonPart part, string what, string[] known, JsonProblems problems)
    {
        (this.what, this.problems, Offset) = (what, problems, part.Offset);
        IsObject = part.Kind == JsonTokenType.StartObject;
        if (!IsObject) problems.Report(LifecycleCodes.WrongType, part.Offset, $"{Capital(what)} is an object; this is {part.Shown}.");
        foreach (var (name, offset, value) in part.Members)
        {
            if (!known.Contains(name, StringComparer.Ordinal))
                problems.Report(LifecycleCodes.UnknownMember, offset, $"{Capital(what)} has no member '{name}'; it has: {string.Join(", ", known)}.");
            else if (!members.TryAdd(name, value))
                problems.Report(LifecycleCodes.MemberTwice, offset, $"'{name}' is there twice; write it once.");
        }
    }

    public bool IsObject { get; }

    public int Offset { get; }

    public bool Has(string name) => members.ContainsKey(name);

    /// <summary>Where a member's value stands.</summary>
    public int OffsetOf(string name) => members.TryGetValue(name, out var value) ? value.Offset : Offset;

    public void Require(string name)
    {
        if (IsObject && !Has(name)) problems.Report(LifecycleCodes.MissingMember, Offset, $"{Capital(what)} lacks '{name}'; add it.");
    }

    public string? Text(string name) => Find(name) is { } value ? TextOf(value, name) : null;

    /// <summary>A text that says something.</summary>
    public string? Words(string name) => Find(name) is { } value ? WordsOf(value, name) : null;

    public IReadOnlyList<(string Words, int Offset)> ManyWords(string name) =>
        [.. List(name).Select(i => (Words: WordsOf(i, name), i.Offset)).Where(w => w.Words is not null).Select(w => (w.Words!, w.Offset))];

    /// <summary>True when it is there and true; false says the same as nothing.</summary>
    public bool Flag(string name)
    {
        if (Find(name) is not { } value) return false;
        if (value.Kind is not (JsonTokenType.True or JsonTokenType.False)) WrongType(value, name, "true or false");
        return value.Kind == JsonTokenType.True;
    }

    /// <summary>A number from 1.</summary>
    public int? Number(string name)
    {
        if (Find(name) is not { } value) return null;
        if (value.Kind != JsonTokenType.Number) WrongType(value, name, "a number");
        else if (int.TryParse(value.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1) return number;
        else problems.Report(LifecycleCodes.WrongValue, value.Offset, $"'{name}' is {value.Text}; write a whole number from 1.");
        return null;
    }

    public IReadOnlyList<JsonPart> List(string name)
    {
        if (Find(name) is not { } value) return [];
        if (value.Kind != JsonTokenType.StartArray) WrongType(value, name, "an array");
        return value.Items;
    }

    private JsonPart? Find(string name) => members.GetValueOrDefault(name);

    private string? WordsOf(JsonPart value, string name)
    {
        if (TextOf(value, name) is not { } text) return null;
        if (!string.IsNullOrWhiteSpace(text)) return text;
        problems.Report(LifecycleCodes.WrongValue, value.Offset, $"'{name}' says nothing; put it into words.");
        return null;
    }

    private string? TextOf(JsonPart value, string name)
    {
        if (value.Kind == JsonTokenType.String) return value.Text;
        WrongType(value, name, "a text");
        return null;
    }

    private void WrongType(JsonPart value, string name, string expected) =>
        problems.Report(LifecycleCodes.WrongType, value.Offset, $"'{name}' is {expected}; this is {value.Shown}.");

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
