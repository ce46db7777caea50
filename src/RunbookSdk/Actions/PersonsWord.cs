namespace RunbookSdk.Actions;

/// <summary>A fact that only people say. A rule neither derives it, nor asserts it, nor takes it back.</summary>
internal interface IPersonsWord;

/// <summary>Where a person says that something stands. It holds against every rule until it is retracted, which hands back.</summary>
internal interface IEdit : IPersonsWord
{
    /// <summary>Who says so.</summary>
    string By { get; }

    /// <summary>Why.</summary>
    string Because { get; }

    /// <summary>Since when.</summary>
    DateTimeOffset At { get; }
}
