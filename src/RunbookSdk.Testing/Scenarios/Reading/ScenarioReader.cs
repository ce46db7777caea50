using RunbookSdk.Diagnostics;
using RunbookSdk.Journal;
using RunbookSdk.Rules;

namespace RunbookSdk.Testing.Scenarios.Reading;

/// <summary>Reads the scenarios of one file.</summary>
internal sealed class ScenarioReader(RuleSet rules, FactReaders readers, string file, List<Diagnostic> problems)
{
    private static readonly string[] Modes = [.. Enum.GetValues<Mode>().Select(DecisionWords.Of)];
    private readonly Dictionary<string, SourceLocation> places = new(StringComparer.Ordinal);

    public IReadOnlyList<Scenario> Read(YamlMap root)
    {
        var fields = new Fields(root, "a file of scenarios", problems);
        fields.Find(ScenarioFile.RunbooksField);
        fields.Find("$schema");
        var start = fields.Text("start");
        var given = fields.List("given");
        fields.Require("scenarios");
        var scenarios = fields.List("scenarios").Select(n => ReadOne(n, start, given)).OfType<Scenario>().ToList();
        fields.Finish();
        return scenarios;
    }

    private Scenario? ReadOne(YamlNode node, YamlText? commonStart, IReadOnlyList<YamlNode> given)
    {
        if (Fields.Of(node, "a scenario", problems) is not { } fields) return null;
        var name = fields.RequiredText("name");
        if (name is not null && string.IsNullOrWhiteSpace(name.Text)) problems.Add(ScenarioProblems.MissingField("name", "a scenario", name.Location));
        if (name is not null && !places.TryAdd(name.Text, name.Location))
            problems.Add(ScenarioProblems.NameTwice(name.Text, places[name.Text], name.Location));
        var written = fields.Text("start") ?? commonStart;
        if (written is null) fields.Require("start");
        var start = written is null ? default : ScenarioTime.ParseStart(written, problems) ?? default;
        var mode = ModeOf(fields.Text("mode"));
        var until = fields.Text("until") is { } end ? ScenarioTime.ParseReached(end, start, problems) : null;
        var (steps, expectations, last) = ReadContent(fields, start, until, given);
        fields.Finish();
        if (expectations.Count == 0 && fields.List("expect").Count == 0) problems.Add(ScenarioProblems.NothingExpected(name?.Text ?? "", fields.Location));
        if (until is not null && until < last)
            problems.Add(ScenarioProblems.Conflict($"Something is observed or expected at {ScenarioTime.Write(last - start)}, which is after 'until'.", fields.Location));
        return new Scenario(name?.Text ?? "", name?.Location ?? node.Location, start, until ?? last, mode, steps, expectations);
    }

    private (IReadOnlyList<Step> Steps, IReadOnlyList<Expectation> Expectations, DateTimeOffset Last) ReadContent(
        Fields fields, DateTimeOffset start, DateTimeOffset? until, IReadOnlyList<YamlNode> given)
    {
        var facts = new FactEntries(readers, start, new PromtoolSeries(readers, Path.GetDirectoryName(file) ?? "", problems), problems);
        var expectations = new ExpectationReader(rules, readers, start, problems);
        var acts = new ActReader(facts, expectations, start, problems);
        var steps = given.Concat(fields.List("facts")).SelectMany(facts.Read).Concat(fields.List("acts").SelectMany(acts.Read)).ToList();
        var expected = fields.List("expect").Select(expectations.Read).OfType<Expectation>().ToList();
        var last = steps.Select(s => s.At).Append(expectations.End).Max();
        var end = until > last ? until.Value : last;
        return ([.. steps.OrderBy(s => s.At)], [.. expected.Select(e => e.Until == DateTimeOffset.MaxValue ? e with { Until = end } : e)], last);
    }

    private Mode ModeOf(YamlText? text)
    {
        if (text is null) return Mode.Act;
        if (!Modes.Contains(text.Text)) problems.Add(ScenarioProblems.UnknownWord(text.Text, "mode", Modes, text.Location));
        return Enum.TryParse<Mode>(text.Text, ignoreCase: true, out var mode) ? mode : Mode.Act;
    }
}
