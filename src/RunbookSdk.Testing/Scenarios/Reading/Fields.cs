using RunbookSdk.Diagnostics;

namespace RunbookSdk.Testing.Scenarios.Reading;

/// <summary>The fields of one mapping while they are read: what nobody asked for is unknown.</summary>
/// <param name="map">The mapping.</param>
/// <param name="what">What it describes, for messages: <c>a scenario</c>.</param>
/// <param name="problems">Receives what is wrong.</param>
internal sealed class Fields(YamlMap map, string what, List<Diagnostic> problems)
{
    private readonly List<string> asked = [];

    public SourceLocation Location => map.Location;

    /// <summary>The fields of a node; null, and a problem, when it is no mapping.</summary>
    public static Fields? Of(YamlNode node, string what, List<Diagnostic> problems)
    {
        if (node is YamlMap map) return new(map, what, problems);
        problems.Add(ScenarioProblems.WrongKind(Capital(what), "a mapping of names and values", node.Kind, node.Location));
        return null;
    }

    public bool Has(string name) => map.Find(name) is not null;

    /// <summary>The value of a field; null when it is not there.</summary>
    public YamlNode? Find(string name)
    {
        if (!asked.Contains(name)) asked.Add(name);
        return map.Find(name)?.Value;
    }

    /// <summary>The text of a field; null when it is not there, or no text.</summary>
    public YamlText? Text(string name)
    {
        if (Find(name) is not { } node) return null;
        if (node is YamlText { IsNull: false } text) return text;
        problems.Add(ScenarioProblems.WrongKind($"'{name}'", "a text", node.Kind, node.Location));
        return null;
    }

    /// <summary>The text of a field that has to be there.</summary>
    public YamlText? RequiredText(string name)
    {
        Require(name);
        return Text(name);
    }

    /// <summary>The mapping of a field; null when it is not there, or none.</summary>
    public YamlMap? Map(string name)
    {
        if (Find(name) is not { } node) return null;
        if (node is YamlMap found) return found;
        problems.Add(ScenarioProblems.WrongKind($"'{name}'", "a mapping of names and values", node.Kind, node.Location));
        return null;
    }

    /// <summary>The items of a field; none when it is not there, or no list.</summary>
    public IReadOnlyList<YamlNode> List(string name)
    {
        if (Find(name) is not { } node || node is YamlText { IsNull: true }) return [];
        if (node is YamlList list) return list.Items;
        problems.Add(ScenarioProblems.WrongKind($"'{name}'", "a list", node.Kind, node.Location));
        return [];
    }

    /// <summary>One text, or a list of them.</summary>
    public IReadOnlyList<YamlText> Texts(string name)
    {
        var texts = new List<YamlText>();
        foreach (var item in Find(name) is YamlText { IsNull: false } one ? [one] : List(name))
        {
            if (item is YamlText { IsNull: false } text) texts.Add(text);
            else problems.Add(ScenarioProblems.WrongKind($"What stands in '{name}'", "a text", item.Kind, item.Location));
        }

        return texts;
    }

    /// <summary>True or false; false when the field is not there.</summary>
    public bool Flag(string name)
    {
        if (Text(name) is not { } text) return false;
        if (text.Text is not ("true" or "false"))
            problems.Add(ScenarioProblems.WrongKind($"'{name}'", "true or false", text.Kind, text.Location));
        return text.Text == "true";
    }

    /// <summary>Says that a field has to be there.</summary>
    public void Require(string name)
    {
        if (!Has(name)) problems.Add(ScenarioProblems.MissingField(name, what, Location));
    }

    /// <summary>The fields that begin with a capital letter, as names of facts do.</summary>
    public IReadOnlyList<YamlField> Facts()
    {
        var facts = map.Fields.Where(f => f.Name.Length > 0 && char.IsAsciiLetterUpper(f.Name[0])).ToList();
        asked.AddRange(facts.Select(f => f.Name));
        return facts;
    }

    /// <summary>Reports every field that nobody asked for.</summary>
    public void Finish()
    {
        foreach (var field in map.Fields.Where(f => !asked.Contains(f.Name)))
            problems.Add(ScenarioProblems.UnknownField(field.Name, what, asked.Where(a => !char.IsAsciiLetterUpper(a[0])), field.Location));
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
