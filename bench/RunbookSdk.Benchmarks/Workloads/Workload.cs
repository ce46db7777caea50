using System.Globalization;
using RunbookSdk.Rules;

namespace RunbookSdk.Benchmarks.Workloads;

/// <summary>
/// Facts that are known, and updates that go round and round over a fixed number of hosts, so that what grows with the size is what an
/// engine does and not how often the machine misses its caches. Most updates change a value that rules read and neither begin nor end
/// a match; one in <see cref="CrossingEvery"/> does.
/// </summary>
internal abstract class Workload
{
    private const int CrossingEvery = 100;
    private const int StandingEvery = 10;
    private const int MostHotHosts = 1000;

    private object[]? updates;

    /// <summary>Whether some updates begin or end a match; default: they do.</summary>
    public bool Crosses { get; init; } = true;

    /// <summary>What is known before the first update.</summary>
    public abstract IEnumerable<object> Known { get; }

    /// <summary>The updates, to be taken in this order, again and again.</summary>
    public object[] Updates => updates ??= [.. MakeUpdates()];

    /// <summary>The time between two updates.</summary>
    protected virtual TimeSpan Step => TimeSpan.FromMilliseconds(1);

    public ISubject Ours() => Prepared(new SessionSubject(RuleSet.Create(Rules()), Known, Step));

    public ISubject HandWritten()
    {
        var subject = MakeHandWritten();
        foreach (var fact in Known) subject.Update(fact);
        return Prepared(subject);
    }

    public abstract Runbook Rules();

    protected abstract ISubject MakeHandWritten();

    /// <summary>Brings a subject to where measuring begins.</summary>
    protected virtual ISubject Prepared(ISubject subject) => subject;

    protected abstract IEnumerable<object> MakeUpdates();

    /// <summary>Names as long as real ones.</summary>
    public static string Host(int number) => string.Create(CultureInfo.InvariantCulture, $"web-{number:000000}.eu1.example.net");

    /// <summary>Whether the updates of a hot host cross a condition back and forth.</summary>
    protected bool IsCrossing(int index) => Crosses && index % CrossingEvery == 0;

    /// <summary>Whether a hot host satisfies a rule all the time.</summary>
    protected static bool IsStanding(int index) => index % StandingEvery == 1;

    /// <summary>Up to a thousand numbers below a count, spread over all of them.</summary>
    protected static IEnumerable<int> Spread(int count, int most = MostHotHosts)
    {
        var taken = Math.Min(count, most);
        return Enumerable.Range(0, taken).Select(i => (int)((long)i * count / taken));
    }
}
