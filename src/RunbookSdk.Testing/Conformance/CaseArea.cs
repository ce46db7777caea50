using RunbookSdk.Facts;

namespace RunbookSdk.Testing.Conformance;

/// <summary>Cases about one part of the language.</summary>
internal abstract class CaseArea(string area)
{
    private readonly List<CaseBuilder> cases = [];

    public IEnumerable<ConformanceCase> Read()
    {
        Write();
        return cases.Select(c => c.Build());
    }

    protected abstract void Write();

    /// <summary>Begins a case.</summary>
    /// <param name="name">What it proves, in kebab-case.</param>
    /// <param name="rules">Its rules.</param>
    protected CaseBuilder Case(string name, Action<CaseBook> rules)
    {
        var written = new CaseBuilder(area, name, rules);
        cases.Add(written);
        return written;
    }

    /// <summary>The fact is no longer so.</summary>
    protected static Observation Gone(object fact) => new(fact, default, null, IsRetraction: true);

    /// <summary>As of an instant, the fact was no longer so.</summary>
    protected static Observation Gone(string instant, object fact) => new(fact, CaseClock.Read(instant), null, IsRetraction: true);

    /// <summary>The fact was seen at an instant, and is told only now.</summary>
    protected static Observation Seen(string instant, object fact) => new(fact, CaseClock.Read(instant));

    /// <summary>The fact comes with the identity of its delivery.</summary>
    protected static Observation Delivered(int delivery, object fact) => new(fact, default, (UInt128)delivery);
}
