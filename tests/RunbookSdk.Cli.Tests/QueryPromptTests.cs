using RadLine;
using RunbookSdk.Cli.Query;
using RunbookSdk.Cli.Query.Prompt;
using RunbookSdk.Querying;
using RunbookSdk.Scripting.Compiling;
using RunbookSdk.Scripting.Querying;
using Spectre.Console;

namespace RunbookSdk.Cli.Tests;

public sealed class QueryPromptTests : QueryTest
{
    [Fact]
    public async Task Each_question_sees_what_the_earlier_ones_declared()
    {
        Assert.Equal(0, await AskAsync(
            "var low = 5;",
            "record Full(string Host);",
            "IEnumerable<Full> Fulls(int below) => from d in Facts<Disk>() where d.Free < below select new Full(d.Host);",
            "low = low * 10;",
            "Fulls(low).Select(f => f.Host)",
            "Fulls(5).Single()"));

        Assert.Equal("web1\nweb2\nHost  web1\n", Output);
        Assert.Empty(Error);
    }

    [Fact]
    public async Task Lines_are_taken_together_until_they_are_a_whole_question()
    {
        Assert.Equal(0, await AskAsync("from d in Facts<Disk>()", "where d.Free < 5", "select d.Host", "1 +", "1"));

        Assert.Equal("web1\n2\n", Output);
    }

