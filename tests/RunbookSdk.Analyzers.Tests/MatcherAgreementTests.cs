using FsCheck;
using FsCheck.Fluent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using RunbookSdk.Analyzers.Model;
using RunbookSdk.Analyzers.Performance;
using RunbookSdk.Matching;
using RunbookSdk.Rules;
using RunbookSdk.Rules.Model;
using RunbookSdk.Scripting;
using RunbookSdk.Tests.Conventions;

namespace RunbookSdk.Analyzers.Tests;

/// <summary>What the analyzers say of indexes is what the matcher plans: the same rules are read from their text and loaded.</summary>
public sealed class MatcherAgreementTests
{
    private const string Records = """
        public sealed record Left([property: Key] string Name, string Other, int Count, double Value, decimal Price, DateTimeOffset At, TimeSpan Took, ComponentStatus Status, ulong Big, bool On, int? Maybe, ProductVersion Version) { public int Twice => 2 * Count; }
        public sealed record Right([property: Key] string Name, string Other, int Count, double Value, decimal Price, DateTimeOffset At, TimeSpan Took, ComponentStatus Status, ulong Big, bool On, int? Maybe);
        public sealed record Third([property: Key] string Name, string Other, int Count, double Value);
        const string text = "b"; var number = 7;

        """;

    private const string Result = "select Page(\"ops\", because: \"x\")";

