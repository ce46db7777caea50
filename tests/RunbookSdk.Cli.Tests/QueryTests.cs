using RunbookSdk.Scripting;

namespace RunbookSdk.Cli.Tests;

public sealed class QueryTests : QueryTest
{
    [Fact]
    public async Task Query_over_a_record_of_the_runbook_prints_a_table()
    {
        await FillAsync();

        Assert.Equal(0, await QueryAsync("from d in Facts<Disk>() where d.Free > 1 select d"));

        Assert.Equal("Host  Free  Note\nweb1  4\nweb2  40    spare\n", Output);
        Assert.Empty(Error);
    }

    [Theory]
    [InlineData("OpenIncidents.Select(i => new { i.Id, i.Status })", "Id    Status\nload  Investigating\n")]
    [InlineData("Components.Select(c => new { c.Name, c.Status, c.Since })", "Name      Status     Since\nWebTools  Suspended  2019-09-11 12:10:00 +00:00\n")]
    [InlineData("InForce", "Action                              Rule              Since                       LeaseUntil                  Because\nsuspend component/online1/webtools  suspend-webtools  2019-09-11 12:10:00 +00:00  2019-09-11 14:10:00 +00:00  online1 is high\n")]
    [InlineData("Proposals.Select(p => new { p.Rule, p.Action })", "Rule       Action\nfail-over  fail-over site/dc2\n")]
    [InlineData("Leases.Select(l => l.LeaseUntil)", "2019-09-11 14:10:00 +00:00\n")]
    [InlineData("Matches.Where(m => m.Rule == \"suspend-webtools\")", "Rule              BeganAt                     Facts\nsuspend-webtools  2019-09-11 12:10:00 +00:00  [ClusterLoad(online1), Component(online1/WebTools)]\n")]
    [InlineData("Timers.Select(t => t.What).First(w => w.Contains(\"lease\"))", "the lease of suspend component/online1/webtools ends\n")]
    [InlineData("Decisions.Select(d => $\"{d.Rule} {d.Outcome}\").Last()", "fail-over Proposed\n")]
    [InlineData("Rules.Count()", "4\n")]
    [InlineData("Facts<Disk>().Count()", "0\n")]
    [InlineData("Now", "2019-09-11 12:15:00 +00:00\n")]
    public async Task What_is_asked_first_in_an_outage_is_answered_as_it_stood_at_the_instant(string query, string expected)
    {
        await FillAsync();

        Assert.Equal(0, await QueryAsync(query, "--at", "2019-09-11 12:15 UTC"));

        Assert.Equal(expected, Output);
        Assert.Empty(Error);
    }

    [Theory]
    [InlineData("InForce.Count()", "0\n")]
    [InlineData("Facts<ClusterLoad>().Single().Percent", "70\n")]
    [InlineData("Observed<Disk>().Select(o => new { o.Fact.Host, o.At }).First()", "Host  web1\nAt    2019-09-11 14:20:00 +02:00\n")]
    public async Task Without_an_instant_the_end_is_looked_at_in_the_zone_that_is_asked_for(string query, string expected)
    {
        await FillAsync();

        Assert.Equal(0, await QueryAsync(query, "--zone", "Europe/Oslo"));

        Assert.Equal(expected, Output);
    }

