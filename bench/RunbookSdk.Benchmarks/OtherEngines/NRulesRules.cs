using NRules.Fluent.Dsl;
using NRules.RuleModel;

namespace RunbookSdk.Benchmarks.OtherEngines;

/// <summary>Asks once while a match stands, as ours do.</summary>
[Repeatability(RuleRepeatability.NonRepeatable)]
internal sealed class NRulesJoinRule(double margin) : Rule
{
    public override void Define()
    {
        NRulesReading reading = null!;
        NRulesLimit limit = null!;
        When()
            .Match(() => reading)
            .Match(() => limit, l => l.Host == reading.Host, l => reading.Value > l.Value + margin);
        Then().Do(_ => NRulesSubject.Ask("on-call", $"{reading.Host} at {reading.Value}"));
    }
}

[Repeatability(RuleRepeatability.NonRepeatable)]
internal sealed class NRulesHostRule(string host) : Rule
{
    public override void Define()
    {
        NRulesReading reading = null!;
        When().Match(() => reading, r => r.Host == host, r => r.Value > 90);
        Then().Do(_ => NRulesSubject.Ask("on-call", $"{reading.Host} at {reading.Value}"));
    }
}

[Repeatability(RuleRepeatability.NonRepeatable)]
internal sealed class NRulesThresholdRule(double threshold) : Rule
{
    public override void Define()
    {
        NRulesReading reading = null!;
        When().Match(() => reading, r => r.Value > threshold);
        Then().Do(_ => NRulesSubject.Ask("on-call", $"{reading.Host} at {reading.Value}"));
    }
}

[Repeatability(RuleRepeatability.NonRepeatable)]
internal sealed class NRulesUnattendedRule(double high) : Rule
{
    public override void Define()
    {
        NRulesReading reading = null!;
        When()
            .Match(() => reading, r => r.Value > high)
            .Not<NRulesUpkeep>(u => u.Host == reading.Host, u => u.Active);
        Then().Do(_ => NRulesSubject.Ask("on-call", $"{reading.Host} at {reading.Value}"));
    }
}

[Repeatability(RuleRepeatability.NonRepeatable)]
internal sealed class NRulesAttendedRule : Rule
{
    public override void Define()
    {
        NRulesReading reading = null!;
        When()
            .Match(() => reading, r => r.Value > 90)
            .Exists<NRulesUpkeep>(u => u.Host == reading.Host, u => u.Active);
        Then().Do(_ => NRulesSubject.Ask("upkeep", $"{reading.Host} at {reading.Value}"));
    }
}

/// <summary>The group of one host, or of all of them.</summary>
[Repeatability(RuleRepeatability.NonRepeatable)]
internal sealed class NRulesZoneRule(double limit, string? host = null) : Rule
{
    public override void Define()
    {
        IGrouping<string, NRulesZoneReading> zone = null!;
        if (host is null)
        {
            When().Query(() => zone, q => q
                .Match<NRulesZoneReading>()
                .GroupBy(r => r.Zone)
                .Where(g => g.Average(r => r.Value) > limit));
        }
        else
        {
            When().Query(() => zone, q => q
                .Match<NRulesZoneReading>(r => r.Host == host)
                .GroupBy(r => r.Zone)
                .Where(g => g.Average(r => r.Value) > limit));
        }

        Then().Do(_ => NRulesSubject.Ask("on-call", $"{zone.Key} is busy"));
    }
}

/// <summary>The join of one host.</summary>
[Repeatability(RuleRepeatability.NonRepeatable)]
internal sealed class NRulesHostJoinRule(string host, double margin) : Rule
{
    public override void Define()
    {
        NRulesReading reading = null!;
        NRulesLimit limit = null!;
        When()
            .Match(() => reading, r => r.Host == host)
            .Match(() => limit, l => l.Host == reading.Host, l => reading.Value > l.Value + margin);
        Then().Do(_ => NRulesSubject.Ask("on-call", $"{reading.Host} at {reading.Value} of {limit.Value}"));
    }
}