    [Fact]
    public async Task Empty_line_ends_a_question_that_is_not_whole()
    {
        Assert.Equal(2, await AskAsync("from d in Facts<Disk>()", "", "1 + 1"));

        Assert.Equal("2\n", Output);
        Assert.Contains("CS0742", Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Question_that_the_input_ends_in_the_middle_of_is_told()
    {
        Assert.Equal(2, await AskAsync("from d in Facts<Disk>()"));

        Assert.Contains("query(1,24): error CS0742", Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mistakes_and_exceptions_leave_what_was_declared_and_the_next_question_is_answered()
    {
        Assert.Equal(2, await AskAsync("var x = 1;", "var x2 = xx;", "var y = 1 / (x - 1);", "x + 1", "Facts<Disk>().First().Fre"));

        var told = Error;
        Assert.Equal("2\n", Output);
        Assert.Contains("query(1,10): error CS0103: The name 'xx' does not exist in the current context. Did you mean 'x'?\n", told, StringComparison.Ordinal);
        Assert.Contains("query(1,9): error RBK0046: The query threw DivideByZeroException", told, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'Free'?", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_instant_is_looked_at_when_it_is_said()
    {
        Assert.Equal(2, await AskAsync("var x = 1;", ":at 2019-09-11 12:05 UTC", "Facts<Disk>().Count()", "InForce.Count()", "x", ":at end", "Facts<Disk>().Count()", ":at 2018-01-01 UTC", ":at noon", "Now"));

        Assert.Equal("0\n0\n2\n2019-09-11 13:00:00 +00:00\n", Output);
        var told = Error;
        Assert.Contains("CS0103: The name 'x' does not exist", told, StringComparison.Ordinal);
        Assert.Contains("error RBK0045: Nothing is known of 2018-01-01", told, StringComparison.Ordinal);
        Assert.Contains(":at: error RBK0007", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Words_of_the_prompt_are_obeyed_and_others_refused()
    {
        Assert.Equal(2, await AskAsync(":format json", "Facts<Disk>().Select(d => d.Host)", ":format text", "new[] { 1 }", "var x = 1;", ":reset", "x", ":facts", ":help", ":frobnicate", ":quit", "2"));

        Assert.StartsWith("\"web1\"\n\"web2\"\n1\nName", Output, StringComparison.Ordinal);
        Assert.Contains("CS0103: The name 'x'", Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Word_that_the_prompt_does_not_know_is_told_with_those_that_it_does()
    {
        Assert.Equal(2, await AskAsync(":frobnicate", ":at"));

        Assert.Equal(
            """
            error RBK0048: ':frobnicate' is nothing that can be said here. There are: :at, :facts, :format, :help, :quit, :reset; :help says more.
            error RBK0048: ':at' is nothing that can be said here. There are: :at, :facts, :format, :help, :quit, :reset; :help says more.

            """.ReplaceLineEndings("\n"),
            Error);
    }

    [Fact]
    public async Task Interrupt_stops_a_question_and_not_the_prompt()
    {
        await FillAsync();
        var name = $"RUNBOOK_PROMPT_{Guid.NewGuid():N}";
        Func<bool>? interrupt = null;
        var console = Console(90, $"var x = 20;\nEnvironment.SetEnvironmentVariable(\"{name}\", \"runs\"); while (Environment.GetEnvironmentVariable(\"{name}\") != null) {{ }}\nx + 1\n")
            with
        { OnInterrupt = heard => { interrupt = heard; return new MemoryStream(); } };

        var run = Task.Run(() => RunbookCommand.RunAsync(["query", "--state", State, "--no-cache"], console));
        while (Environment.GetEnvironmentVariable(name) is null && !run.IsCompleted) await Task.Delay(10);
        Assert.True(interrupt!());

        Assert.Equal(2, await run);
        Environment.SetEnvironmentVariable(name, null); // nobody waits for it, and it ends
        Assert.Equal("21\n", Output);
        Assert.Equal("error RBK0047: The query was stopped before its end.\n", Error);
    }

    [Theory]
    [InlineData("Fac", "FactTypes Facts")]
    [InlineData("from d in Facts<Di", "Disk")]
    [InlineData("from d in Facts<Disk>() where d.", "Free Host Note")]
    [InlineData("from d in Facts<Disk>()\nwhere d.Free < low && d.No", "Note")]
    [InlineData("from d in Facts<Disk>() whe", "where")]
    [InlineData("from d in Facts<Disk>() where d.Free < 5 sel", "select")]
    [InlineData("OpenIncidents.Where(i => i.Status == IncidentStatus.In", "Investigating")]
    [InlineData("lo", "low")]
    [InlineData("Components.Sel", "Select SelectMany")]
    [InlineData("Facts<Disk>().First().Host.Le", "Length")]
    [InlineData("nothing.Such", "")]
    public async Task Tab_offers_what_may_stand_there(string text, string expected)
    {
        await FillAsync();
        using var past = Journals.PastState.OfJournal(State, null, Console(90), usesCache: true);
        using var runner = new QueryRunner(QueryRun.SettingsOf(past, usesCache: false), new Knowledge(past));
        runner.Run(runner.Compile("var low = 5;"));
        using var completions = new Completions(runner.Compiler, ["Disk", "ClusterLoad"], "Facts");
        completions.Follow("var low = 5;");

        var found = await completions.FindAsync(text, CancellationToken.None);

        var words = expected.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(words, found.Words.Take(Math.Max(1, words.Length)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Keys_complete_a_line_and_bring_an_earlier_one_back()
    {
        await FillAsync();
        using var past = Journals.PastState.OfJournal(State, null, Console(90), usesCache: true);
        using var runner = new QueryRunner(QueryRun.SettingsOf(past, usesCache: false), new Knowledge(past));
        using var completions = new Completions(runner.Compiler, ["Disk", "ClusterLoad"], "Facts");
        var keys = new Keys("Facts<Di\t>().Fir\t().\r", "\u0010\r", ":he\t\r", "\u0004");
        using var screen = new StringWriter();
        var terminal = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.Yes, Out = new AnsiConsoleOutput(screen) });
        using var lines = new TerminalLines(() => completions, PromptHistory.Of(Folder), terminal, keys);

        Assert.Equal("Facts<Disk>().First().", await lines.ReadAsync("", CancellationToken.None));
        Assert.Equal("Facts<Disk>().First().", await lines.ReadAsync("", CancellationToken.None));
        Assert.Equal(":help", await lines.ReadAsync("", CancellationToken.None));
        Assert.Null(await lines.ReadAsync("", CancellationToken.None));
        Assert.Equal(3, PromptHistory.Of(Folder).Lines.Count);
    }

    [Theory]
    [InlineData("1 + 1", true)]
    [InlineData("1 +", false)]
    [InlineData("from d in Facts<Disk>()", false)]
    [InlineData("from d in Facts<Disk>() select d", true)]
    [InlineData("if (true) {", false)]
    [InlineData("var x = 1;", true)]
    public void Question_is_whole_when_nothing_has_to_follow(string text, bool expected) => Assert.Equal(expected, QueryCompiler.IsComplete(text));

    private async Task<int> AskAsync(params string[] lines)
    {
        await FillAsync();
        return await RunbookCommand.RunAsync(["query", "--state", State, "--no-cache"], Console(90, string.Join('\n', lines) + "\n"));
    }

    /// <summary>Types lines, one key after the other; the sign 0x10 is the arrow up.</summary>
    private sealed class Keys(params string[] lines) : IInputSource
    {
        private readonly Queue<char> keys = new(string.Concat(lines));
        private bool hasTyped;

        public bool ByPassProcessing => true;

        /// <summary>One key at a time, as a person types.</summary>
        public bool IsKeyAvailable()
        {
            var pauses = hasTyped;
            hasTyped = false;
            return !pauses && keys.Count > 0;
        }

        public ConsoleKeyInfo ReadKey()
        {
            hasTyped = true;
            var sign = keys.Dequeue();
            return sign switch
            {
                '\t' => new(sign, ConsoleKey.Tab, false, false, false),
                '\r' => new(sign, ConsoleKey.Enter, false, false, false),
                '\u0004' => new(sign, ConsoleKey.D, false, false, control: true),
                '\u0010' => new('\0', ConsoleKey.UpArrow, false, false, false),
                _ => new(sign, default, false, false, false),
            };
        }
    }
}
