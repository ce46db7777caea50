using System.Globalization;
using System.Runtime.CompilerServices;
using RunbookSdk.Actions;
using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;
using RunbookSdk.Facts.Saving;
using RunbookSdk.Instances;
using RunbookSdk.Journal;
using RunbookSdk.Rules;

namespace RunbookSdk.Sessions;

/// <summary>
/// What is known, what matches and what is in force at one time, for one set of rules. Facts go in, decisions come out; nothing else
/// happens in between. For one thread at a time; a second one that enters is refused.
/// </summary>
public sealed partial class RunbookSession
{
    private readonly Buffer<Observation> pending = new();
    private readonly Evaluator evaluator;
    private readonly bool keepsSnapshots;
    private readonly JournalWriter? journal;
    private SessionSnapshot? snapshot;
    private readonly DateTimeOffset start;
    private int entered;

    /// <summary>Makes a session that knows nothing yet.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="start">The instant at which its clock begins.</param>
    /// <param name="options">How it behaves; default: see <see cref="SessionOptions"/>.</param>
    /// <exception cref="ArgumentException">The journal of the options has begun already; go on with it by <see cref="Open"/>.</exception>
    /// <exception cref="JournalException">The journal cannot be written.</exception>
    public RunbookSession(RuleSet rules, DateTimeOffset start, SessionOptions? options = null)
        : this(rules, start, options ??= new SessionOptions(), options.Journal is { } journal ? new JournalWriter(journal) : null, isNew: true)
    {
        Adopt(options);
    }

    private RunbookSession(RuleSet rules, DateTimeOffset start, SessionOptions options, JournalWriter? journal, bool isNew)
    {
        ArgumentNullException.ThrowIfNull(rules);
        if (isNew && options.Journal is { Count: > 0 })
            throw new ArgumentException("The journal has begun already; go on with it by RunbookSession.Open.", nameof(options));
        keepsSnapshots = options.KeepsSnapshots;
        this.journal = journal;
        journal?.Mode = options.Mode;
        journal?.Start(start);
        journal?.Rules(rules, start);
        evaluator = new Evaluator(rules, options, start, journal);
        (Rules, Now, this.start) = (rules, start, start);
        Publish();
    }

    /// <summary>Makes a session that goes on from a snapshot.</summary>
    private RunbookSession(RuleSet rules, SessionOptions options, JournalWriter? journal, StateReader reader, DateTimeOffset start, DateTimeOffset now)
    {
        keepsSnapshots = options.KeepsSnapshots;
        this.journal = journal;
        evaluator = new Evaluator(rules, options, start, journal, reader);
        (Rules, Now, this.start) = (rules, now, start);
        Publish();
    }

    /// <summary>The rules that hold.</summary>
    public RuleSet Rules { get; private set; }

    /// <summary>The session's clock: the instant of the last evaluation.</summary>
    public DateTimeOffset Now { get; private set; }

    /// <summary>The next instant at which something can change although no fact arrives; null when there is none.</summary>
    /// <exception cref="InvalidOperationException">Another thread is inside.</exception>
    public DateTimeOffset? NextDue
    {
        get
        {
            Enter();
            var due = evaluator.NextDue;
            Leave();
            return due;
        }
    }

    /// <summary>
    /// All that the session knew, matched and had in force after the last evaluation. With <see cref="SessionOptions.KeepsSnapshots"/> any
    /// thread may ask at any time, and never waits; otherwise it is made when it is asked for, by the thread that the session belongs to,
    /// between evaluations.
    /// </summary>
    /// <exception cref="InvalidOperationException">No snapshots are kept, and another thread is inside.</exception>
    public SessionSnapshot Snapshot
    {
        get
        {
            if (keepsSnapshots) return Volatile.Read(ref snapshot)!;
            Enter();
            try
            {
                return evaluator.Snapshot(Now);
            }
            finally
            {
                Leave();
            }
        }
    }

    /// <summary>What is kept from one evaluation to the next.</summary>
    internal RetainedCounts Retained => evaluator.Retained;

    /// <summary>Takes a fact into the next evaluation.</summary>
    /// <param name="fact">The fact, an instance of a fact record; seen at the instant of that evaluation.</param>
    /// <exception cref="InvalidOperationException">An evaluation is running.</exception>
    public void Observe(object fact) => Observe(new Observation(fact, default));

    /// <summary>Takes an observation into the next evaluation.</summary>
    /// <param name="observation">The fact, when it was seen, and the identity of its delivery.</param>
    /// <exception cref="ArgumentException">
    /// It is a <see cref="LifecycleStatus"/>, which only its lifecycle says, or a <see cref="Verification"/>, which only the session says.
    /// </exception>
    /// <exception cref="InvalidOperationException">An evaluation is running.</exception>
    public void Observe(in Observation observation)
    {
        Check(observation);
        Enter();
        pending.Add(observation);
        Leave();
    }

