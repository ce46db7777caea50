using RunbookSdk.Diagnostics;
using RunbookSdk.Instances;
using RunbookSdk.Lifecycles;
using RunbookSdk.Rules;
using RunbookSdk.Tests.Sessions;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Tests.Instances;

public sealed class LifecycleUseTests
{
    [Fact]
    public void Trigger_that_no_state_permits_is_found_where_the_rule_stands()
    {
        var problem = Assert.Single(Problems((book, job) =>
            book.Rule("go", from n in Facts<Node>() select Runbook.Fire(job, n.Name, "copy", "x"))));

        Assert.Equal(("RBK1036", "no state of lifecycle 'job' permits the trigger 'copy'; did you mean 'cop'?"), (problem.Code, problem.Message));
        Assert.EndsWith("LifecycleUseTests.cs", problem.Location.File);
        Assert.True(problem.Location.Line > 0);
    }

    [Theory]
    [InlineData("drop")] // every state that knows it refuses it
    [InlineData("wait")] // every state that knows it ignores it
    [InlineData("unheard-of")]
    public void Trigger_that_is_only_refused_or_ignored_is_permitted_by_no_state(string trigger) =>
        Assert.Equal("RBK1036", Assert.Single(Problems((book, job) =>
            book.Rule("go", from n in Facts<Node>() select Runbook.Fire(job, n.Name, trigger, "x")))).Code);

    [Fact]
    public void Trigger_is_found_wherever_the_action_is_made()
    {
        Assert.Equal(["RBK1036", "RBK1036", "RBK1036"], Problems((book, job) =>
        {
            book.Rule("constant", from n in Facts<Node>() select Runbook.Fire(job, "one", "typo", "x"));
            book.Rule("made", from n in Facts<Node>() select new FireTrigger("job", n.Name, "typo", "x"));
            book.Rule("either",
                from n in Facts<Node>()
                select n.Asked == "" ? Runbook.Fire(job, n.Name, "next", "x") : Runbook.Fire(job, n.Name, "typo", "x"));
        }).Select(p => p.Code));
    }

    [Fact]
    public void Trigger_that_the_state_which_the_rule_asks_for_refuses_is_found()
    {
        var problem = Assert.Single(Problems((book, job) => book.Rule("go",
            from i in Runbook.InstancesOf(job)
            where i.State == "waiting"
            select Runbook.Fire(job, i.Id, "cop", "x"))));

        Assert.Equal(
            ("RBK1037", "the rule fires 'cop' of lifecycle 'job' in waiting, where it is refused: a job in waiting does not take cop; it takes next"),
            (problem.Code, problem.Message));
    }

    [Fact]
    public void State_that_the_lifecycle_does_not_have_is_found_in_conditions_and_questions()
    {
        Assert.Equal(
        [
            "lifecycle 'job' has no state 'waitin'; did you mean 'waiting'?",
            "lifecycle 'job' has no state 'runing'; did you mean 'running'?",
            "lifecycle 'job' has no state 'elsewhere'",
            "a job never stands in 'running' itself, but in a state within it; ask IsIn(\"running\")",
            "lifecycle 'job' has no state 'nowhere'",
        ], Problems((book, job) =>
        {
            book.Rule("compared", from i in Runbook.InstancesOf(job) where i.State == "waitin" select Runbook.Page("x", "x"));
            book.Rule("inside", from i in Runbook.InstancesOf(job) where i.IsIn("runing") select Runbook.Page("x", "x"));
            book.Rule("asked",
                from n in Facts<Node>()
                where !Facts<LifecycleStatus>().Any(i => i.Lifecycle == "job" && i.Id == n.Name && i.State != "elsewhere")
                select Runbook.Page("x", "x"));
            book.Rule("outer", from i in Runbook.InstancesOf(job) where i.State == "running" select Runbook.Page("x", "x"));
            book.Rule("joined",
                from n in Facts<Node>()
                join i in Runbook.InstancesOf(job).RaisedWhen(i => i.State != "first", lasting: Minutes(5)) on n.Name equals i.Id
                where "nowhere" == i.State
                select Runbook.Page("x", "x"));
        }).Select(p => p.Message));
    }

