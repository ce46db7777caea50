namespace RunbookSdk.Rules.Model;

/// <summary>
/// On a type of result: it is asked for when a match begins and not again, so a change of the matched facts need not be told to whoever
/// asks.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class AskedOnceAttribute : Attribute;
