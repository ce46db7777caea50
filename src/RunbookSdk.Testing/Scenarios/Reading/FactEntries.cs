using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;
using RunbookSdk.Instances;

namespace RunbookSdk.Testing.Scenarios.Reading;

/// <summary>Reads what is observed: facts at an instant, facts again and again with values of a series, and series of promtool.</summary>
internal sealed class FactEntries(FactReaders readers, DateTimeOffset start, PromtoolSeries promtool, List<Diagnostic> problems)
{
    private const string What = "a fact";

    /// <summary>The observations of an entry, in the order of their instants.</summary>
    public IEnumerable<Step> Read(YamlNode node)
    {
        if (Fields.Of(node, What, problems) is not { } fields) return [];
        if (fields.Has("series") || fields.Has("promtool")) return promtool.Read(fields, start);
        var at = MomentOf(fields, "at") ?? start;
        var observed = MomentOf(fields, "observed");
        var every = TimeOf(fields, "every");
        var lasting = TimeOf(fields, "for");
        var retracts = fields.Map("retract");
        var named = retracts is null ? fields.Facts() : retracts.Fields;
        fields.Finish();
        if (named.Count == 0)
        {
            problems.Add(ScenarioProblems.MissingField("the name of a record, such as 'ClusterLoad: { cluster: online1, percent: 90 }'", What, fields.Location));
            return [];
        }

        if (observed > at) problems.Add(ScenarioProblems.Conflict("'observed' is after 'at': nothing is told before it was seen.", fields.Location));
        if (every is not null && (retracts is not null || observed is not null))
            problems.Add(ScenarioProblems.Conflict("What comes again with 'every' is observed as it comes; leave 'retract' and 'observed' out.", fields.Location));
        if (lasting is not null && every is null)
            problems.Add(ScenarioProblems.Conflict("'for' says how long something comes again; say with 'every' how often.", fields.Location));
        return named.SelectMany(f => Read(f, new(at, observed ?? at, every, lasting, retracts is not null)));
    }

    /// <summary>Reads a record that a person or a rule says: its name, and members that may be given besides.</summary>
    public Step? ReadOne(YamlField named, DateTimeOffset at, bool isRetraction, params ReadOnlySpan<(string Name, YamlNode? Value)> besides)
    {
        if (TemplateOf(named, besides) is not { } template || !template.CheckNames()) return null;
        return template.Make(at, isRetraction) is { } fact ? new Step(at, new(fact, at, null, isRetraction), named.Location) : null;
    }

    private IEnumerable<Step> Read(YamlField named, Times times)
    {
        if (TemplateOf(named, []) is not { } template || !template.CheckNames()) return [];
        if (Refusal(template.Type, times.IsRetraction) is { } refusal)
        {
            problems.Add(ScenarioProblems.Conflict(refusal, named.Location));
            return [];
        }

        if (times.Every is { } every) return new SeriesEntry(template, (YamlMap)named.Value, problems).Steps(times.At, every, times.For, named.Location);
        return template.Make(times.Observed, times.IsRetraction) is { } fact
            ? [new Step(times.At, new(fact, times.Observed, null, times.IsRetraction), named.Location)]
            : [];
    }

    private static string? Refusal(FactType type, bool isRetraction)
    {
        if (type.ClrType == typeof(LifecycleStatus)) return "Where an instance stands is for its lifecycle to say; let a rule fire a trigger.";
        return isRetraction && type.IsEvent ? $"{type.Name} has no key, so none of them can be retracted; it goes by itself." : null;
    }

    private FactTemplate? TemplateOf(YamlField named, ReadOnlySpan<(string Name, YamlNode? Value)> besides)
    {
        if (readers.Find(named, problems) is not { } binder) return null;
        if (named.Value is YamlMap map) return new FactTemplate(binder, With(map, binder, besides), start, problems);
        problems.Add(ScenarioProblems.WrongKind($"What '{named.Name}' says", "a mapping of its members", named.Value.Kind, named.Value.Location));
        return null;
    }

    private static YamlMap With(YamlMap map, FactBinder binder, ReadOnlySpan<(string Name, YamlNode? Value)> besides)
    {
        var fields = map.Fields.ToList();
        foreach (var (name, value) in besides)
        {
            if (value is not null && map.Find(name) is null && binder.Members.Any(m => m.Shape.Name == name))
                fields.Add(new(name, value, value.Location));
        }

        return map with { Fields = fields };
    }

    private DateTimeOffset? MomentOf(Fields fields, string name)
    {
        if (fields.Text(name) is not { } text || ScenarioTime.ParseReached(text, start, problems) is not { } moment) return null;
        if (name == "at" && moment < start) problems.Add(ScenarioProblems.BeforeStart($"'{text.Text}'", text.Location));
        return moment;
    }

    private TimeSpan? TimeOf(Fields fields, string name) =>
        fields.Text(name) is { } text ? ScenarioTime.ParsePositive(text, problems) : null;

    private readonly record struct Times(DateTimeOffset At, DateTimeOffset Observed, TimeSpan? Every, TimeSpan? For, bool IsRetraction);
}
