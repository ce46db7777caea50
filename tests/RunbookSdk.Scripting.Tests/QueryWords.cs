namespace RunbookSdk.Scripting.Tests;

/// <summary>Words of queries, for tests.</summary>
public sealed class QueryWords(IReadOnlyList<Type> factTypes)
{
    /// <summary>How many records of facts there are.</summary>
    public int Known => factTypes.Count;
}
