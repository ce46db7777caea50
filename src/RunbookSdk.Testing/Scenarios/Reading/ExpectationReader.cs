using RunbookSdk.Actions;
using RunbookSdk.Diagnostics;
using RunbookSdk.Journal;
using RunbookSdk.Rules;

namespace RunbookSdk.Testing.Scenarios.Reading;

/// <summary>Reads what a scenario expects.</summary>
internal sealed class ExpectationReader(RuleSet rules, FactReaders readers, DateTimeOffset start, List<Diagnostic> problems)
{
    private static readonly string[] Kinds = ["decision", "decisions", "never", "inForce", "waiting", "known", "unknown", "fault"];
    private static readonly string[] Outcomes = [.. Enum.GetValues<Outcome>().Select(DecisionWords.Of)];
    private readonly IReadOnlyCollection<string>? actions = ActionWords.Of(rules);
    private readonly IReadOnlyList<string> ids = [.. rules.Rules.Where(r => !r.IsImplied).Select(r => r.Id)];

    private DateTimeOffset end;

    /// <summary>The last instant that an expectation names; the beginning when none names any.</summary>
    public DateTimeOffset End => end > start ? end : start;

    public Expectation? Read(YamlNode node)
    {
        if (Fields.Of(node, "an expectation", problems) is not { } fields) return null;
        var kinds = Kinds.Where(fields.Has).ToList();
        if (kinds.Count != 1)
        {
            problems.Add(kinds.Count == 0
                ? ScenarioProblems.MissingField($"one of {string.Join(", ", Kinds)}", "an expectation", fields.Location)
                : ScenarioProblems.Conflict($"An expectation says one thing, and here are '{kinds[0]}' and '{kinds[1]}'; write two.", fields.Location));
            return null;
        }

        var (from, until) = Within(fields, kinds[0]);
        var read = Read(kinds[0], fields, from, until);
        fields.Finish();
        return read;
    }

    /// <summary>Reads the id of a rule.</summary>
    public string? RuleOf(YamlText? text)
    {
        if (text is null) return null;
        if (!ids.Contains(text.Text)) problems.Add(ScenarioProblems.UnknownRule(text.Text, ids, text.Location));
        return text.Text;
    }

    private Expectation? Read(string kind, Fields fields, DateTimeOffset from, DateTimeOffset until) => kind switch
    {
        "decision" => Wanted(fields.Find(kind)!, isNegative: false) is { } wanted ? new Expectation.Falls(from, until, fields.Location, wanted) : null,
        "never" => Wanted(fields.Find(kind)!, isNegative: true) is { } unwanted ? new Expectation.Never(from, until, fields.Location, unwanted) : null,
        "decisions" => new Expectation.Exactly(from, until, fields.Location, [.. fields.List(kind).Select(n => Wanted(n, isNegative: false)).OfType<WantedDecision>()]),
        "inForce" => new Expectation.InForce(until, fields.Location, Actions(fields.List(kind))),
        "waiting" => new Expectation.Waiting(until, fields.Location, Actions(fields.List(kind))),
        "fault" => new Expectation.Fails(from, until, fields.Location, FaultOf(fields.Find(kind)!)),
        _ => Known(fields, kind, until),
    };

    private (DateTimeOffset From, DateTimeOffset Until) Within(Fields fields, string kind)
    {
        var at = Moment(fields, "at");
        var (from, until) = (Moment(fields, "from"), Moment(fields, "until"));
        var isRange = fields.Has("from") || fields.Has("until");
        if (fields.Has("at") && isRange)
            problems.Add(ScenarioProblems.Conflict("'at' is one instant, 'from' and 'until' are a time; write one or the other.", fields.Location));
        var isState = kind is "inForce" or "waiting" or "known" or "unknown";
        if (isState && isRange)
            problems.Add(ScenarioProblems.Conflict($"'{kind}' is asked at one instant; write 'at'.", fields.Location));
        if (kind is not ("never" or "fault") && !fields.Has("at") && !isRange) fields.Require("at");
        if (from > until) problems.Add(ScenarioProblems.Conflict("'from' is after 'until'.", fields.Location));
        return (at ?? from ?? start, at ?? until ?? DateTimeOffset.MaxValue);
    }