    [Theory]
    [InlineData("1 + 1", "2", "2")]
    [InlineData("\"a\\tb\"", "a\\tb", "\"a\\tb\"")]
    [InlineData("3.5 > 2", "true", "true")]
    [InlineData("null", "null", "null")]
    [InlineData("ComponentStatus.Suspended", "Suspended", "\"suspended\"")]
    [InlineData("Minutes(90)", "01:30:00", "\"01:30:00\"")]
    [InlineData("new int[0]", "", "")]
    [InlineData("Facts<Disk>().Where(d => d.Free < 0)", "", "")]
    [InlineData("new object[] { 1, null, \"x\" }", "1\n-\nx", "1\nnull\n\"x\"")]
    [InlineData("Facts<Disk>().First()", "Host  web1\nFree  4\nNote", """{"host":"web1","free":4,"note":""}""")]
    [InlineData("Facts<Disk>().Select(d => (d.Host, d.Free))", "Item1  Item2\nweb1   4\nweb2   40", """
        {"item1":"web1","item2":4}
        {"item1":"web2","item2":40}
        """)]
    [InlineData("Facts<Disk>().GroupBy(d => d.Free < 5)", "Key    Values\ntrue   [Disk { Host = web1, Free = 4, Note =  }]\nfalse  [Disk { Host = web2, Free = 40, Note = spare }]", """
        {"key":true,"values":[{"host":"web1","free":4,"note":""}]}
        {"key":false,"values":[{"host":"web2","free":40,"note":"spare"}]}
        """)]
    [InlineData("new { A = 1, B = new[] { 1, 2 } }", "A  1\nB  [1, 2]", """{"a":1,"b":[1,2]}""")]
    [InlineData(
        "new { At = Date(\"2019-09-11 12:00 Europe/Oslo\"), Day = new DateOnly(2019, 9, 1), Pair = (1, \"x\"), Inner = new { Since = Date(\"2019-09-11 12:00 Europe/Oslo\") } }",
        "At     2019-09-11 10:00:00 +00:00\nDay    2019-09-01\nPair   (1, x)\nInner  { Since = 2019-09-11 10:00:00 +00:00 }",
        """{"at":"2019-09-11T10:00:00Z","day":"2019-09-01","pair":{"item1":1,"item2":"x"},"inner":{"since":"2019-09-11T10:00:00Z"}}""")]
    [InlineData(
        "record Share(int Part, int All) { public int Percent => 100 * Part / All; }\nnew Share(1, 0)",
        "Part     1\nAll      0\nPercent  throws DivideByZeroException",
        """{"part":1,"all":0,"percent":"throws DivideByZeroException"}""")]
    [InlineData("var x = 1;", "", "")]
    [InlineData("Facts<Disk>().Count();", "2", "2")]
    [InlineData("await System.Threading.Tasks.Task.FromResult(7)", "7", "7")]
    public async Task Every_shape_of_a_value_is_printed(string query, string text, string json)
    {
        await FillAsync();

        Assert.Equal(0, await QueryAsync(query));
        Assert.Equal(text.ReplaceLineEndings("\n") + (text.Length == 0 ? "" : "\n"), Output);
        Assert.Equal(0, await QueryAsync(query, "--format", "json"));
        Assert.Equal(json.ReplaceLineEndings("\n") + (json.Length == 0 ? "" : "\n"), Output);
        Assert.Empty(Error);
    }

    [Fact]
    public async Task Decisions_in_JSON_have_all_that_the_journal_says_but_not_twice()
    {
        await FillAsync();

        Assert.Equal(0, await QueryAsync("Decisions.Where(d => d.Rule == \"fail-over\").Take(1)", "--format", "json"));

        var decision = System.Text.Json.JsonDocument.Parse(Output).RootElement;
        Assert.Equal("proposed", decision.GetProperty("outcome").GetString());
        Assert.Equal("site/dc2", decision.GetProperty("target").GetString());
        Assert.False(decision.TryGetProperty("cloudEvent", out _));
    }

