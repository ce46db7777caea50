using RunbookSdk.Rules.Model;

namespace RunbookSdk.Actions;

/// <summary>What a rule asks for. Asking changes nothing: a session decides, and a host's handlers act.</summary>
/// <param name="Name">What to do, in kebab-case: <c>suspend</c>, <c>fail-over</c>.</param>
/// <param name="Target">What to do it to.</param>
/// <param name="Because">Why, in a sentence for people.</param>
public abstract record RunbookAction(string Name, Target Target, string Because)
{
    /// <summary>True when no later action takes this one back; such an action always waits for an approval.</summary>
    public virtual bool IsIrreversible => false;

    /// <summary>
    /// True when it wakes or tells people and changes nothing else: a <see cref="Pause"/> lets it pass, and it costs no budget of the session.
    /// </summary>
    public virtual bool OnlyTells => false;

    /// <summary>What a cool-down counts for; the target unless an action says otherwise.</summary>
    public virtual Target CooldownTarget => Target;

    /// <summary>
    /// What it works on or takes out of service: what limits of how much a rule may touch count. Empty says that it is over a selection with
    /// nothing in it, and is refused. The target unless an action says otherwise.
    /// </summary>
    public virtual IReadOnlyList<Target> Touches => [Target];

    /// <summary>True when it only keeps other actions back: nothing stops it, for to stop is always safe.</summary>
    internal virtual bool OnlyHolds => false;

    /// <summary>Further values of the action, by camelCase name, in a fixed order; they are part of its identity.</summary>
    public virtual IReadOnlyList<KeyValuePair<string, string>> Details => [];

    /// <summary>Two requests with one identity ask for the same thing; the reason is not part of it.</summary>
    internal string Identity => $"{Name} {Target} {string.Join(' ', Details.Select(d => $"{d.Key}={d.Value}"))}";

    /// <summary>True when <see cref="Identity"/> is the same, without writing it.</summary>
    internal bool IsSameAs(RunbookAction other)
    {
        if (ReferenceEquals(this, other)) return true;
        return Name == other.Name && Target == other.Target && HasSame(Details, other.Details);
    }

    private static bool HasSame(IReadOnlyList<KeyValuePair<string, string>> left, IReadOnlyList<KeyValuePair<string, string>> right)
    {
        if (left.Count != right.Count) return false;
        for (var i = 0; i < left.Count; i++)
        {
            if (left[i].Key != right[i].Key || left[i].Value != right[i].Value) return false;
        }

        return true;
    }
}

/// <summary>In force while at least one match of any rule asks for it; released when the last one ends.</summary>
/// <inheritdoc cref="RunbookAction"/>
public abstract record StandingAction(string Name, Target Target, string Because) : RunbookAction(Name, Target, Because);

/// <summary>Asked for once when its match begins.</summary>
/// <inheritdoc cref="RunbookAction"/>
[AskedOnce]
public abstract record OneShotAction(string Name, Target Target, string Because) : RunbookAction(Name, Target, Because);
