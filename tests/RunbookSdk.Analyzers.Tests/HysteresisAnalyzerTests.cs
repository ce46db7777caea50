namespace RunbookSdk.Analyzers.Tests;

public sealed class HysteresisAnalyzerTests
{
    private const string Standing = "Degrade(new Component(l.Cluster, \"web\"), ComponentStatus.PartialOutage, because: \"why\")";
    private const string Once = "Page(\"ops\", because: l.Cluster)";
    private const string Volume = "public sealed record Volume([property: Key] string Cluster, double Percent, double Limit, decimal Cost, TimeSpan Lag, int Count, "
        + "ComponentStatus Status, DateTimeOffset Expires, ProductVersion Version);";
    private const string Derived = "new Alert(\"high\", l.Cluster, true, \"page\")";

    [Theory]
    [InlineData("Facts<ClusterLoad>().[|RaisedWhen|](l => l.Percent > 85)", Standing)]
    [InlineData("Facts<ClusterLoad>().[|RaisedWhen|](l => l.Percent > 85, lasting: Minutes(10))", Standing)]
    [InlineData("Facts<ClusterLoad>().[|RaisedWhen|](l => l.Percent > 85, lasting: Minutes(10))", Derived)]
    [InlineData("Facts<ClusterLoad>().[|RaisedWhen|](l => 85 < l.Percent && l.Cluster != \"test\")", Once)]
    public void A_threshold_without_a_level_that_clears_it_is_found(string source, string result) =>
        Script.Finds("RBK1052", $"Rule(\"r\", from l in {source} select {result});");

    [Fact]
    public void So_is_one_of_what_is_joined() => Script.Finds(
        "RBK1052",
        $"Rule(\"r\", from s in Facts<Site>() join l in Facts<ClusterLoad>().[|RaisedWhen|](l => l.Percent > 85) on s.Name equals l.Cluster select {Standing});");

    [Theory]
    [InlineData("var high = 85.0;", "l.Percent > high")]
    [InlineData("static readonly double High = 85;", "l.Percent > High")]
    [InlineData("", "l.Percent > l.Limit * 0.9")]
    [InlineData("", "l.Cost >= 100m")]
    [InlineData("", "l.Lag > TimeSpan.FromMinutes(5)")]
    public void A_level_need_not_be_a_constant(string before, string condition) => Script.Finds(
        "RBK1052",
        $"{before}\nRule(\"r\", from l in Facts<Volume>().[|RaisedWhen|](l => {condition}) select {Derived});\n{Volume}");

    [Theory]
    [InlineData("l.Percent > 85", "l.Percent <= 85")]
    [InlineData("l.Percent >= 85", "l.Percent < 85")]
    [InlineData("l.Percent > 85", "!(l.Percent > 85)")]
    [InlineData("l.Percent > 85", "l.Percent < 85")]
    [InlineData("l.Percent < 10", "10 <= l.Percent")]
    [InlineData("l.Count > 5", "l.Count <= 5")]
    [InlineData("l.Percent > l.Limit", "l.Percent <= l.Limit")]
    public void A_level_that_clears_where_it_no_longer_raises_clears_nothing(string raise, string clear) => Script.Finds(
        "RBK1052", $"Rule(\"r\", from l in Facts<Volume>().[|RaisedWhen|](l => {raise}).ClearedWhen(l => {clear}) select {Derived});\n{Volume}");

    [Theory]
    [InlineData("l => l.Percent > 85", "l => l.Percent <= 85, lasting: Minutes(10)")]
    [InlineData("l => l.Count > 5", "l => l.Count < 5")]
    [InlineData("l => l.Percent > 85", "l => l.Percent < 85 - 10")]
    [InlineData("l => l.Percent > 85 || l.Count > 5", "l => l.Percent <= 85 && l.Count < 3")]
    public void A_gap_of_a_value_or_of_a_time_is_fine(string raise, string clear) => Script.IsFine(
        $"Rule(\"r\", from l in Facts<Volume>().RaisedWhen({raise}).ClearedWhen({clear}) select {Derived});\n{Volume}");

