namespace RunbookSdk.Rules;

/// <summary>Says more about a rule that was declared. Not thread-safe; of no use once the runbook is loaded.</summary>
public sealed partial class RuleBuilder
{
    internal RuleBuilder(RuleDeclaration declaration) => Declaration = declaration;

    /// <summary>The rule.</summary>
    internal RuleDeclaration Declaration { get; }

    /// <summary>Says what the rule is for, in a sentence for people.</summary>
    public RuleBuilder Describe(string description) => With(s => s with { Description = description });

    /// <summary>How far the rule may go. Default: <see cref="Mode.Observe"/>.</summary>
    public RuleBuilder Mode(Mode mode) => With(s => s with { Mode = mode });

    /// <summary>Rules of a higher priority decide first. Default: 0.</summary>
    public RuleBuilder Priority(int priority) => With(s => s with { Priority = priority });

    /// <summary>
    /// After a decision for a target, further requests of this rule for that target are denied for a time. Default: none.
    /// A fail-over counts for its service, wherever that goes.
    /// </summary>
    public RuleBuilder Cooldown(TimeSpan time) => With(s => s with { Cooldown = Positive(time, nameof(time)) });

    /// <summary>
    /// The rule decides at most so many times for one target within a time; further requests are denied. A decision counts from its instant
    /// until the time has passed, and exactly then no more. A fail-over counts for its service. Default: any number.
    /// </summary>
    /// <param name="count">How many times; from 1.</param>
    /// <param name="per">Within which time; positive, at most 366 days.</param>
    public RuleBuilder AtMost(int count, TimeSpan per)
    {
        var budget = new Budget(count, per);
        return With(s => s with { Budget = budget });
    }

    /// <summary>
    /// When a limit stops what the rule asks for (a cool-down, a budget, a lifecycle, nobody's approval in time), a team is woken, once for a
    /// match. What people deny or hold back wakes nobody. Default: the denied decision is all.
    /// </summary>
    /// <param name="team">Whom to wake.</param>
    /// <exception cref="ArgumentException">It is blank.</exception>
    public RuleBuilder Escalate(string team)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(team);
        return With(s => s with { EscalatesTo = team });
    }

    /// <summary>
    /// The rule acts only while a window is open, which people set up as a <c>MaintenanceWindow</c> fact; what it asks for at other times waits until
    /// then. A window that nobody has set up never opens, and the first request wakes somebody (<see cref="Escalate"/>). It holds for what follows
    /// without a proof too, but for what only tells people. Default: at any time.
    /// </summary>
    /// <param name="window">Id of the window.</param>
    /// <exception cref="ArgumentException">It is blank.</exception>
    public RuleBuilder OnlyDuring(string window)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(window);
        return With(s => s with { OnlyDuring = window });
    }

    /// <summary>
    /// A request waits until enough people have approved it; one who denies is enough to refuse it, whoever that is. An author
    /// (<see cref="Author"/>) does not approve.
    /// </summary>
    /// <param name="count">How many different people have to approve.</param>
    /// <param name="within">How long it waits before it counts as denied. Default: 24 hours.</param>
    /// <param name="of">Who may approve: people, or teams whose people are known as <c>TeamMember</c> facts. Default: everybody.</param>
    /// <exception cref="ArgumentException">A name is blank, or there is none.</exception>
    public RuleBuilder RequireApproval(int count = 1, TimeSpan? within = null, IEnumerable<string>? of = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var wait = Positive(within ?? TimeSpan.FromHours(24), nameof(within));
        var approvers = of is null ? Names.None : Names.Of(of, nameof(of));
        return With(s => s with { Approvals = count, ApprovalWithin = wait, Approvers = approvers });
    }

    /// <summary>
    /// Says who wrote the rule. Somebody else has to approve what it asks for; so has somebody else than the person whose word led to a request,
    /// which a matched fact says by its <see cref="Facts.AuthorAttribute"/>. Default: nobody is known as its author.
    /// </summary>
    /// <param name="people">The people, by the names under which they give approvals. Upper and lower case are the same.</param>
    /// <exception cref="ArgumentException">A name is blank, or there is none.</exception>
    public RuleBuilder Author(params string[] people)
    {
        var authors = Names.Of(people, nameof(people));
        return With(s => s with { Authors = s.Authors.Add(authors) });
    }

    /// <summary>
    /// A standing action is in force for this long at most. At the end it is renewed when a fact of a match that asks for it was
    /// observed during the term, and released otherwise, so that nothing stays switched off because nobody watches any more.
    /// </summary>
    /// <param name="time">The term.</param>
    public RuleBuilder Lease(TimeSpan time) => With(s => s with { Lease = Positive(time, nameof(time)) });

    /// <summary>A one-shot action is asked for again whenever a matched fact changes. Default: once a match.</summary>
    public RuleBuilder AgainOnChange() => With(s => s with { AgainOnChange = true });

    private static TimeSpan Positive(TimeSpan time, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(time, TimeSpan.Zero, name);
        return time;
    }

    private RuleBuilder With(Func<RuleSettings, RuleSettings> change)
    {
        Declaration.Settings = change(Declaration.Settings);
        return this;
    }
}
