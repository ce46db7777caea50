using RunbookSdk.Actions;
using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;

namespace RunbookSdk.Testing.Scenarios.Reading;

/// <summary>Reads what operators do. An act is a fact that a person says; here it has words of its own.</summary>
internal sealed class ActReader(FactEntries facts, ExpectationReader rules, DateTimeOffset start, List<Diagnostic> problems)
{
    private const string What = "an act";
    private const string Somebody = "operator";
    private static readonly string[] Words = ["approve", "deny", "pause", "resume", "silence", "endSilence", "edit", "handBack"];

    /// <summary>What an act tells the session.</summary>
    public IEnumerable<Step> Read(YamlNode node)
    {
        if (Fields.Of(node, What, problems) is not { } fields) return [];
        var words = Words.Where(fields.Has).ToList();
        if (words.Count != 1)
        {
            problems.Add(words.Count == 0
                ? ScenarioProblems.MissingField($"one of {string.Join(", ", Words)}", What, fields.Location)
                : ScenarioProblems.Conflict($"An act is one thing, and here are '{words[0]}' and '{words[1]}'; write two.", fields.Location));
            return [];
        }

        var at = At(fields);
        IReadOnlyList<Step> read = [.. Read(words[0], fields, at)];
        fields.Finish();
        return read;
    }

    private IEnumerable<Step> Read(string word, Fields fields, DateTimeOffset at) => word switch
    {
        "approve" => Answer(fields, word, Verdict.Approve, at),
        "deny" => Answer(fields, word, Verdict.Deny, at),
        "pause" => Said(fields, word, at, scope => new Pause(scope, By(fields), Because(fields), at), isRetraction: false),
        "resume" => Said(fields, word, at, scope => new Pause(scope, By(fields), Because(fields), at), isRetraction: true),
        "silence" => Silence(fields, at),
        "endSilence" => Said(fields, word, at, id => new Silence(id, "all", By(fields), Because(fields), at, at), isRetraction: true),
        "edit" => Edit(fields, word, at, isRetraction: false),
        _ => Edit(fields, word, at, isRetraction: true),
    };

    private IEnumerable<Step> Answer(Fields fields, string word, Verdict verdict, DateTimeOffset at)
    {
        var rule = rules.RuleOf(fields.Text(word));
        var target = fields.RequiredText("target");
        var people = fields.Texts("by");
        if (rule is null || target is null) return [];
        return (people.Count == 0 ? [Somebody] : people.Select(p => p.Text))
            .Select(person => At(fields, new Approval(rule, target.Text, person, verdict, at), at, isRetraction: false));
    }

    private static IEnumerable<Step> Said(Fields fields, string word, DateTimeOffset at, Func<string, object> say, bool isRetraction) =>
        fields.Text(word) is { } text ? [At(fields, say(text.Text), at, isRetraction)] : [];

    private IEnumerable<Step> Silence(Fields fields, DateTimeOffset at)
    {
        var (scope, lasting, until) = (fields.Text("silence"), fields.Text("for"), fields.Text("until"));
        if (lasting is null == until is null)
            problems.Add(ScenarioProblems.Conflict("A silence ends: write 'for: 2h', or 'until' and an instant.", fields.Location));
        var ends = lasting is not null ? at + ScenarioTime.Parse(lasting, problems)
            : until is not null ? ScenarioTime.ParseReached(until, start, problems) ?? at
            : at;
        var id = fields.Text("id")?.Text ?? scope?.Text;
        return id is null ? [] : [At(fields, new Silence(id, scope!.Text, By(fields), Because(fields), at, ends), at, isRetraction: false)];
    }

    /// <summary>An edit names the fact that a person speaks of; the record of what people say of it is called after it.</summary>
    private IEnumerable<Step> Edit(Fields fields, string word, DateTimeOffset at, bool isRetraction)
    {
        var (by, because) = (TextOf(By(fields), fields), TextOf(Because(fields), fields));
        if (fields.Map(word) is not { } map) return [];
        if (map.Fields.Count != 1)
        {
            problems.Add(ScenarioProblems.Conflict($"'{word}' names one fact, as in '{word}: {{ Component: {{ ... }} }}'.", map.Location));
            return [];
        }

        var named = map.Fields[0];
        var edited = named with { Name = named.Name.EndsWith("Edit", StringComparison.Ordinal) ? named.Name : named.Name + "Edit" };
        var step = facts.ReadOne(edited, at, isRetraction, ("by", by), ("because", because), ("at", TextOf("now", fields)));
        return step is null ? [] : [step];
    }

    private static YamlText TextOf(string text, Fields fields) => new(text, IsQuoted: true, fields.Location);

    private static Step At(Fields fields, object fact, DateTimeOffset at, bool isRetraction) => new(at, new Observation(fact, at, null, isRetraction), fields.Location);

    private static string By(Fields fields) => fields.Text("by")?.Text ?? Somebody;

    private static string Because(Fields fields) => fields.Text("because")?.Text ?? "";

    private DateTimeOffset At(Fields fields)
    {
        if (fields.RequiredText("at") is not { } text || ScenarioTime.ParseReached(text, start, problems) is not { } at) return start;
        if (at < start) problems.Add(ScenarioProblems.BeforeStart($"'{text.Text}'", text.Location));
        return at;
    }
}
