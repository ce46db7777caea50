using RunbookSdk.Cli.Journals;
using RunbookSdk.Components;
using RunbookSdk.Facts;
using RunbookSdk.Incidents;
using RunbookSdk.Journal;
using RunbookSdk.Rules;
using RunbookSdk.Sessions;

namespace RunbookSdk.Cli.Query;

/// <summary>
/// The words of a query: everything that is known at one instant. Sequences are in a fixed order, which each says. For one thread at a time.
/// </summary>
public sealed class Knowledge
{
    private readonly PastState past;
    private readonly SessionSnapshot snapshot;

    internal Knowledge(PastState past) => (this.past, snapshot) = (past, past.Session.Snapshot);

    /// <summary>The instant that is looked at.</summary>
    public DateTimeOffset Now => snapshot.Now;

    /// <summary>The facts of a type, in the order in which they became known.</summary>
    /// <typeparam name="T">The fact record.</typeparam>
    public IEnumerable<T> Facts<T>()
        where T : class => snapshot.Facts<T>();

    /// <summary>The facts of a type with the times at which they were last observed, in the order in which they became known.</summary>
    /// <typeparam name="T">The fact record.</typeparam>
    public IEnumerable<Observed<T>> Observed<T>()
        where T : class => snapshot.Facts(typeof(T)).Select(e => new Observed<T>((T)e.Value, e.ObservedAt));

    /// <summary>What can be asked for: the fact records and how many facts there are of each; those of which there are some first, then by name.</summary>
    public IEnumerable<KnownFactType> FactTypes => past.FactTypes.Concat(snapshot.FactTypes).Distinct()
        .Select(t => KnownFactType.Of(t, snapshot)).OrderBy(t => t.Known == 0).ThenBy(t => t.Name, StringComparer.Ordinal);

    /// <summary>Everything at once, as <c>runbook status</c> shows it.</summary>
    public SessionStatus Status => SessionStatus.Of(snapshot, past.Session.Rules);

    /// <summary>The incidents, also those that are over, in the order in which they were opened.</summary>
    public IEnumerable<Incident> Incidents => snapshot.Facts<Incident>().OrderBy(i => i.OpenedAt).ThenBy(i => i.Id, StringComparer.Ordinal);

    /// <summary>The incidents that are not resolved, in the order in which they were opened.</summary>
    public IEnumerable<Incident> OpenIncidents => Incidents.Where(i => i.Status < IncidentStatus.Resolved);

    /// <summary>The components with their status, by cluster and name.</summary>
    public IEnumerable<Component> Components =>
        snapshot.Facts<Component>().OrderBy(c => c.Cluster, StringComparer.Ordinal).ThenBy(c => c.Name, StringComparer.Ordinal);

    /// <summary>Where everything with a lifecycle stands: incidents, components, announced work, client policies, and instances of runbooks' lifecycles.</summary>
    public IReadOnlyList<SubjectStatus> Subjects => Status.Subjects;

    /// <summary>What was decided until now, in order.</summary>
    public IEnumerable<RecordedDecision> Decisions => past.Decisions;

    /// <summary>The matches that stand, by rule, then in the order in which they began.</summary>
    public IEnumerable<StandingMatch> Matches => snapshot.Matches();

    /// <summary>The requests that wait for approvals, in the order in which they were made.</summary>
    public IReadOnlyList<WaitingProposal> Proposals => snapshot.Proposals;

    /// <summary>The requests that people or limits hold back, in the order in which they were made.</summary>
    public IReadOnlyList<HeldAction> Held => snapshot.Held;

    /// <summary>What people or rules have stopped, the widest first.</summary>
    public IReadOnlyList<StandingHold> Holds => Status.Holds;

    /// <summary>The standing actions in force, by what they do and to what.</summary>
    public IEnumerable<ActionInForce> InForce => snapshot.InForce;

    /// <summary>The standing actions that end unless they are renewed, the next to end first.</summary>
    public IEnumerable<ActionInForce> Leases => snapshot.InForce.Where(a => a.LeaseUntil is not null).OrderBy(a => a.LeaseUntil);

    /// <summary>What is due although no fact arrives, the next first; of what is due again and again, the next time.</summary>
    public IEnumerable<DueTimer> Timers => past.Session.Timers().DistinctBy(t => t.What).Select(t => new DueTimer(t.Due, t.What));

    /// <summary>The rules that held, in the order of their declaration.</summary>
    public IEnumerable<KnownRule> Rules => past.Session.Rules.Rules.Where(r => !r.IsImplied).Select(r => KnownRule.Of(r, snapshot));

    /// <summary>A time span of seconds.</summary>
    public static TimeSpan Seconds(double count) => RuleBook.Seconds(count);

    /// <summary>A time span of minutes.</summary>
    public static TimeSpan Minutes(double count) => RuleBook.Minutes(count);

    /// <summary>A time span of hours.</summary>
    public static TimeSpan Hours(double count) => RuleBook.Hours(count);

    /// <summary>A time span of days of 24 hours.</summary>
    public static TimeSpan Days(double count) => RuleBook.Days(count);

    /// <summary>An instant, as in <c>2019-09-19 Europe/Oslo</c>.</summary>
    /// <param name="text">See <see cref="Instant.Parse"/>.</param>
    public static DateTimeOffset Date(string text) => RuleBook.Date(text);

    /// <summary>An instant as a zone's clocks show it.</summary>
    /// <param name="instant">The instant.</param>
    /// <param name="zone">IANA name of the zone.</param>
    public static DateTimeOffset Local(DateTimeOffset instant, string zone) => RuleBook.Local(instant, zone);

    /// <summary>A version of a product.</summary>
    /// <param name="text">The version.</param>
    public static ProductVersion Version(string text) => RuleBook.Version(text);
}
