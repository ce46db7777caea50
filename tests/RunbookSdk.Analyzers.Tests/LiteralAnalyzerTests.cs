using FsCheck;
using FsCheck.Fluent;
using RunbookSdk.Analyzers.Model;
using RunbookSdk.Facts;

namespace RunbookSdk.Analyzers.Tests;

public sealed class LiteralAnalyzerTests
{
    [Theory]
    [InlineData("RBK1055", "where Now >= Date([|\"2019-09-19\"|])")]
    [InlineData("RBK1055", "where Now >= Date([|\"2019-09-19 11:24\"|])")]
    [InlineData("RBK1055", "where Now >= Date([|Day + \" 11:24\"|])")]
    [InlineData("RBK1055", "where Now >= [|new DateTime(2019, 9, 19)|]")]
    [InlineData("RBK1055", "where Now >= new DateTimeOffset([|new DateTime(2019, 9, 19)|])")]
    [InlineData("RBK1056", "where Now >= Date([|\"19.9.2019 Europe/Oslo\"|])")]
    [InlineData("RBK1056", "where Now >= Date([|\"2019-02-30 UTC\"|])")]
    [InlineData("RBK1057", "where Facts<Client>().Any(c => c.Version < Version([|\"eleven\"|]))")]
    [InlineData("RBK1057", "where Facts<Client>().Any(c => c.Version < Version([|\"11,5\"|]))")]
    public void A_date_without_a_zone_and_a_text_that_is_no_date_or_version_are_found(string id, string clause) =>
        Script.Finds(id, $"const string Day = \"2019-09-19\";\nRule(\"page\", from p in Facts<Probe>() {clause} select Page(\"ops\", because: p.Subject));");

    [Theory]
    [InlineData("[|b.At.Hour|] > 21")]
    [InlineData("[|b.At.DayOfWeek|] == DayOfWeek.Sunday")]
    [InlineData("[|b.At.Date|] == new DateTime(2019, 9, 19)")]
    [InlineData("[|b.Gone!.Value.TimeOfDay|] > Hours(3)")]
    public void Hour_of_an_instant_of_a_fact_is_found(string condition) => Script.Finds("RBK1066", Beats(condition));

    [Theory]
    [InlineData("Local(b.At, \"Europe/Oslo\").Hour > 21")]
    [InlineData("b.At.UtcDateTime.Hour > 21")]
    [InlineData("b.At.ToOffset(Hours(2)).Hour > 21")]
    [InlineData("b.At > Date(\"2019-09-19 UTC\")")]
    [InlineData("b.At.Minute == 0")]
    [InlineData("b.Gone == null")]
    public void Hour_of_a_zone_is_fine(string condition) => Script.IsFine(Beats(condition));

    [Fact]
    public void Hour_that_people_only_read_is_fine() => Script.IsFine(
        "Rule(\"r\", from h in Facts<Heartbeat>() select Page(\"ops\", because: $\"{h.Subject} at {h.At.Hour} o'clock\"));");

    [Fact]
    public void Hour_that_an_id_is_made_of_is_found() => Script.Finds(
        "RBK1066",
        "Rule(\"r\", from h in Facts<Heartbeat>() select OpenIncident($\"a-{[|h.At.Date|]:yyyyMMdd}\", $\"of {h.At.Date:d}\", Impact.Minor, because: h.Subject));");

    [Theory]
    [InlineData("RBK1057", "ProductVersion.Parse([|\"eleven\"|])")]
    [InlineData("RBK1056", "Instant.Parse([|\"soon\"|])")]
    [InlineData("RBK1055", "Instant.Parse([|\"2019-09-19\"|])")]
    public void Text_that_the_types_themselves_read_is_looked_at(string id, string value) => Script.Finds(id, $"var value = {value};\nvalue.ToString();");

    [Theory]
    [InlineData("DateTimeOffset.Parse([|\"2019-09-19\"|])")]
    [InlineData("DateTimeOffset.Parse([|\"2019-09-19 11:24\"|])")]
    [InlineData("DateTimeOffset.ParseExact([|\"19.09.2019\"|], \"dd.MM.yyyy\", null)")]
    public void Text_without_a_zone_that_dotnet_reads_is_found(string instant) => Script.Finds("RBK1055", Beats($"b.At > {instant}"));

