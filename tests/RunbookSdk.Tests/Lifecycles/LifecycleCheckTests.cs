using RunbookSdk.Diagnostics;
using RunbookSdk.Lifecycles;

namespace RunbookSdk.Tests.Lifecycles;

public sealed class LifecycleCheckTests
{
    [Fact]
    public void No_initial_state() => AssertRefused(
        Job().State("new", s => s.Permit("end", "done")).Final("done"),
        "RBK1201: Lifecycle 'job': no initial state; name it with Initial(...).");

    [Fact]
    public void No_states_at_all() => AssertRefused(Job(), "RBK1201: Lifecycle 'job': no initial state; name it with Initial(...).");

    [Fact]
    public void Two_initial_states() => AssertRefused(
        Job().Initial("new").Initial("done").State("new", s => s.Permit("end", "done")).Final("done"),
        "RBK1202: Lifecycle 'job': a second initial state, done; name one only.");

    [Fact]
    public void A_state_declared_twice() => AssertRefused(
        Job().Initial("new").State("new", s => s.Permit("end", "done")).State("new", s => s.Ignore("again")).Final("done"),
        "RBK1203: Lifecycle 'job': new is declared a second time; put all of it in one place.");

    [Fact]
    public void A_target_that_is_no_state() => AssertRefused(
        Job().Initial("new").State("new", s => s.Permit("end", "done").Permit("stop", "stoped")).Final("done"),
        "RBK1204: Lifecycle 'job': stoped is no state of it; declare it, or take one of: new, done.");

    [Fact]
    public void An_initial_state_that_is_no_state() => AssertRefused(
        Job().Initial("nwe").State("new", s => s.Permit("end", "done")).Final("done"),
        "RBK1204: Lifecycle 'job': nwe is no state of it; declare it, or take one of: new, done.");

    [Fact]
    public void Unreachable_states_even_in_a_cycle_of_their_own() => AssertRefused(
        Job().Initial("new")
            .State("new", s => s.Permit("end", "done"))
            .State("here", s => s.Permit("go", "there"))
            .State("there", s => s.Permit("go", "here"))
            .Final("done"),
        "RBK1205: Lifecycle 'job': no way leads from new to here; permit one, or remove the state.",
        "RBK1205: Lifecycle 'job': no way leads from new to there; permit one, or remove the state.");

    [Fact]
    public void A_state_that_only_leads_to_itself() => AssertRefused(
        Job().Initial("new").State("new", s => s.Permit("go", "stuck")).State("stuck", s => s.Reenter("go").Stay("wait")),
        "RBK1206: Lifecycle 'job': nothing leads out of stuck; permit a way on, or declare it with Final(...).");

    [Fact]
    public void A_guard_after_a_line_without_one() => AssertRefused(
        Job().Initial("new").State("new", s => s.Permit("end", "done").On("end").If("it failed", (int i) => i > 0).GoTo("new")).Final("done"),
        "RBK1207: Lifecycle 'job': the guard 'it failed' of end in new is never asked; put it before the unguarded line.");

    [Fact]
    public void Two_lines_without_a_guard() => AssertRefused(
        Job().Initial("new").State("new", s => s.Permit("end", "done").Ignore("end")).Final("done"),
        "RBK1208: Lifecycle 'job': end in new has a second line without a guard; keep one.");

    [Fact]
    public void A_line_that_is_never_tried_makes_nothing_reachable() => AssertRefused(
        Job().Initial("new").State("new", s => s.Permit("end", "done").Permit("end", "lost")).Final("done").Final("lost"),
        "RBK1205: Lifecycle 'job': no way leads from new to lost; permit one, or remove the state.",
        "RBK1208: Lifecycle 'job': end in new has a second line without a guard; keep one.");

    [Fact]
    public void A_way_out_of_a_final_state() => AssertRefused(
        Job().Initial("new").State("new", s => s.Permit("end", "done")).Final("done", s => s.Permit("again", "new").Stay("note")),
        "RBK1209: Lifecycle 'job': again leaves done, which is final; remove one or the other.");

    [Fact]
    public void Guards_of_one_trigger_that_take_different_contexts() => AssertRefused(
        Job().Initial("new").State("new", s => s
            .On("end").If("it is big", (int i) => i > 9).GoTo("done")
            .On("end").If("it is long", (string s) => s.Length > 9).GoTo("done")).Final("done"),
        "RBK1210: Lifecycle 'job': guards of end take Int32 and String; let them take one type.");

    [Fact]
    public void All_problems_come_at_once_in_the_order_of_their_places_with_file_and_line()
    {
        var exception = Assert.Throws<RunbookException>(() => Job()
            .Initial("new")
            .State("new", s => s
                .Permit("end", "nowhere")
                .Permit("end", "done"))
            .State("lost", s => s.Ignore("end"))
            .Final("done", s => s.Permit("again", "new"))
            .Build());

        Assert.Equal(
            ["RBK1204", "RBK1208", "RBK1205", "RBK1206", "RBK1205", "RBK1209"],
            exception.Diagnostics.Select(d => d.Code));
        Assert.All(exception.Diagnostics, d => Assert.EndsWith("LifecycleCheckTests.cs", d.Location.File, StringComparison.Ordinal));
        var lines = exception.Diagnostics.Select(d => d.Location.Line).ToList();
        Assert.Equal([0, 1, 2, 2, 3, 3], lines.Select(l => l - lines[0]));
    }

    [Fact]
    public void A_builder_builds_once()
    {
        var builder = Job().Initial("new").State("new", s => s.Permit("end", "done")).Final("done");
        builder.Build();

        Assert.Throws<InvalidOperationException>(builder.Build);
        Assert.Throws<InvalidOperationException>(() => builder.Final("other"));
        Assert.Throws<InvalidOperationException>(() => builder.Initial("other"));
    }

    [Fact]
    public void A_state_builder_kept_after_the_build_changes_nothing()
    {
        StateBuilder<string, string>? kept = null;
        var lifecycle = Job().Initial("new").State("new", s => kept = s.Permit("end", "done")).Final("done").Build();
        kept!.Permit("more", "done");

        Assert.Single(lifecycle.Transitions);
    }

    [Fact]
    public void Names_guards_and_advice_must_not_be_blank()
    {
        Assert.Throws<ArgumentException>(() => Lifecycle.Define<string, string>(" "));
        Assert.Throws<ArgumentOutOfRangeException>(() => Lifecycle.Define<string, string>("job", version: 0));
        Assert.Throws<ArgumentException>(() => Job().State("new", s => s.On("end").If(" ", (int _) => true).GoTo("done")));
        Assert.Throws<ArgumentException>(() => Job().State("new", s => s.Refuse("end", " ")));
    }

    private static LifecycleBuilder<string, string> Job() => Lifecycle.Define<string, string>("job");

    private static void AssertRefused(LifecycleBuilder<string, string> builder, params string[] expected)
    {
        var exception = Assert.Throws<RunbookException>(builder.Build);
        Assert.All(exception.Diagnostics, d => Assert.Equal(Severity.Error, d.Severity));
        Assert.Equal(expected, exception.Diagnostics.Select(d => $"{d.Code}: {d.Message}"));
    }
}
