namespace RunbookSdk.Rules;

/// <summary>A text that rules were read from.</summary>
/// <param name="File">What it is called: the path from the folder of the runbooks, with slashes.</param>
/// <param name="Text">All of it.</param>
public sealed record RuleText(string File, string Text);
