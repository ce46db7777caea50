using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;

namespace RunbookSdk.Rules;

/// <summary>
/// The language of rules, without the words of any domain. Derive from <c>Runbook</c> instead, which knows those too.
/// Not thread-safe: a book is written once, by its own <see cref="Define"/>.
/// </summary>
public abstract class RuleBook
{
    private readonly List<RuleDeclaration> declarations = [];
    private readonly List<IDeclaration> others = [];
    private readonly List<Action<RuleBuilder>> ofEveryRule = [];

    /// <summary>The instant of the evaluation. In a rule, a comparison with it takes effect at that very instant.</summary>
    public static DateTimeOffset Now => throw new InvalidOperationException("Now can only be read inside a rule.");

    internal IReadOnlyList<RuleDeclaration> Declarations => declarations;

    /// <summary>What is declared besides rules.</summary>
    internal IReadOnlyList<IDeclaration> Others => others;

    /// <summary>The facts of one type.</summary>
    /// <typeparam name="T">The fact record.</typeparam>
    /// <param name="file">Filled in by the compiler.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public static FactSource<T> Facts<T>([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        where T : class => new(new QueryNode.Facts(typeof(T), new(file, line)));

    /// <summary>
    /// In a condition: what was observed of a fact in the time before now, such as
    /// <c>Over(load, Minutes(10)).Average(l => l.Percent)</c>.
    /// </summary>
    /// <param name="fact">A fact that the rule matches.</param>
    /// <param name="window">Length of the window; see <see cref="FactSource{T}.Over"/>.</param>
    public static FactSource<T> Over<T>(T fact, TimeSpan window)
        where T : class => throw new InvalidOperationException("Over can only be asked inside a rule.");

    /// <summary>In a condition: true when there is no such fact.</summary>
    public static bool Missing<T>()
        where T : class => throw OnlyInRules();

    /// <summary>
    /// In a condition: true when there is no fact for which the predicate holds; the same as <c>!Facts&lt;T&gt;().Any(predicate)</c>.
    /// </summary>
    /// <param name="predicate">Which facts; it may read other facts of the rule.</param>
    public static bool Missing<T>(Expression<Func<T, bool>> predicate)
        where T : class => throw OnlyInRules(predicate);

    /// <summary>In a condition: true when no such fact was observed for a time; see the overload with a predicate.</summary>
    /// <param name="forAtLeast">How long; positive, a constant.</param>
    public static bool Missing<T>(TimeSpan forAtLeast)
        where T : class => throw OnlyInRules(forAtLeast);

    /// <summary>
    /// In a condition: true when no fact for which the predicate holds was observed for a time, as in
    /// <c>Missing&lt;Heartbeat&gt;(h => h.Subject == c.Name, forAtLeast: Minutes(3))</c>. It takes effect at the very instant, though no fact
    /// arrives: that time after the last such observation, or after the start of the session when there was none.
    /// </summary>
    /// <param name="predicate">Which observations count; it may read other facts of the rule.</param>
    /// <param name="forAtLeast">How long; positive, a constant.</param>
    public static bool Missing<T>(Expression<Func<T, bool>> predicate, TimeSpan forAtLeast)
        where T : class => throw OnlyInRules((predicate, forAtLeast));

    /// <summary>A time span of seconds.</summary>
    public static TimeSpan Seconds(double count) => TimeSpan.FromSeconds(count);

    /// <summary>A time span of minutes.</summary>
    public static TimeSpan Minutes(double count) => TimeSpan.FromMinutes(count);

    /// <summary>A time span of hours.</summary>
    public static TimeSpan Hours(double count) => TimeSpan.FromHours(count);

    /// <summary>A time span of days of 24 hours.</summary>
    public static TimeSpan Days(double count) => TimeSpan.FromDays(count);

    /// <summary>An instant: a date, a time unless it is midnight, and a zone, as in <c>2019-09-19 Europe/Oslo</c>.</summary>
    /// <param name="text">See <see cref="Instant.Parse"/>.</param>
    /// <exception cref="FormatException">No date, no zone, or a time that the zone skips or has twice on that day.</exception>
    public static DateTimeOffset Date(string text) => Instant.Parse(text);

    /// <summary>An instant as a zone's clocks show it, to write it: <c>$"network-{Local(Now, "Europe/Oslo"):yyyy-MM-dd}"</c>.</summary>
    /// <param name="instant">The instant.</param>
    /// <param name="zone">IANA name of the zone.</param>
    /// <exception cref="FormatException">There is no such zone.</exception>
    public static DateTimeOffset Local(DateTimeOffset instant, string zone) =>
        TimeZoneInfo.ConvertTime(instant, Instant.FindZone(zone));

    /// <summary>A version of a product; see <see cref="ProductVersion"/>.</summary>
    /// <param name="text">The version, with or without a leading <c>v</c>.</param>
    /// <exception cref="FormatException">The text is no version.</exception>
    public static ProductVersion Version(string text) => ProductVersion.Parse(text);

    /// <summary>Declares a rule.</summary>
    /// <param name="id">Its name: kebab-case, unique in the set.</param>
    /// <param name="query">When it applies and what follows.</param>
    /// <param name="file">Filled in by the compiler.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public RuleBuilder Rule<T>(
        string id, Query<T> query, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(query);
        var declaration = new RuleDeclaration(id, query.Node, new SourceLocation(file, line));
        declarations.Add(declaration);
        var builder = new RuleBuilder(declaration);
        foreach (var say in ofEveryRule) say(builder);
        return builder;
    }

    /// <summary>
    /// Says something of each rule of this book that is declared from here on, as in <c>EveryRule(r => r.Author("ann").Escalate("sre"))</c>. What a rule
    /// says itself comes after it, so that it holds.
    /// </summary>
    /// <param name="say">What to say of a rule.</param>
    public void EveryRule(Action<RuleBuilder> say)
    {
        ArgumentNullException.ThrowIfNull(say);
        ofEveryRule.Add(say);
    }

    /// <summary>Runs what declares rules; what that says of every rule holds for its own, and for no other that this book takes later.</summary>
    internal T Apart<T>(Func<T> declare)
    {
        var said = ofEveryRule.Count;
        try
        {
            return declare();
        }
        finally
        {
            ofEveryRule.RemoveRange(said, ofEveryRule.Count - said);
        }
    }

    /// <summary>Declares the rules of this book. Called once, when the book is loaded.</summary>
    protected abstract void Define();

    internal void Write() => Define();

    /// <summary>Takes something else than a rule, with the rules that follow from it.</summary>
    internal void Declare(IDeclaration other)
    {
        others.Add(other);
        declarations.AddRange(other.Rules);
    }

    private static InvalidOperationException OnlyInRules(object? unused = null)
    {
        _ = unused;
        return new("What is missing can only be asked inside a rule, where the question is read and not run.");
    }
}