    public static TheoryData<string> Runbooks => [.. ((string[])["runbooks", "examples"])
        .SelectMany(f => Directory.EnumerateFiles(Repository.PathOf(f), "*.csx", SearchOption.AllDirectories)).Select(Repository.Relative)
        .Where(f => !f.Contains("/bin/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Runbooks))]
    public void Every_runbook_of_the_repository_is_read_as_the_matcher_plans_it(string file)
    {
        var path = Repository.PathOf(file);
        var lines = File.ReadAllText(path);
        var loaded = Path.Combine(Path.GetDirectoryName(path)!, "thresholds.csx");
        if (lines.Contains("#load", StringComparison.Ordinal)) lines = lines.Replace("#load \"thresholds.csx\"", File.ReadAllText(loaded), StringComparison.Ordinal);

        AssertAgree(lines);
    }

    [Theory]
    [InlineData("from l in Facts<Left>() where l.Value > 1 RESULT")]
    [InlineData("from l in Facts<Left>() from r in Facts<Right>() RESULT")]
    [InlineData("from l in Facts<Left>() from r in Facts<Right>() where l.Name == r.Other from t in Facts<Third>() where t.Value > 1 RESULT")]
    [InlineData("from l in Facts<Left>() join r in Facts<Right>() on new { l.Name, l.Other } equals new { r.Name, r.Other } RESULT")]
    [InlineData("from l in Facts<Left>() join r in Facts<Right>() on l.Status equals r.Status let sum = l.Value + r.Value join t in Facts<Third>() on sum equals t.Value RESULT")]
    [InlineData("from l in Facts<Left>() let average = Facts<Right>().Average(r => r.Value) from t in Facts<Third>() where t.Value > 1.2 * average && t.Name != l.Name RESULT")]
    [InlineData("from l in Facts<Left>() let count = Facts<Right>().Count(r => r.Value > l.Value) where count > 3 RESULT")]
    [InlineData("from l in Facts<Left>() let age = Now - l.At from r in Facts<Right>() where age > Minutes(3) && r.Name == l.Name RESULT")]
    [InlineData("from l in Facts<Left>() let name = l.Name from r in Facts<Right>() where r.Name == name RESULT")]
    [InlineData("from l in Facts<Left>() from r in Facts<Right>() from t in Facts<Third>() where l.Count + r.Count == t.Count RESULT")]
    [InlineData("from l in Facts<Left>() from r in Facts<Right>() from t in Facts<Third>() where l.Count + r.Count == t.Count + l.Count RESULT")]
    [InlineData("from l in Facts<Left>() from r in Facts<Right>().Where(r => r.Name == l.Name) RESULT")]
    [InlineData("from l in Facts<Left>().RaisedWhen(l => l.Value > 1, lasting: Minutes(1)) join r in Facts<Right>() on l.Name equals r.Name RESULT")]
    [InlineData("from l in Facts<Left>() from r in Facts<Right>() where l.At < Now && r.Name != l.Name RESULT")]
    [InlineData("from l in Facts<Left>() from r in Facts<Right>() where Facts<Third>().Any(t => t.Name == l.Name && t.Other == r.Name) RESULT")]
    [InlineData("from l in Facts<Left>() where Facts<Third>().Where(t => t.Name == l.Name).Sum(t => t.Value * l.Value) > 3 RESULT")]
    [InlineData("from l in Facts<Left>() where Facts<Third>().All(t => t.Name == l.Name) RESULT")]
    [InlineData("from l in Facts<Left>() where !Facts<Third>().Where(t => t.Name == l.Name).All(t => t.Value > 1) RESULT")]
    [InlineData("from l in Facts<Left>() where Over(l, Minutes(10)).Max(o => o.Value) > 3 RESULT")]
    [InlineData("from l in Facts<Left>() from r in Facts<Right>() where Over(l, Minutes(10)).Any(o => o.Other == r.Name) RESULT")]
    [InlineData("from l in Facts<Left>() where Missing<Third>(t => t.Name == l.Name) && Missing<Third>(t => t.Value > l.Value, forAtLeast: Minutes(1)) RESULT")]
    [InlineData("from l in Facts<Left>() where Facts<Third>().Over(Minutes(3)).Count(t => t.Name.StartsWith(l.Name)) > 1 RESULT")]
    [InlineData("from l in Facts<Left>() select Page(\"ops\", because: $\"{Facts<Third>().Count(t => t.Value > l.Value)} and {Facts<Third>().Count(t => t.Name == l.Name)}\")")]
    [InlineData("from l in Facts<Left>() from r in Facts<Right>() where l.Value > r.Value || l.Name == r.Name group l by l.Name into g where g.Count() > 1 RESULT")]
    [InlineData("from l in Facts<Left>() group l by l.Other into g join r in Facts<Right>() on g.Key equals r.Name where g.Average(l => l.Value) > r.Value RESULT")]
    [InlineData("Facts<Left>().SelectMany(l => Facts<Right>(), (l, r) => new { One = l, Two = r }).Where(x => x.One.Name == x.Two.Name).Select(x => Page(\"ops\", x.One.Name))")]
    public void Clause_is_read_as_the_matcher_plans_it(string query) => AssertAgree(Records + $"Rule(\"a\", {query.Replace("RESULT", Result, StringComparison.Ordinal)});");

    [Fact]
    public void Conditions_between_facts_are_read_as_the_matcher_plans_them() => Generated(ConditionBetween("l", "r"), condition =>
        $"from l in Facts<Left>() from r in Facts<Right>() where {condition} {Result}");

    [Fact]
    public void Conditions_of_questions_are_read_as_the_matcher_plans_them() => Generated(ConditionBetween("l", "r").Where(c => !c.Contains("Now", StringComparison.Ordinal)), condition =>
        $"from l in Facts<Left>() from t in Facts<Third>() where l.Name == t.Name && Facts<Right>().Any(r => {condition} && r.Other == t.Other) {Result}");

    [Fact]
    public void Conditions_of_one_fact_are_read_as_the_matcher_plans_them() => Generated(ConditionOfOne(), condition =>
        $"from l in Facts<Left>() where {condition} {Result}");

    /// <summary>Many rules are one script, which costs as much to compile as one rule does.</summary>
    private static void Generated(Gen<string> conditions, Func<string, string> query) => Prop.ForAll(
        conditions.ArrayOf(60).ToArbitrary(),
        made => AssertAgree(Records + string.Join('\n', made.Select((c, i) => $"Rule(\"rule-{i}\", {query(c)});")))).Check(
            Config.QuickThrowOnFailure.WithMaxTest(1));

    private static Gen<string> ConditionBetween(string left, string right)
    {
        string[] members = ["Name", "Other", "Count", "Value", "Price", "At", "Took", "Status", "Big", "On", "Maybe"];
        string[] comparisons = ["==", "!=", "<", ">="];
        var simple =
            from member in Gen.Elements(members)
            from comparison in Gen.Elements(comparisons)
            from mirrored in Gen.Elements(true, false)
            where comparison is "==" or "!=" || member is not ("Name" or "Other" or "On")
            select mirrored ? $"{right}.{member} {comparison} {left}.{member}" : $"{left}.{member} {comparison} {right}.{member}";
        var special = Gen.Elements(
            $"{left}.Name.Equals({right}.Name)", $"string.Equals({left}.Name, {right}.Name, StringComparison.OrdinalIgnoreCase)", $"{left}.Name.StartsWith({right}.Name)",
            $"{left}.Value - {right}.Value > 5", $"{left}.Value > {right}.Value + 5", $"{left}.Count == {right}.Value", $"{left}.Count < {right}.Maybe", $"!({left}.Name != {right}.Name)",
            $"({left}.Name == {right}.Name) == true", $"{left}.Name + \"x\" == {right}.Other.ToLowerInvariant()", $"{left}.Value == {left}.Count", $"{right}.Value > 5", $"{left}.On", $"{left}.On == {right}.On",
            $"new {{ {left}.Name }}.Name == {right}.Name", $"{left}.At < Now", $"({left}.Maybe ?? 0) == {right}.Count", $"{left} == ({right}.On ? {left} : {left})");
        var one = Gen.OneOf(simple, simple, special);
        return Gen.OneOf(one, from a in one from b in one select $"{a} && {b}", from a in one from b in one select $"({a} || {b})").Where(c => !c.Contains("||", StringComparison.Ordinal) || !c.Contains("Now", StringComparison.Ordinal));
    }

    private static Gen<string> ConditionOfOne()
    {
        (string Member, string[] Constants)[] members =
        [
            ("Name", ["\"a\"", "text", "\"a\".ToUpperInvariant()"]), ("Count", ["3", "number", "number + 1", "3.5"]), ("Value", ["3", "3.5", "number"]), ("Price", ["3", "3.5m"]),
            ("At", ["Date(\"2019-09-19 UTC\")"]), ("Took", ["Minutes(3)"]), ("Status", ["ComponentStatus.Operational"]), ("Big", ["3ul"]), ("On", ["true"]), ("Maybe", ["3", "number"]),
            ("Twice", ["3"]), ("Version", ["Version(\"11.5\")"]),
        ];
        var simple =
            from member in Gen.Elements(members)
            from constant in Gen.Elements(member.Constants)
            from comparison in Gen.Elements("==", "!=", "<", ">=")
            from mirrored in Gen.Elements(true, false)
            where comparison is "==" or "!=" || member.Member is not ("Name" or "On")
            select mirrored ? $"{constant} {comparison} l.{member.Member}" : $"l.{member.Member} {comparison} {constant}";
        var special = Gen.Elements(
            "l.On", "!l.On", "!(l.On)", "l.Name.StartsWith(\"a\")", "l.Name.StartsWith(text, StringComparison.Ordinal)", "l.Name.StartsWith(\"a\", StringComparison.OrdinalIgnoreCase)",
            "l.Name.Contains(\"a\")", "l.Name.Equals(\"a\")", "l.Name.Length > 3", "l.Value / 1.5 > 80", "l.Name.ToLowerInvariant() == \"a\"", "l.At.Hour > 3", "l.Count == l.Value", "(double)l.Count > 3",
            "l.Maybe.HasValue", "(l.Maybe ?? 0) > 3", "l.Name.StartsWith(\"\")", "(l.Count > 3) == true", "l.Count > 3 == l.On");
        var one = Gen.OneOf(simple, special);
        return Gen.OneOf(one, one, from a in one from b in one select $"{a} && {b}", from a in one from b in one select $"({a} || {b})");
    }

    private static void AssertAgree(string text)
    {
        var written = Written(text);
        using var loaded = ScriptLoader.LoadTexts([new("test.csx", text)], new() { CacheFolder = null });
        Assert.DoesNotContain(loaded.Diagnostics, d => d.Severity == Diagnostics.Severity.Error);
        var rules = loaded.Rules!.Rules.Where(r => !r.IsImplied).ToList();

        Assert.Equal(rules.Select(r => r.Id), written.Select(w => w.Id));
        Assert.Equal(rules.Select(r => $"{r.Id}: {Planned(r)}"), written.Select(w => $"{w.Id}: {w.Read}"));
    }

    /// <summary>What the matcher plans for a rule, and for the groups in it.</summary>
    private static string Planned(Rule rule)
    {
        var plans = new List<QueryPlan>();
        for (var query = rule.Model.Query; ; query = ((SourceModel.Group)query.Slots[0].Source).Query)
        {
            plans.Add(query == rule.Model.Query ? QueryPlan.Of(rule.Model) : QueryPlan.Of((SourceModel.Group)Outer(rule.Model.Query, query).Slots[0].Source));
            if (query.Slots[0].Source is not SourceModel.Group) break;
        }

        plans.Reverse();
        return string.Join("; ", plans.Select(p =>
            Text(p.Names.Select((n, i) => (p.Slots.Length == 1 || !p.Untied.Contains(n), IsAsked(p, i))), p.Questions.Count(q => q.IsSearched))));
    }

    private static QueryModel Outer(QueryModel query, QueryModel inner) =>
        query.Slots[0].Source is SourceModel.Group group && group.Query != inner ? Outer(group.Query, inner) : query;

    private static List<(string Id, string Read)> Written(string text)
    {
        var compilation = Script.Compile(("test.csx", text));
        var tree = compilation.SyntaxTrees.Single();
        var model = compilation.GetSemanticModel(tree);
        var symbols = RunbookSymbols.Find(compilation)!;
        return [.. tree.GetRoot().ChildNodes().OfType<GlobalStatementSyntax>()
            .SelectMany(s => model.GetOperation(s.Statement)?.DescendantsAndSelf() ?? [])
            .Select(o => WrittenRule.Read(o, symbols)).OfType<WrittenRule>()
            .Select(r => (r.Id!, string.Join("; ", QueryFacts.Read(r.Query!).Select(Text))))];
    }

    private static bool IsAsked(QueryPlan plan, int slot) =>
        plan.Query.Slots[slot].Source is not SourceModel.Group && plan.Slots[slot].Pattern is { Conditions.Count: > 0, Lookup: null };

    private static string Text(QueryFacts facts) => Text(
        Enumerable.Range(0, facts.Count).Select(i => (facts.Count == 1 || facts.IsTied(i), facts.IsAsked(i))), facts.Questions.Count(q => q.Searched is not null));

    private static string Text(IEnumerable<(bool IsTied, bool IsAsked)> facts, int searched) =>
        $"{string.Join(", ", facts.Select(f => $"{(f.IsTied ? "tied" : "free")}{(f.IsAsked ? " and asked" : "")}"))}; {searched} searched";
}