    [Theory]
    [InlineData("DateTimeOffset.Parse(\"2019-09-19T11:24:00Z\")")]
    [InlineData("DateTimeOffset.Parse(\"2019-09-19T11:24:00+02:00\")")]
    [InlineData("DateTimeOffset.Parse(\"2019-09-19 11:24 -0500\")")]
    [InlineData("DateTimeOffset.Parse(\"2019-09-19\", null, System.Globalization.DateTimeStyles.AssumeUniversal)")]
    public void Text_with_a_zone_that_dotnet_reads_is_fine(string instant) => Script.IsFine(Beats($"b.At > {instant}"));

    private static string Beats(string condition) =>
        $"Rule(\"r\", from b in Facts<Beat>() where {condition} select Page(\"ops\", because: b.Id));\npublic sealed record Beat([property: Key] string Id, DateTimeOffset At, DateTimeOffset? Gone);";

    [Fact]
    public void So_are_they_outside_of_a_rule() => Script.Finds("RBK1055", "var begin = Date([|\"2019-09-19\"|]);\nvoid Later(DateTimeOffset then) { }\nLater(begin);");

    [Theory]
    [InlineData("where Now >= Date(\"2019-09-19 Europe/Oslo\")")]
    [InlineData("where Now >= Date(\"2019-09-18T11:24:00+02:00\")")]
    [InlineData("where Now >= Date(Day)")]
    [InlineData("where Now >= new DateTimeOffset(2019, 9, 19, 0, 0, 0, TimeSpan.Zero)")]
    [InlineData("where Facts<Client>().Any(c => c.Version < Version(\"11.5\"))")]
    public void A_date_with_a_zone_a_version_and_what_is_not_known_are_fine(string clause) =>
        Script.IsFine($"var Day = \"2019-09-19\";\nRule(\"page\", from p in Facts<Probe>() {clause} select Page(\"ops\", because: p.Subject));");

    [Fact]
    public void Other_code_of_a_project_may_use_the_zone_of_the_machine() => Assert.Equal(["RBK1055"], Project.Analyze("""
        public sealed class A : Runbook { protected override void Define() => Rule("page",
            from p in Facts<Probe>() where Now > new DateTime(2019, 9, 19) select Page("ops", because: p.Subject)); }
        public sealed class Host { public DateTimeOffset At => new DateTime(2019, 9, 19); }
        """).Select(d => d.Id));

    [Fact]
    public void A_text_is_a_date_exactly_when_loading_takes_it_for_one() => Prop.ForAll(Dates().ToArbitrary(), text =>
    {
        var verdict = InstantTexts.Read(text);
        try
        {
            Instant.Parse(text);
            return verdict == InstantText.Instant;
        }
        catch (FormatException refused)
        {
            // Which zones there are, and which hours they skip, only loading knows.
            var ofZone = refused.Message.Contains("is not a zone", StringComparison.Ordinal) || refused.Message.Contains("does not exist", StringComparison.Ordinal)
                || refused.Message.Contains("is two instants", StringComparison.Ordinal);
            return verdict == (ofZone ? InstantText.Instant
                : refused.Message.Contains("has no zone", StringComparison.Ordinal) ? InstantText.WithoutZone : InstantText.NoDate);
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void A_text_is_a_version_exactly_when_loading_takes_it_for_one() => Prop.ForAll(
        Versions().ToArbitrary(),
        text => VersionText.IsVersion(text) == ProductVersion.TryParse(text, out _)).Check(Config.QuickThrowOnFailure.WithMaxTest(5000));

    private static Gen<string> Dates() => Joined(
        Gen.Elements("2019-09-19", "2019-02-30", "19.9.2019", "2019-9-1", "", "2019-03-31", "2019-10-27"),
        Gen.Elements("", " 11:24", "T11:24", " 11:24:05", "T11:24:05.5", " 25:00", " 2:30", " 02:30"),
        Gen.Elements("", "Z", " UTC", " Europe/Oslo", "+02:00", "+25:00", " Mars", " "));

    private static Gen<string> Versions() => Joined(
        Gen.Elements("", "v", "V", " ", "v.", "v ", "-", "x"),
        Gen.Elements("1", "11.5", "11.5.2", "1.2.3.4", "1.2.3.4.5", "11,5", "1..2", ".", "99999999999", "01.5", "1 .2", "1. 2"),
        Gen.Elements("", "-beta", "-beta.1", "-", "-beta..1", "+build.5", "-rc-1+x", " ", "\t", "-01", "+", "-ä", ".x"));

    private static Gen<string> Joined(Gen<string> first, Gen<string> middle, Gen<string> last) =>
        from a in first from b in middle from c in last select a + b + c;
}