    [Fact]
    public async Task Wide_values_wrap_on_a_terminal_and_stay_whole_in_a_pipe()
    {
        await FillAsync();
        const string Query = "new[] { new { Short = \"s\", Long = string.Join(' ', Enumerable.Repeat(\"word\", 30)) } }";
        var terminal = Console(90) with { OutputIsTerminal = true, Width = 40 };

        Assert.Equal(0, await RunbookCommand.RunAsync(["query", Query, "--state", State, "--no-cache"], terminal));
        var shown = Output;
        Assert.All(shown.Split('\n'), line => Assert.True(line.TrimEnd().Length <= 40, line));
        Assert.Equal(30, System.Text.RegularExpressions.Regex.Count(shown, "word"));
        Assert.Equal(0, await QueryAsync(Query));

        Assert.Equal(2, Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task Terminal_shows_the_first_thousand_rows_of_a_sequence_that_never_ends()
    {
        await FillAsync();
        const string Query = "IEnumerable<int> Endless() { for (var i = 0; ; i++) yield return i; } Endless()";
        var terminal = Console(90) with { OutputIsTerminal = true };

        Assert.Equal(0, await RunbookCommand.RunAsync(["query", Query, "--state", State, "--no-cache"], terminal));

        Assert.Matches("\n999\n[^\n]*the first 1,000 rows; there are more: narrow the query, or write them to a file[^\n]*\n$", Output);
    }

    [Fact]
    public async Task Records_of_several_scripts_meet_in_one_query()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Folder, "books")).FullName;
        foreach (var name in (string[])["Queue", "Backlog", "Spool"])
            File.WriteAllText(Path.Combine(folder, $"{name}.csx"), $"record {name}([Key] string Name, int Depth); Rule(\"page-{name}\".ToLower(), from q in Facts<{name}>() where q.Depth > 9 select Page(\"ops\", because: q.Name));");
        var facts = Path.Combine(Folder, "facts.jsonl");
        File.WriteAllLines(facts, from name in (string[])["Queue", "Backlog", "Spool"] select Fact(name, 1, $$"""{"name":"mail","depth":{{name.Length}}}"""));
        const string Query = "from q in Facts<Queue>() join b in Facts<Backlog>() on q.Name equals b.Name join s in Facts<Spool>() on q.Name equals s.Name select new { q.Name, Sum = q.Depth * 100 + b.Depth * 10 + s.Depth, b }";

        Assert.Equal(0, await RunbookCommand.RunAsync(["query", "--runbooks", folder, "--facts", facts, Query, "--no-cache"], Console(90)));

        Assert.Equal("Name  Sum  b\nmail  575  Backlog { Name = mail, Depth = 7 }\n", Output);
    }

    [Fact]
    public async Task Replay_whose_facts_are_partly_rejected_answers_and_says_so()
    {
        await FillAsync();
        var facts = Path.Combine(Folder, "facts.jsonl");
        File.WriteAllLines(facts, [Disk(1, "web1", 3), Fact("Dsik", 2, "{}")]);

        Assert.Equal(1, await RunbookCommand.RunAsync(["query", "--runbooks", Path.Combine(Folder, "book.csx"), "--facts", facts, "Facts<Disk>().Count()", "--no-cache"], Console(90)));

        Assert.Equal("1\n", Output);
        Assert.Contains("facts.jsonl(2", Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Later_instant_than_the_last_evaluation_is_told_to_be_unknown()
    {
        await FillAsync();

        Assert.Equal(0, await QueryAsync("Now", "--at", "2019-09-12 UTC"));

        Assert.Equal("2019-09-11 13:00:00 +00:00\n", Output);
        Assert.Equal("What is known ends at 2019-09-11 13:00:00 +00:00, with the last evaluation; that is shown.\n", Error);
    }

    [Fact]
    public async Task Same_query_gives_the_same_bytes()
    {
        await FillAsync();
        await QueryAsync("FactTypes", "--format", "json");
        var first = Output;

        await QueryAsync("FactTypes", "--format", "json");

        Assert.Equal(first, Output);
        Assert.StartsWith("""{"name":"ClusterLoad","known":1,"members":"string Cluster*, double Percent","origin":"sdk"}""", first, StringComparison.Ordinal);
        Assert.Contains("""{"name":"Disk","known":2,"members":"string Host*, double Free, string Note","origin":"runbooks"}""", first, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Query_is_taken_from_the_cache_the_second_time_and_answers_the_same()
    {
        var before = Directory.Exists(Cache) ? Directory.GetFiles(Cache).Length : 0;
        await FillAsync();
        var query = $"Facts<Disk>().Count() + {Environment.TickCount64}L";
        await SayAsync(90, "query", query);
        var first = Output;
        var kept = Directory.GetFiles(Cache).Length;

        await SayAsync(90, "query", query);

        Assert.Equal(first, Output);
        Assert.Equal(kept, Directory.GetFiles(Cache).Length);
        Assert.True(kept > before || kept > 250, $"{before} entries, then {kept}");
    }

    private static string Cache => new ScriptLoaderOptions().CacheFolder!;
}
