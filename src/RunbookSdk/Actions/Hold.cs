using RunbookSdk.Facts;

namespace RunbookSdk.Actions;

/// <summary>
/// A fact: a person's switch. While it stands nothing within its scope comes into force or is done; people are still woken
/// (<see cref="RunbookAction.OnlyTells"/>). What is in force stays so until its reason ends. When the switch is taken back, whatever was held
/// and still has its reason is asked for again.
/// </summary>
/// <param name="Scope">
/// <c>all</c>; <c>rule/ID</c>; or a target such as <c>component/online1/webtools</c>. With <c>*</c> at its end everything that begins so.
/// </param>
/// <param name="By">Who says so.</param>
/// <param name="Because">Why.</param>
/// <param name="At">Since when.</param>
public sealed record Pause([Key] string Scope, string By, string Because, DateTimeOffset At) : IHold
{
    bool IHold.HoldsAt(DateTimeOffset now) => true;

    bool IHold.HoldsWhatOnlyTells => false;

    string IHold.Name => "paused";
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
public sealed record Silence([Key] string Id, string Scope, string By, string Because, DateTimeOffset Begins, DateTimeOffset Ends) : IHold
{
    bool IHold.HoldsAt(DateTimeOffset now) => Begins <= now && now < Ends;

    bool IHold.HoldsWhatOnlyTells => true;

    string IHold.Name => "silenced";

    DateTimeOffset IHold.At => Begins;
}

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

    bool HoldsAt(DateTimeOffset now);

    /// <summary>True when it is about a request of a rule.</summary>
    bool Covers(string rule, Target target)
    {
        if (Scope == "all") return true;
        var isOpen = Scope.EndsWith('*');
        var scope = isOpen ? Scope[..^1] : Scope;
        return Is($"rule/{rule}") || Is(target.ToString());

        bool Is(string name) => isOpen
            ? name.StartsWith(scope, StringComparison.OrdinalIgnoreCase)
            : name.Equals(scope, StringComparison.OrdinalIgnoreCase);
    }
}