    private DateTimeOffset? Moment(Fields fields, string name)
    {
        if (fields.Text(name) is not { } text || ScenarioTime.ParseReached(text, start, problems) is not { } moment) return null;
        if (moment < start) problems.Add(ScenarioProblems.BeforeStart($"'{text.Text}'", text.Location));
        if (moment > end) end = moment;
        return moment;
    }

    /// <summary>Without an outcome, what is expected is done: decided, or released. What must never be, must not in any way.</summary>
    private WantedDecision? Wanted(YamlNode node, bool isNegative)
    {
        if (node is YamlText { Text: "" or "any" } && isNegative) return new(null, null, null, null, null, [], node.Location);
        if (node is YamlText { IsNull: false } word) problems.Add(ScenarioProblems.WrongKind("A decision", $"a mapping, such as {{ rule: {word.Text} }}", word.Kind, word.Location));
        if (node is YamlText { IsNull: false } || Fields.Of(node, "a decision", problems) is not { } fields) return null;
        var (rule, action, target) = (RuleOf(fields.Text("rule")), ActionOf(fields.Text("action")), fields.Text("target")?.Text);
        var outcome = fields.Text("outcome");
        if (outcome is not null && !Outcomes.Contains(outcome.Text))
            problems.Add(ScenarioProblems.UnknownWord(outcome.Text, "outcome", Outcomes, outcome.Location));
        var because = fields.Text("because")?.Text;
        var details = (fields.Map("details")?.Fields ?? []).Select(f => KeyValuePair.Create(f.Name, DetailOf(f))).ToList();
        if (!isNegative && rule is null && action is null && target is null) fields.Require("rule");
        fields.Finish();
        var implied = isNegative ? null : action == "release" ? "released" : "decided";
        return new(rule, action, target, outcome?.Text ?? implied, because, details, node.Location);
    }

    private List<WantedAction> Actions(IReadOnlyList<YamlNode> nodes)
    {
        var wanted = new List<WantedAction>();
        foreach (var node in nodes)
        {
            if (Fields.Of(node, "an action", problems) is not { } fields) continue;
            wanted.Add(new(RuleOf(fields.Text("rule")), ActionOf(fields.Text("action")), fields.Text("target")?.Text, node.Location));
            fields.Finish();
        }

        return wanted;
    }

    /// <summary>A word that no action has would make of what must never be something that never is.</summary>
    private string? ActionOf(YamlText? text)
    {
        if (text is not null && actions?.Contains(text.Text) == false) problems.Add(ScenarioProblems.UnknownWord(text.Text, "action", actions, text.Location));
        return text?.Text;
    }

    private string DetailOf(YamlField detail)
    {
        if (detail.Value is YamlText text) return text.Text;
        problems.Add(ScenarioProblems.WrongKind($"'{detail.Name}'", "a text", detail.Value.Kind, detail.Value.Location));
        return "";
    }

    private string? FaultOf(YamlNode node)
    {
        if (Fields.Of(node, "a fault", problems) is not { } fields) return null;
        var rule = RuleOf(fields.Text("rule"));
        fields.Finish();
        return rule;
    }

    private Expectation.Knows? Known(Fields fields, string kind, DateTimeOffset at)
    {
        if (fields.Map(kind) is not { } map) return null;
        if (map.Fields.Count != 1)
        {
            problems.Add(ScenarioProblems.Conflict($"'{kind}' names one record with its values.", map.Location));
            return null;
        }

        var named = map.Fields[0];
        if (readers.Find(named, problems) is not { } binder) return null;
        var members = named.Value as YamlMap ?? new YamlMap([], named.Value.Location);
        if (named.Value is not (YamlMap or YamlText { IsNull: true }))
            problems.Add(ScenarioProblems.WrongKind($"What '{named.Name}' says", "a mapping of its members", named.Value.Kind, named.Value.Location));
        var values = new FactTemplate(binder, members, start, problems).Some(at);
        return values is null ? null : new(at, fields.Location, binder.Type, values, kind == "known");
    }
}
