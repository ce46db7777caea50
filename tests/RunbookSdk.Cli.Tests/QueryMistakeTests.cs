namespace RunbookSdk.Cli.Tests;

public sealed class QueryMistakeTests : QueryTest
{
    [Theory]
    [InlineData("from l in Facts<ClusterLoad>() where l.Percnt > 80 select l", "query(1,40): error CS1061: ", "Did you mean 'Percent'?", "                                       ^^^^^^")]
    [InlineData("from d in Facts<Dsik>() select d", "query(1,17): error CS0246: ", "Did you mean 'Disk'?", "                ^^^^")]
    [InlineData("OpenIncident", "query(1,1): error CS0119: ", "Did you mean 'OpenIncidents'?", "^^^^^^^^^^^^")]
    [InlineData("Disk.Where(d => d.Free > 1)", "query(1,6): error CS0411: ", "Did you mean 'Facts<Disk>().Where'?", "     ^^^^^")]
    [InlineData("Components.Where(c => c.Status == ComponentStatus.Suspend)", "query(1,51): error CS0117: ", "Did you mean 'Suspended'?", "                                                  ^^^^^^^")]
    [InlineData("from d in Facts<Disk>()", "query(1,24): error CS0742: ", "must end with a select clause or a group clause", "                       ^")]
    public async Task Mistake_is_told_at_its_column_with_the_name_that_was_meant(string query, string place, string advice, string sign)
    {
        await FillAsync();

        Assert.Equal(2, await QueryAsync(query));

        var lines = Error.Split('\n');
        Assert.StartsWith(place, lines[0], StringComparison.Ordinal);
        Assert.EndsWith(advice, lines[0], StringComparison.Ordinal);
        Assert.DoesNotContain("using directive", lines[0], StringComparison.Ordinal);
        Assert.Equal("  " + query, lines[1]);
        Assert.Equal("  " + sign, lines[2]);
        Assert.Empty(Output);
    }

    [Fact]
    public async Task All_mistakes_of_a_query_of_several_lines_are_told_each_at_its_own()
    {
        await FillAsync();

        Assert.Equal(2, await QueryAsync("from d in Facts<Disk>()\n\twhere d.Fre > 1\nselect d.Hst"));

        Assert.Equal(
            """
            query(2,10): error CS1061: 'Disk' does not contain a definition for 'Fre' and no accessible extension method 'Fre' accepting a first argument of type 'Disk' could be found. Did you mean 'Free'?
              	where d.Fre > 1
              	        ^^^
            query(3,10): error CS1061: 'Disk' does not contain a definition for 'Hst' and no accessible extension method 'Hst' accepting a first argument of type 'Disk' could be found. Did you mean 'Host'?
              select d.Hst
                       ^^^

            """.ReplaceLineEndings("\n"),
            Error);
    }

    [Theory]
    [InlineData("Facts<Disk>().First(d => d.Free > 1000)", "query(1,1): error RBK0046: The query threw InvalidOperationException: Sequence contains no matching element\n")]
    [InlineData("int Deep(int n) => Deep(n + 1) + 1;\nDeep(0)", "query(1,20): error RBK0046: The query threw InsufficientExecutionStackException: Insufficient stack to continue executing the program safely. This can happen from having too many functions on the call stack or function on the stack using too much stack space.\n")]
    [InlineData("foreach (var disk in Facts<Disk>()) _ = 1 / (int)(disk.Free - 4);", "query(1,37): error RBK0046: The query threw DivideByZeroException: Attempted to divide by zero.\n")]
    [InlineData("var all = Facts<Disk>().Where(d => d.Free > 0); if (true) { }\n  from d in all where d.Free > 1 && 1 / (int)(d.Free - 4) > 0 select d.Host", "query(2,23): error RBK0046: The query threw DivideByZeroException: Attempted to divide by zero.\n")]
    [InlineData("Facts<Disk>().Select(d => 1 / (int)(d.Free - 4))", "query(1,27): error RBK0046: The query threw DivideByZeroException: Attempted to divide by zero.\n")]
    public async Task Query_that_throws_is_told_at_its_place_without_a_trace(string query, string expected)
    {
        await FillAsync();

        Assert.Equal(1, await QueryAsync(query));

        Assert.Equal(expected, Error);
    }

    /// <summary>Also when the first write that fails comes in the midst of the command.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(100_000)]
    public async Task Output_that_cannot_be_written_is_told_and_ends_the_command(int rows)
    {
        await FillAsync();
        using var full = new StreamWriter(new StandardStream(new FullDisk(), isTold: true));

        Assert.Equal(2, await RunbookCommand.RunAsync(["query", $"Enumerable.Range(0, {rows})", "--state", State, "--no-cache", "--format", "json"], Console(90) with { Output = full }));

        Assert.Equal("error RBK0067: What the command prints cannot be written: No space left on device.\n", Error);
    }

