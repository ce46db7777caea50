using RunbookSdk.Diagnostics;

namespace RunbookSdk.Testing.Scenarios.Reading;

/// <summary>A piece of YAML and where it stands.</summary>
internal abstract record YamlNode(SourceLocation Location)
{
    /// <summary>What it is, for messages.</summary>
    public abstract string Kind { get; }
}

/// <summary>A text, a number, a word: YAML does not say which, its reader does.</summary>
/// <param name="Text">The text, without its quotes.</param>
/// <param name="IsQuoted">True when it stood in quotes, and so is a text whatever it looks like.</param>
/// <param name="Location">Where it begins.</param>
internal sealed record YamlText(string Text, bool IsQuoted, SourceLocation Location) : YamlNode(Location)
{
    /// <summary>True for what YAML calls null.</summary>
    public bool IsNull => !IsQuoted && Text is "" or "null" or "~";

    /// <summary>True when it goes over several lines.</summary>
    public bool IsFolded { get; init; }

    public override string Kind => IsNull ? "nothing" : $"'{Text}'";
}

/// <summary>A list.</summary>
internal sealed record YamlList(IReadOnlyList<YamlNode> Items, SourceLocation Location) : YamlNode(Location)
{
    public override string Kind => "a list";
}

/// <summary>Names with values, in their order.</summary>
internal sealed record YamlMap(IReadOnlyList<YamlField> Fields, SourceLocation Location) : YamlNode(Location)
{
    public override string Kind => "a mapping";

    public YamlField? Find(string name) => Fields.FirstOrDefault(f => f.Name == name);
}

/// <summary>A name with its value.</summary>
/// <param name="Name">The name.</param>
/// <param name="Value">The value.</param>
/// <param name="Location">Where the name stands.</param>
internal sealed record YamlField(string Name, YamlNode Value, SourceLocation Location);