    [Theory]
    [InlineData("l.Status >= ComponentStatus.PartialOutage")]
    [InlineData("l.Expires < Date(\"2019-09-19 UTC\")")]
    [InlineData("l.Version < Version(\"11.5\")")]
    [InlineData("l.Count == 0")]
    public void What_does_not_waver_needs_no_second_level(string condition) =>
        Script.IsFine($"Rule(\"r\", from l in Facts<Volume>().RaisedWhen(l => {condition}) select {Derived});\n{Volume}");

    [Theory]
    [InlineData("Facts<ClusterLoad>().RaisedWhen(l => l.Percent > 85).ClearedWhen(l => l.Percent < 60)", Standing)]
    [InlineData("Facts<ClusterLoad>().RaisedWhen(l => l.Percent > 85, lasting: Minutes(10))", Once)]
    [InlineData("Facts<ClusterLoad>().RaisedWhen(l => l.Cluster == \"a\")", Standing)]
    public void A_threshold_with_one_and_what_is_no_threshold_are_fine(string source, string result) =>
        Script.IsFine($"Rule(\"r\", from l in {source} select {result});");

    [Theory]
    [InlineData("l.Percent > 85", "l.Percent < 90")]
    [InlineData("l.Percent > 85", "l.Percent > 90")]
    [InlineData("l.Percent >= 85", "l.Percent <= 85")]
    [InlineData("l.Percent < 10", "l.Percent > 5")]
    [InlineData("l.Percent > 85 && l.Percent < 95", "l.Percent < 88")]
    [InlineData("l.Percent > 85 || l.Percent < 10", "l.Percent < 60")]
    public void A_level_that_clears_where_it_raises_is_found(string raise, string clear) => Script.Finds(
        "RBK1053", $"Rule(\"r\", from l in Facts<ClusterLoad>().RaisedWhen(l => {raise}).ClearedWhen(x => [|{clear.Replace("l.", "x.", StringComparison.Ordinal)}|]) select {Standing});");

    [Theory]
    [InlineData("l.Percent > 85", "l.Percent < 84.9")]
    [InlineData("l.Percent > 85", "l.Percent <= 60")]
    [InlineData("l.Percent < 10", "l.Percent > 20")]
    [InlineData("l.Percent > 85 && l.Percent < 95", "l.Percent < 60 || l.Percent > 99")]
    [InlineData("l.Percent > 85", "l.Cluster == \"test\"")]
    [InlineData("l.Cluster == \"a\"", "l.Percent < 60")]
    public void A_gap_between_the_levels_is_fine(string raise, string clear) => Script.IsFine(
        $"Rule(\"r\", from l in Facts<ClusterLoad>().RaisedWhen(l => {raise}).ClearedWhen(l => {clear}) select {Standing});");

    [Theory]
    [InlineData("from l in Facts<ClusterLoad>() where [|l.Percent > 85|]")]
    [InlineData("from l in Facts<ClusterLoad>() where l.Cluster == \"a\" && [|85 < l.Percent|]")]
    [InlineData("from s in Facts<Site>() join l in Facts<ClusterLoad>() on s.Name equals l.Cluster where [|l.Percent > 85|]")]
    public void An_action_in_force_on_one_level_is_found(string query) => Script.Finds("RBK1054", $"Rule(\"r\", {query} select {Standing});");

    [Theory]
    [InlineData("from l in Facts<ClusterLoad>() where l.Percent > 85", Once)]
    [InlineData("from l in Facts<ClusterLoad>() where Over(l, Minutes(5)).Min(x => x.Percent) > 85", Standing)]
    [InlineData("from l in Facts<ClusterLoad>().RaisedWhen(l => l.Percent > 85).ClearedWhen(l => l.Percent < 60) where l.Percent > 40", Standing)]
    [InlineData("from l in Facts<Hit>() where l.Percent > 85", Standing)]
    [InlineData("from l in Facts<ClusterLoad>() where l.Cluster == \"a\"", Standing)]
    [InlineData("from l in Facts<ClusterLoad>() where Facts<Probe>().Count(p => !p.Up) > 3", Standing)]
    public void What_is_asked_once_or_of_a_window_and_an_event_are_fine(string query, string result) =>
        Script.IsFine($"Rule(\"r\", {query} select {result});\npublic sealed record Hit(string Cluster, double Percent);");
}
