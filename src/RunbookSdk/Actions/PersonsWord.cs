using RunbookSdk.Facts;

namespace RunbookSdk.Actions;

/// <summary>A fact that no rule says: none derives it, asserts it or takes it back.</summary>
internal interface IReservedFact : IFollowedFact
{
    /// <summary>Who says it instead, in words.</summary>
    string SaidBy { get; }
}

/// <summary>A fact that only people say.</summary>
internal interface IPersonsWord : IReservedFact
{
    string IReservedFact.SaidBy => "people";
}

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
