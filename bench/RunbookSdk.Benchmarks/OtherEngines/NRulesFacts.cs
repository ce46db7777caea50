using RunbookSdk.Benchmarks.Workloads;

namespace RunbookSdk.Benchmarks.OtherEngines;

/// <summary>Facts as NRules' users write them: objects that are changed in place and known by reference.</summary>
internal abstract class NRulesFact(string host)
{
    public string Host { get; } = host;

    public static NRulesFact From(object fact) => fact switch
    {
        Reading reading => new NRulesReading(reading.Host) { Value = reading.Value },
        Limit limit => new NRulesLimit(limit.Host) { Value = limit.Value },
        Upkeep upkeep => new NRulesUpkeep(upkeep.Host) { Active = upkeep.Active },
        ZoneReading reading => new NRulesZoneReading(reading.Host, reading.Zone) { Value = reading.Value },
        _ => throw new ArgumentException($"No rule asks for {fact}.", nameof(fact)),
    };

    public void Take(object fact)
    {
        switch (this, fact)
        {
            case (NRulesReading known, Reading reading):
                known.Value = reading.Value;
                break;
            case (NRulesLimit known, Limit limit):
                known.Value = limit.Value;
                break;
            case (NRulesUpkeep known, Upkeep upkeep):
                known.Active = upkeep.Active;
                break;
            case (NRulesZoneReading known, ZoneReading reading):
                known.Value = reading.Value;
                break;
        }
    }
}

internal sealed class NRulesReading(string host) : NRulesFact(host)
{
    public double Value { get; set; }
}

internal sealed class NRulesLimit(string host) : NRulesFact(host)
{
    public double Value { get; set; }
}

internal sealed class NRulesUpkeep(string host) : NRulesFact(host)
{
    public bool Active { get; set; }
}

internal sealed class NRulesZoneReading(string host, string zone) : NRulesFact(host)
{
    public string Zone { get; } = zone;

    public double Value { get; set; }
}
