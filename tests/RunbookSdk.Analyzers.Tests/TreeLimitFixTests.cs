using System.Reflection;
using Microsoft.CodeAnalysis;
using RunbookSdk.Analyzers.Fixes;

namespace RunbookSdk.Analyzers.Tests;

/// <summary>What a rule cannot hold is written so that it can, and means the same.</summary>
public sealed class TreeLimitFixTests
{
    private const string Declarations = """
        public sealed record Row([property: Key] string Id, int Count, double? Level, string? Text, Row? Next, int[] Items, DateTimeOffset? At, bool? Up);
        """;

    [Theory]
    [InlineData("x.Count is > 3", "x.Count > 3")]
    [InlineData("x.Level is > 3", "x.Level > 3")]
    [InlineData("x.Text is null", "x.Text == null")]
    [InlineData("x.Text is not null", "x.Text != null")]
    [InlineData("x.Count is 1 or 2", "x.Count == 1 || x.Count == 2")]
    [InlineData("x.Count is 1 or 2 && x.Up == true", "(x.Count == 1 || x.Count == 2) && x.Up == true")]
    [InlineData("x.Count is >= 1 and < 4", "x.Count >= 1 && x.Count < 4")]
    [InlineData("x.Count is (1 or 2 or > 7) and not 9", "(x.Count == 1 || x.Count == 2 || x.Count > 7) && x.Count != 9")]
    [InlineData("x.Level is not > 3", "!(x.Level > 3)")]
    [InlineData("!(x.Count is > 3)", "!(x.Count > 3)")]
    [InlineData("x.Up is true", "x.Up == true")]
    [InlineData("x.Next is { Count: > 3, Text: \"a\" }", "x.Next != null && x.Next.Count > 3 && x.Next.Text == \"a\"")]
    [InlineData("x.At is { Year: > 2000 }", null)]
    [InlineData("x.Next is { Text.Length: > 1 }", "x.Next != null && x.Next.Text != null && x.Next.Text.Length > 1")]
    [InlineData("x is { Next.Next.Count: 3 } || x is { Next.Text.Length: 1 or 3 }", "(x != null && x.Next != null && x.Next.Next != null && x.Next.Next.Count == 3) || (x != null && x.Next != null && x.Next.Text != null && (x.Next.Text.Length == 1 || x.Next.Text.Length == 3))")]
    [InlineData("x.Text is { Length: 1 or 3 }", "x.Text != null && (x.Text.Length == 1 || x.Text.Length == 3)")]
    [InlineData("x.Count is var n && n > 3", null)]
    public void A_pattern_becomes_comparisons(string condition, string? expected) => Becomes(condition, expected);

    [Theory]
    [InlineData("x.Text?.Length > 1", "x.Text != null && x.Text.Length > 1")]
    [InlineData("x.Text?.Length == 1", "x.Text != null && x.Text.Length == 1")]
    [InlineData("x.Text?.Length != 1", "x.Text == null || x.Text.Length != 1")]
    [InlineData("1 < x.Text?.Length", "x.Text != null && 1 < x.Text.Length")]
    [InlineData("x.Count > 0 && x.Text?.Length != 1", "x.Count > 0 && (x.Text == null || x.Text.Length != 1)")]
    [InlineData("x.Text?.Length == null", "x.Text == null")]
    [InlineData("x.Next?.Text == null", "x.Next == null || x.Next.Text == null")]
    [InlineData("x.Next?.Text != null", "x.Next != null && x.Next.Text != null")]
    [InlineData("x.Next?.Text?.Length > 1", "x.Next != null && (x.Next.Text != null && x.Next.Text.Length > 1)")]
    [InlineData("x.Next?.Text == \"a\"", "x.Next != null && x.Next.Text == \"a\"")]
    [InlineData("x.Text?.StartsWith(\"a\") == true", "x.Text != null && x.Text.StartsWith(\"a\") == true")]
    [InlineData("x.Next?.Count == x.Next?.Items.Length", "(x.Next == null ? default(int?) : x.Next.Count) == (x.Next == null ? default(int?) : x.Next.Items.Length)")]
    [InlineData("(x.Next?.Text ?? \"b\") == \"b\"", "((x.Next == null ? null : x.Next.Text) ?? \"b\") == \"b\"")]
    [InlineData("(x.Text?.Length ?? 1) == 1", "((x.Text == null ? default(int?) : x.Text.Length) ?? 1) == 1")]
    [InlineData("$\"{x.Text?.Length}\" == \"1\"", "$\"{(x.Text == null ? default(int?) : x.Text.Length)}\" == \"1\"")]
    [InlineData("x.Next?.Items[1] == 3", "x.Next != null && x.Next.Items[1] == 3")]
    public void A_member_of_what_may_be_null_is_asked_after_null(string condition, string? expected) => Becomes(condition, expected);