    [Fact]
    public void What_is_right_and_what_is_of_another_lifecycle_is_no_problem() => Assert.Empty(Problems((book, job) =>
    {
        book.DefineLifecycle("other", l => l.Initial("a").State("a", s => s.On("typo").GoTo("b")).Final("b"));
        book.Rule("other", from i in Facts<LifecycleStatus>() where i.Lifecycle == "other" && i.State == "a" select new FireTrigger("other", i.Id, "typo", "x"));
        book.Rule("right", from i in Runbook.InstancesOf(job) where i.State == "first" select Runbook.Fire(job, i.Id, "cop", "x"));
        book.Rule("outer", from i in Runbook.InstancesOf(job) where i.State == "second" select Runbook.Fire(job, i.Id, "stop", "x"));
        book.Rule("any", from i in Facts<LifecycleStatus>() where i.State == "whatever" select Runbook.Page("x", "x"));
        book.Rule("unknown", from n in Facts<Node>() select Runbook.Fire(job, n.Name, n.Asked, "x"));
    }));

    [Fact]
    public void Everything_that_is_wrong_with_lifecycles_and_rules_is_told_at_once()
    {
        RuleSet.TryCreate([new Book(book =>
        {
            book.DefineLifecycle("Bad Name", l => l.Initial("a/b").State("a/b", s => s
                .OnEntry("write a file", _ => { })
                .On("go").If<string>("it is good", _ => true).Do("tell", _ => { }).GoTo("end")
                .When("it is named", i => i.Id != "").GoTo("end"))
                .Final("end"));
            book.DefineLifecycle("twice", l => l.Initial("a").State("a", s => s.On("go").GoTo("nowhere")).State("island", s => s.On("x").GoTo("a")));
            book.DefineLifecycle("twice", l => l.Initial("a").Final("a"));
            book.Rule("Bad", from n in Facts<Node>() select Runbook.Page("x", "x"));
        })], out var problems);

        Assert.Equal(
            ["RBK1001", "RBK1031", "RBK1032", "RBK1033", "RBK1033", "RBK1034", "RBK1204", "RBK1205", "RBK1030"],
            problems.Select(p => p.Code));
        Assert.All(problems, p => Assert.EndsWith("LifecycleUseTests.cs", p.Location.File));
    }

    [Fact]
    public void Condition_of_a_lifecycle_is_read_like_one_of_a_rule_and_its_mistakes_are_told_at_its_line()
    {
        RuleSet.TryCreate([new Book(book => book.DefineLifecycle("job", l => l.Initial("a")
            .State("a", s => s.When("in time", i => i.Since.AddDays(1).Hour == Now.Hour).GoTo("b"))
            .Final("b")))], out var problems);

        var problem = Assert.Single(problems);
        Assert.Equal("RBK1007", problem.Code);
        Assert.EndsWith("LifecycleUseTests.cs", problem.Location.File);
    }

    private static IReadOnlyList<Diagnostic> Problems(Action<Book, RunbookLifecycle> rules)
    {
        RuleSet.TryCreate([new Book(book => rules(book, book.DefineLifecycle("job", Job)))], out var problems);
        return problems;
    }

    private static void Job(LifecycleBuilder<string, string> job) => job
        .Initial("waiting")
        .State("waiting", s => s.On("next").GoTo("running").Refuse("drop", "let it run first").Ignore("wait"))
        .State("running", s => s.Initial("first").On("stop").GoTo("done").Refuse("drop", "stop it"))
        .State("first", s => s.Within("running").On("cop").GoTo("second"))
        .State("second", s => s.Within("running").On("cop").GoTo("first"))
        .Final("done");
}