    private sealed class FullDisk : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("No space left on device");
    }

    [Theory]
    [InlineData("while (true) { }")]
    [InlineData("for (;;) ;")]
    [InlineData("do { } while (true);")]
    [InlineData("again: if (Now > default(DateTimeOffset)) goto again;")]
    [InlineData("IEnumerable<int> Endless() { while (true) if (Environment.TickCount64 < 0) yield return 1; } Endless()")]
    [InlineData("IEnumerable<int> Ones() { while (true) yield return 1; } Ones().Where(x => x > 1).Count()")]
    [InlineData("Enumerable.Repeat(1, int.MaxValue).Sum(x => x % 2)")]
    [InlineData("from a in Enumerable.Repeat(1, int.MaxValue) from b in Enumerable.Repeat(1, 100) where a > b select a")]
    [InlineData("while (true) try { Func<int, bool> isGreat = n => n > 1; isGreat(1); } catch (Exception) { }")]
    public async Task Query_that_never_ends_is_stopped_by_an_interrupt_and_ends(string query)
    {
        await FillAsync();
        var (begun, ended) = ($"RUNBOOK_QUERY_{Guid.NewGuid():N}", $"RUNBOOK_QUERY_{Guid.NewGuid():N}");
        Func<bool>? interrupt = null;
        var console = Console(90) with { OnInterrupt = heard => { interrupt = heard; return new MemoryStream(); } };
        var (declared, last) = query.StartsWith("IEnumerable", StringComparison.Ordinal) ? (query[..(query.LastIndexOf('}') + 1)], query[(query.LastIndexOf('}') + 1)..]) : ("", query);
        if (last.EndsWith(')') || last.StartsWith("from", StringComparison.Ordinal)) last = $"foreach (var item in new object[] {{ {last} }}) if (item is System.Collections.IEnumerable all) foreach (var each in all) ;";

        var run = Task.Run(() => RunbookCommand.RunAsync(
            ["query", $"Environment.SetEnvironmentVariable(\"{begun}\", \"runs\"); {declared} try {{ {last} }} finally {{ Environment.SetEnvironmentVariable(\"{ended}\", \"ends\"); }}", "--state", State, "--no-cache"], console));
        while (Environment.GetEnvironmentVariable(begun) is null && !run.IsCompleted) await Task.Delay(10);
        Assert.True(interrupt!());

        Assert.Equal(2, await run);
        Assert.Equal("error RBK0047: The query was stopped before its end.\n", Error);
        while (Environment.GetEnvironmentVariable(ended) is null) await Task.Delay(10);
    }

    /// <summary>To ask a value for its items runs its query on.</summary>
    [Theory]
    [InlineData("text")]
    [InlineData("json")]
    public async Task Value_whose_items_never_come_is_stopped_by_an_interrupt(string format)
    {
        await FillAsync();
        var begun = $"RUNBOOK_QUERY_{Guid.NewGuid():N}";
        Func<bool>? interrupt = null;
        var console = Console(90) with { OnInterrupt = heard => { interrupt = heard; return new MemoryStream(); } };

        var run = Task.Run(() => RunbookCommand.RunAsync(
            ["query", $"Environment.SetEnvironmentVariable(\"{begun}\", \"runs\"); IEnumerable<int> Endless() {{ while (true) if (Environment.TickCount64 < 0) yield return 1; }} Endless()", "--state", State, "--no-cache", "--format", format], console));
        while (Environment.GetEnvironmentVariable(begun) is null && !run.IsCompleted) await Task.Delay(10);
        Assert.True(interrupt!());

        Assert.Equal(2, await run);
        Assert.Equal("error RBK0047: The query was stopped before its end.\n", Error);
    }

    [Theory]
    [InlineData("RBK0009: Say what to look at", "query", "1")]
    [InlineData("RBK0009: Say what to look at", "query", "1", "--state", "x.db", "--runbooks", "x")]
    [InlineData("RBK0009: --facts are for a replay", "query", "1", "--state", "x.db", "--facts", "x")]
    [InlineData("RBK0068: The query is empty", "query", " ", "--state", "x.db")]
    [InlineData("RBK0068: ':help' is for the prompt", "query", ":help", "--state", "x.db")]
    [InlineData("RBK0007", "query", "1", "--state", "x.db", "--at", "yesterday")]
    [InlineData("RBK0008", "query", "1", "--state", "x.db", "--zone", "Olso")]
    [InlineData("RBK5115", "query", "1", "--state", "/there/is/no.db")]
    [InlineData("RBK0001", "query", "1", "--runbooks", "/there/is/no")]
    [InlineData("error: ", "query", "from", "d", "in", "Facts<Disk>()", "--state", "x.db")]
    public async Task Command_line_that_cannot_be_used_is_refused_with_the_reason(string expected, params string[] arguments)
    {
        Assert.Equal(2, await RunbookCommand.RunAsync(arguments, Console(0)));

        Assert.Contains(expected, Error, StringComparison.Ordinal);
        Assert.Empty(Output);
    }
}
