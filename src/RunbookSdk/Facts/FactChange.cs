namespace RunbookSdk.Facts;

internal enum ChangeKind
{
    /// <summary>Known from now on.</summary>
    Added,

    /// <summary>Has another value.</summary>
    Updated,

    /// <summary>Was observed again with the value it had: of interest to what counts observations.</summary>
    Repeated,

    /// <summary>No longer known.</summary>
    Removed,
}

internal readonly record struct FactChange(KnownFact Fact, ChangeKind Kind);
