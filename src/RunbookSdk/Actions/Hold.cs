using RunbookSdk.Facts;

namespace RunbookSdk.Actions;

/// <summary>
/// A fact: a person's switch. While it stands nothing within its scope comes into force or is done; people are still woken
/// (<see cref="RunbookAction.OnlyTells"/>). What is in force stays so until its reason ends. When the switch is taken back, whatever was held
/// and still has its reason is asked for again.
/// </summary>
/// <param name="Scope">
/// <c>all</c>; <c>rule/ID</c>; or a target such as <c>component/online1/webtools</c>. With <c>*</c> at its end everything that begins so. Upper and
/// lower case are the same. A switch whose scope is none of these changes nothing and is told (RBK5042).
/// </param>
/// <param name="By">Who says so.</param>
/// <param name="Because">Why.</param>
/// <param name="At">Since when.</param>
public sealed record Pause([Key] string Scope, [Author] string By, string Because, DateTimeOffset At) : IHold
{
    string IHold.Name => "paused";

    bool IHold.HoldsWhatOnlyTells => false;

    DateTimeOffset? IHold.Ends => null;

    bool IHold.HoldsAt(DateTimeOffset now) => true;

    DateTimeOffset? IHold.NextTurn(DateTimeOffset now) => null;

    string IHold.Until(DateTimeOffset now) => "until the pause is taken back";
}

/// <summary>
/// A fact: for a time nothing within a scope is done, and nobody is woken. It ends by itself at its own instant, and is forgotten then; what was
/// held and still has its reason is asked for then.
/// </summary>
/// <param name="Id">Which silence.</param>
/// <param name="Scope">See <see cref="Pause"/>.</param>
/// <param name="By">Who says so.</param>
/// <param name="Because">Why.</param>
/// <param name="Begins">From when; it may be announced before.</param>
/// <param name="Ends">Until when; at that instant it holds no more.</param>
public sealed record Silence([Key] string Id, string Scope, [Author] string By, string Because, DateTimeOffset Begins, DateTimeOffset Ends) : IHold
{
    string IHold.Name => "silenced";

    DateTimeOffset IHold.At => Begins;

    bool IHold.HoldsWhatOnlyTells => true;

    DateTimeOffset? IHold.Ends => Ends;

    bool IHold.HoldsAt(DateTimeOffset now) => Begins <= now && now < Ends;

    DateTimeOffset? IHold.NextTurn(DateTimeOffset now) => Begins > now ? Begins : Ends;

    string IHold.Until(DateTimeOffset now) => $"until {InstantText.Of(Ends)}";
}

/// <summary>
/// A fact, known for an hour: a person has let go what was stopped. It does nothing by itself, and comes with the retraction of the
/// <see cref="Pause"/>, <see cref="Silence"/> or <see cref="ProposeOnly"/>; so rules and the record know who did that, and why.
/// </summary>
/// <param name="Scope">The scope it was stopped with.</param>
/// <param name="By">Who says so.</param>
/// <param name="Because">Why; empty when nothing was said.</param>
/// <param name="At">When.</param>
public sealed record Resumption(string Scope, [Author] string By, string Because, DateTimeOffset At) : IPersonsWord;

/// <summary>What people say about what may be done.</summary>
internal interface IHold : IPersonsWord
{
    string Scope { get; }

    string By { get; }

    string Because { get; }

    DateTimeOffset At { get; }

    /// <summary>What it does, in a word.</summary>
    string Name { get; }

    /// <summary>True when people are not to be told either.</summary>
    bool HoldsWhatOnlyTells { get; }

    /// <summary>When it is over and forgotten; null: when it is taken back.</summary>
    DateTimeOffset? Ends { get; }

    bool HoldsAt(DateTimeOffset now);

    /// <summary>Since when it holds what it holds now.</summary>
    DateTimeOffset Since(DateTimeOffset now) => At;

    /// <summary>The next instant at which it begins to hold, or ends to, by itself; null when there is none.</summary>
    DateTimeOffset? NextTurn(DateTimeOffset now);

    /// <summary>Until when it holds what it holds now, in words.</summary>
    string Until(DateTimeOffset now);
}
