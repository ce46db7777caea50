namespace RunbookSdk.Analyzers.Tests;

public sealed class DeterminismAnalyzerTests
{
    [Theory]
    [InlineData("RBK1058", "where [|DateTimeOffset.UtcNow|] > p.At")]
    [InlineData("RBK1058", "where [|DateTime.Now|].Hour > 8")]
    [InlineData("RBK1058", "where [|p.At.LocalDateTime|].Hour > 8")]
    [InlineData("RBK1058", "where [|p.At.ToLocalTime()|].Hour > 8")]
    [InlineData("RBK1058", "where TimeZoneInfo.ConvertTime(p.At, [|TimeZoneInfo.Local|]).Hour > 8")]
    [InlineData("RBK1058", "where [|TimeProvider.System|].GetUtcNow() > p.At")]
    [InlineData("RBK1059", "where [|Guid.NewGuid()|] != Guid.Empty")]
    [InlineData("RBK1059", "where [|Random.Shared|].Next(2) == 1")]
    [InlineData("RBK1059", "where [|new Random(3)|].Next(2) == 1")]
    [InlineData("RBK1059", "where [|p.Subject.GetHashCode()|] % 2 == 0")]
    [InlineData("RBK1059", "where [|p.GetHashCode()|] % 2 == 0")]
    public void What_differs_from_run_to_run_is_found(string id, string clause) =>
        Script.Finds(id, $"Rule(\"page\", from p in Facts<Beat>() {clause} select Page(\"ops\", because: p.Subject));\n" + Beat);

    [Theory]
    [InlineData("RBK1058", "var begin = [|DateTimeOffset.UtcNow|];\nbegin.ToString();")]
    [InlineData("RBK1058", "bool IsLate(DateTimeOffset at) => at > [|DateTimeOffset.Now|];")]
    [InlineData("RBK1059", "Func<Guid> next = [|Guid.NewGuid|];")]
    [InlineData("RBK1059", "public sealed record Ticket(string Name) { public Guid Id => [|Guid.NewGuid()|]; }")]
    public void So_it_is_wherever_a_script_has_it(string id, string script) => Script.Finds(id, script);

    [Theory]
    [InlineData("where Now - p.At > Minutes(3)")]
    [InlineData("where Local(p.At, \"Europe/Oslo\").Hour > 8")]
    [InlineData("where p.At.UtcDateTime.Hour > 8")]
    [InlineData("where p.Id == Guid.Parse(\"7b7a7d1c-7f0b-4d0e-9a55-0d6b6d1f8a11\")")]
    [InlineData("where p.Id.GetHashCode() == 3")]
    [InlineData("where nameof(DateTime.Now) + nameof(Guid.NewGuid) != p.Subject")]
    public void What_is_the_same_for_every_run_is_fine(string clause) =>
        Script.IsFine($"Rule(\"page\", from p in Facts<Beat>() {clause} select Page(\"ops\", because: p.Subject));\n" + Beat);

    [Theory]
    [InlineData("Rule(\"a\", from p in Facts<Beat>() where DateTimeOffset.UtcNow - p.At > Hours(1) select Page(\"ops\", because: p.Subject));", true)]
    [InlineData("Rule(\"a\", Facts<Beat>().Where(p => p.At < DateTime.Now).Select(p => Page(\"ops\", p.Subject)));", true)]
    [InlineData("Func<Beat, bool> old = p => DateTimeOffset.UtcNow - p.At > Hours(1);", false)]
    [InlineData("bool IsOld(Beat p) => DateTimeOffset.UtcNow > p.At;", false)]
    public void Fix_writes_the_instant_of_the_rule_where_there_is_one(string text, bool isMended)
    {
        var expected = isMended ? text.Replace("DateTimeOffset.UtcNow", "Now", StringComparison.Ordinal).Replace("DateTime.Now", "Now", StringComparison.Ordinal) : text;

        Assert.Equal(expected + Beat, Script.Fix(text + Beat));
    }

    [Fact]
    public void A_runbook_of_a_project_is_looked_at_and_its_host_is_not() => Assert.Equal(["RBK1058", "RBK1058"], Project.Analyze("""
        public sealed class A : Runbook {
            private static readonly DateTimeOffset Begin = DateTimeOffset.UtcNow;
            protected override void Define() => Rule("page",
                from p in Facts<Probe>() where DateTimeOffset.UtcNow > Begin select Page("ops", because: p.Subject)); }
        public sealed class Host { public DateTimeOffset Now => DateTimeOffset.UtcNow; public Guid Id => Guid.NewGuid(); }
        """).Select(d => d.Id));

    private const string Beat = "public sealed record Beat([property: Key] string Subject, DateTimeOffset At, Guid Id);";
}