    /// <summary>
    /// Lets time pass until an instant, stopping at each one at which something can change, and takes what was observed at that instant.
    /// </summary>
    /// <param name="now">The instant; one before <see cref="Now"/> counts as <see cref="Now"/>.</param>
    /// <returns>What came of it, over all the instants.</returns>
    /// <exception cref="RunbookException">
    /// RBK5001: the rules did not come to rest; nothing of the refused instant has happened, what was observed is dropped, and what was
    /// due then is due again in the next evaluation.
    /// </exception>
    /// <exception cref="InvalidOperationException">Another thread is inside.</exception>
    public Evaluation Evaluate(DateTimeOffset now)
    {
        Enter();
        try
        {
            if (now < Now) now = Now;
            if (pending.Count > 0 || evaluator.IsDue(now)) return Pass(now, pending.Items);
            Now = now;
            Publish();
            return evaluator.Finish();
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>Takes an observation and evaluates: <see cref="Observe(in Observation)"/> and <see cref="Evaluate(DateTimeOffset)"/> in one step.</summary>
    /// <param name="now">The instant; one before <see cref="Now"/> counts as <see cref="Now"/>.</param>
    /// <param name="observation">The fact, when it was seen, and the identity of its delivery.</param>
    /// <returns>What came of it, and of what was observed before and not evaluated yet, over all the instants.</returns>
    /// <exception cref="ArgumentException">It is a <see cref="LifecycleStatus"/> or a <see cref="Verification"/>, which others do not say.</exception>
    /// <exception cref="RunbookException">As of <see cref="Evaluate(DateTimeOffset)"/>.</exception>
    /// <exception cref="InvalidOperationException">Another thread is inside.</exception>
    public Evaluation Evaluate(DateTimeOffset now, in Observation observation)
    {
        Check(observation);
        Enter();
        try
        {
            if (now < Now) now = Now;
            if (pending.Count == 0) return Pass(now, new(in observation));
            pending.Add(observation);
            return Pass(now, pending.Items);
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>
    /// Exchanges the rules at the session's clock. Rules that say the same as before keep everything: their matches, what these have
    /// asked for, lasting conditions, proposals, cool-downs. Matches of rules that are gone end, with what they asked for; new rules
    /// match what is known now. A rule that says something else is one that goes and one that comes; what both ask for stays in force.
    /// What was observed and not evaluated yet waits for the next evaluation.
    /// </summary>
    /// <param name="rules">The rules from now on.</param>
    /// <returns>What came of it.</returns>
    /// <exception cref="RunbookException">
    /// RBK5001: the new rules did not come to rest; RBK5020, RBK5021: one of them went beyond a limit; RBK5060: an instance of a lifecycle
    /// cannot go on in the new one. The session is as it was, with the old rules.
    /// </exception>
    /// <exception cref="InvalidOperationException">Another thread is inside.</exception>
    public Evaluation Swap(RuleSet rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        return Inside(session =>
        {
            session.journal?.KeepClock(session.Now);
            session.journal?.Rules(rules, session.Now);
            session.evaluator.Swap(rules, session.Now);
            session.Rules = rules;
            session.Publish();
            return session.evaluator.Finish();
        });
    }

    /// <summary>Says what <see cref="Swap"/> would do, and changes nothing.</summary>
    /// <param name="rules">The rules that would hold.</param>
    /// <exception cref="RunbookException">The swap would be refused, for this reason.</exception>
    /// <exception cref="InvalidOperationException">Another thread is inside.</exception>
    public SwapPreview Preview(RuleSet rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        return Inside(session => session.evaluator.Preview(rules, session.Now));
    }

    /// <summary>Lets other threads see how things stand.</summary>
    private void Publish()
    {
        if (keepsSnapshots) Volatile.Write(ref snapshot, evaluator.Snapshot(Now));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Enter()
    {
        if (Interlocked.Exchange(ref entered, 1) != 0) Refuse();
    }

    private void Leave() => Volatile.Write(ref entered, 0);

    /// <summary>What rules write must not depend on where they run.</summary>
    private T Inside<T>(Func<RunbookSession, T> act)
    {
        Enter();
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            return act(this);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
            Leave();
        }
    }

    private static void Refuse() => throw new InvalidOperationException(
        "A session is for one thread at a time; give each thread a session of its own, they can share the rule set.");

    private static void Check(in Observation observation)
    {
        ArgumentNullException.ThrowIfNull(observation.Fact);
        if (observation.Fact is LifecycleStatus status) throw IsForItsLifecycle(status);
        if (observation.Fact is Verification verification) throw IsForTheSession(verification);
    }

    private static ArgumentException IsForItsLifecycle(LifecycleStatus status) => new(
        $"Where {status.Lifecycle} {status.Id} stands is for its lifecycle to say; move it with a rule that fires a trigger.", nameof(status));

    private static ArgumentException IsForTheSession(Verification verification) => new(
        $"What {verification.Rule} has to prove is for the session to say; a host says how an action went by an ActionOutcome.", nameof(verification));

    private Evaluation Pass(DateTimeOffset now, ReadOnlySpan<Observation> observed)
    {
        var culture = CultureInfo.CurrentCulture;
        try
        {
            if (!ReferenceEquals(culture, CultureInfo.InvariantCulture)) CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            if (evaluator.IsDue(now)) PassUntil(now);
            Now = now;
            if (observed.Length > 0 || evaluator.IsDue(now)) evaluator.Step(now, observed);
        }
        finally
        {
            pending.Clear();
            Publish();
            if (!ReferenceEquals(culture, CultureInfo.InvariantCulture)) CultureInfo.CurrentCulture = culture;
        }

        return evaluator.Finish();
    }

    /// <summary>Stops at each instant before one at which something can change.</summary>
    /// <returns>True when there was one.</returns>
    private bool PassUntil(DateTimeOffset now)
    {
        var began = Now;

        // What is due at or before the clock was refused at its own instant; it comes again with the next evaluation.
        while (evaluator.IsDue(now) && evaluator.NextDue is { } due && due > Now && due < now)
        {
            Now = due;
            evaluator.Step(due, []);
        }

        return Now > began;
    }
}