    [Theory]
    [InlineData("x.Count switch { 1 => true, > 3 => false, _ => x.Level > 1 }", "(x.Count == 1 ? true : x.Count > 3 ? false : x.Level > 1)")]
    [InlineData("x.Count switch { > 3 when x.Level > 1 => true, _ => false }", "((x.Count > 3) && (x.Level > 1) ? true : false)")]
    [InlineData("(x.Count, x.Id) == (1, \"a\")", "x.Count == 1 && x.Id == \"a\"")]
    [InlineData("(x.Count, x.Id) != (1, \"a\")", "x.Count != 1 || x.Id != \"a\"")]
    [InlineData("x.Items[^1] == 3", "x.Items[x.Items.Length - 1] == 3")]
    [InlineData("x.Id[1..] == \"b\"", "x.Id.Substring(1) == \"b\"")]
    [InlineData("x.Id[..^1] == \"a\"", "x.Id.Substring(0, x.Id.Length - 1) == \"a\"")]
    [InlineData("x.Id[0..1] == x.Text", "x.Id.Substring(0, 1 - 0) == x.Text")]
    [InlineData("((int[])[1, 2]).Length > x.Count", "((int[])new int[] { 1, 2 }).Length > x.Count")]
    [InlineData("(x with { Count = 4, Id = \"b\" }).Level > 3", "(new Row(\"b\", 4, x.Level, x.Text, x.Next, x.Items, x.At, x.Up)).Level > 3")]
    public void So_does_every_other_form_that_has_another_spelling(string condition, string? expected) => Becomes(condition, expected);

    [Fact]
    public void A_member_that_takes_its_name_from_it_keeps_that_name()
    {
        var before = $"Rule(\"r\", from x in Facts<Row>() group x by new {{ x.Id, x.Next?.Text, Deep = x.Next?.Next?.Text }} into g select Page(\"t\", because: g.Key.Text + g.Key.Deep));\n{Declarations}";

        var after = Enumerable.Range(0, 3).Aggregate(before, (text, _) => Script.Fix(text));

        Assert.Contains("new { x.Id, Text = (x.Next == null ? null : x.Next.Text), Deep = (x.Next == null ? null : (x.Next.Next == null ? null : x.Next.Next.Text)) }", after, StringComparison.Ordinal);
        Assert.DoesNotContain(Script.FindAll(after), d => d.Severity == DiagnosticSeverity.Error);
    }

    [Fact]
    public void A_block_that_only_returns_becomes_what_it_returns() => Assert.Equal(
        "Rule(\"r\", Facts<Probe>().Where(p => !p.Up).Select(p => Page(\"t\", \"b\")));",
        Script.Fix("Rule(\"r\", Facts<Probe>().Where(p => { return !p.Up; }).Select(p => Page(\"t\", \"b\")));"));

    [Fact]
    public async Task An_editor_offers_the_same() => Assert.Contains(
        "where p.Percent > 80 select",
        await Project.FixAsync(
            "public sealed class A : Runbook { protected override void Define() => "
            + "Rule(\"page\", from p in Facts<ClusterLoad>() where p.Percent is > 80 select Page(\"ops\", because: p.Cluster)); }",
            "CS8122"),
        StringComparison.Ordinal);

    private static void Becomes(string condition, string? expected)
    {
        var before = RuleOf(condition);
        Assert.Contains(Script.FindAll(before), d => d.Severity == DiagnosticSeverity.Error && FixSet.All.Any(f => f.Ids.Contains(d.Id)));

        var after = before;
        for (var round = 0; round < 3; round++) after = Script.Fix(after);

        Assert.Equal(expected is null ? before : RuleOf(expected), after);
        if (expected is null) return;
        Assert.DoesNotContain(Script.FindAll(after), d => d.Id.StartsWith("CS", StringComparison.Ordinal));
        var (answers, mended) = Answers(condition, expected);
        Assert.Equal(answers, mended);
        Assert.Contains(true, answers);
        Assert.Contains(false, answers);
    }

    private static string RuleOf(string condition) =>
        $"Rule(\"r\", from x in Facts<Row>() where {condition} select Page(\"t\", because: x.Id));\n{Declarations}";

    /// <summary>What C# itself makes of two conditions, where it holds any form, for rows with and without everything.</summary>
    private static (List<bool>, List<bool>) Answers(string condition, string other)
    {
        var script = $$"""
            public static class Asked
            {
                public static List<bool> One() => (from x in Rows() select {{condition}}).ToList();
                public static List<bool> Other() => (from x in Rows() select {{other}}).ToList();
                private static IEnumerable<Row> Rows() =>
                    from count in new[] { 0, 1, 2, 3, 4, 8, 9 }
                    from level in new double?[] { null, 1, 3, 5 }
                    from text in new[] { null, "", "a", "abc" }
                    from up in new bool?[] { null, true, false }
                    from last in new[] { 2, 3 }
                    from id in new[] { "a", "ab" }
                    let row = new Row(id, count, level, text, null, new[] { 1, last }, null, up)
                    from next in new[] { null, row }
                    select row with { Next = next };
            }
            {{Declarations}}
            """;
        using var image = new MemoryStream();
        var compilation = Script.Compile(("test.csx", script + "\nvar x = 1;"));
        var emitted = compilation.Emit(image);
        Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics));
        var type = Assembly.Load(image.ToArray()).GetTypes().Single(t => t.Name == "Asked");
        return ((List<bool>)type.GetMethod("One")!.Invoke(null, null)!, (List<bool>)type.GetMethod("Other")!.Invoke(null, null)!);
    }
}
