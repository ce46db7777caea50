namespace RunbookSdk.Analyzers.Tests;

public sealed class HysteresisAnalyzerTests
{
    private const string Standing = "Degrade(new Component(l.Cluster, \"web\"), ComponentStatus.PartialOutage, because: \"why\")";
    private const string Once = "Page(\"ops\", because: l.Cluster)";
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
    [InlineData("l.Percent > 85", "l.Percent < 85")]
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
