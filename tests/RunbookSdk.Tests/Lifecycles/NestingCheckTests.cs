using RunbookSdk.Diagnostics;
using RunbookSdk.Lifecycles;

namespace RunbookSdk.Tests.Lifecycles;

/// <summary>What is wrong with states in states, with time, completions and migrations is found when the definition is built.</summary>
public sealed class NestingCheckTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public void States_within_each_other() => AssertRefused(
        Job().State("new", s => s.Permit("go", "in")).State("in", s => s.Within("out").Permit("end", "done")).State("out", s => s.Within("in")),
        "RBK1211: Lifecycle 'job': in is within itself, by way of out; take one Within(...) away.",
        "RBK1211: Lifecycle 'job': out is within itself, by way of in; take one Within(...) away.");

    [Fact]
    public void A_state_within_two_others() => AssertRefused(
        Job().State("new", s => s.Initial("in").Permit("end", "done").Permit("go", "left"))
            .State("left", s => s.Permit("end", "done"))
            .State("in", s => s.Within("new").Within("left")),
        "RBK1212: Lifecycle 'job': in is within both new and left; keep one.");

    [Fact]
    public void No_sub_state_to_enter_first() => AssertRefused(
        Job().State("new", s => s.Permit("end", "done")).State("in", s => s.Within("new")),
        "RBK1213: Lifecycle 'job': new has sub-states and none to enter first; name one of them with Initial(...): in.");

    [Fact]
    public void A_foreign_state_to_enter_first() => AssertRefused(
        Job().State("new", s => s.Initial("done").Permit("end", "done")).State("in", s => s.Within("new")),
        "RBK1214: Lifecycle 'job': done is not directly within new; begin with one of: in.");

    [Fact]
    public void A_state_to_enter_first_in_a_state_without_any() => AssertRefused(
        Job().State("new", s => s.Initial("done").Permit("end", "done")),
        "RBK1214: Lifecycle 'job': new has no sub-states, so done cannot be the first of them; say Within(new) where it is declared.");

    [Fact]
    public void A_final_state_with_sub_states() => AssertRefused(
        Job().State("new", s => s.Permit("end", "over")).Final("over", s => s.Initial("in")).State("in", s => s.Within("over").Permit("end", "done")),
        "RBK1215: Lifecycle 'job': over is final and has sub-states; declare it with State(...), or take these out: in.");

    [Fact]
    public void A_migration_from_this_version_or_from_none() => AssertRefused(
        Ends(Job().MigrateFrom(2).MigrateFrom(0)),
        "RBK1216: Lifecycle 'job': a migration from version 2 to version 2; it must be an older one, from 1.",
        "RBK1216: Lifecycle 'job': a migration from version 0 to version 2; it must be an older one, from 1.");

    [Fact]
    public void Migrations_that_say_two_things() => AssertRefused(
        Ends(Job().MigrateFrom(1, m => m.Move("old", "new").Refuse("old", "it is old")).MigrateFrom(1)),
        "RBK1217: Lifecycle 'job': the migration from version 1 says two things of old; keep one.",
        "RBK1217: Lifecycle 'job': a second migration from version 1; put all of it in one place.");

    [Fact]
    public void A_migration_to_a_state_that_is_none() => AssertRefused(
        Ends(Job().MigrateFrom(1, m => m.Move("old", "gone"))),
        "RBK1204: Lifecycle 'job': gone is no state of it; declare it, or take one of: done, new.");

    [Fact]
    public void A_line_that_does_not_say_what_happens() => AssertRefused(
        Job().State("new", s =>
        {
            s.On("stop");
            s.Permit("end", "done");
        }),
        "RBK1218: Lifecycle 'job': a line of new does not say what happens; end it with GoTo, GoToHistory, Reenter, Stay, Ignore or Refuse.");

    [Fact]
    public void The_history_of_a_state_without_sub_states() => AssertRefused(
        Job().State("new", s => s.On("end").GoToHistory("done")),
        "RBK1219: Lifecycle 'job': done has no sub-states to go back to; use GoTo.");

    [Fact]
    public void A_line_without_a_guard_where_guards_exclude_each_other() => AssertRefused(
        Job().ExclusiveGuards().State("new", s => s.On("end").If("it is late", (int hour) => hour > 12).GoTo("done").On("end").Reenter()),
        "RBK1220: Lifecycle 'job': end in new has a line without a guard, which overlaps with 'it is late'; give it a guard, or take ExclusiveGuards() away.");

    [Fact]
    public void No_time_at_all() => AssertRefused(
        Job().State("new", s => s.After(TimeSpan.Zero).GoTo("done")),
        "RBK1221: Lifecycle 'job': new is left after 00:00:00; name a time that is longer than nothing, or use Automatically().");

    [Fact]
    public void A_time_that_a_shorter_one_ends() => AssertRefused(
        Job().State("new", s => s.After(2 * Hour).GoTo("done").After(Hour).GoTo("done")),
        "RBK1222: Lifecycle 'job': new is never stood in for 02:00:00: after 01:00:00 it is left; keep one of the two.");

    [Fact]
    public void A_completion_that_leads_nowhere() => AssertRefused(
        Job().State("new", s => s.Permit("end", "done").Automatically().If("it is late", (int hour) => hour > 12).Stay()),
        "RBK1223: Lifecycle 'job': a completion of new leads nowhere, and would be taken without end; let it go to another state.");

    [Fact]
    public void A_completion_that_leaves_sub_states_at_once() => AssertRefused(
        Job().State("new", s => s.Initial("in").Automatically().GoTo("done")).State("in", s => s.Within("new")),
        "RBK1223: Lifecycle 'job': new has sub-states and is left as soon as it is entered; give the completion a guard, or declare a sub-state with Final(...).");

    [Fact]
    public void A_line_beside_a_completion_that_is_always_taken() => AssertRefused(
        Job().State("new", s => s.Ignore("wait").Automatically().GoTo("done")),
        "RBK1224: Lifecycle 'job': wait in new never comes: the state is left as soon as it is entered; remove one of the two lines.");

    [Fact]
    public void Completions_that_go_round() => AssertRefused(
        Job().State("new", s => s.Permit("end", "done").Permit("go", "here"))
            .State("here", s => s.Automatically().GoTo("there")).State("there", s => s.Automatically().GoTo("here")),
        "RBK1225: Lifecycle 'job': completions go round without end: here, there; give one of them a guard.");

    private static LifecycleBuilder<string, string> Job() =>
        Lifecycle.Define<string, string>("job", version: 2).Initial("new").Final("done");

    private static LifecycleBuilder<string, string> Ends(LifecycleBuilder<string, string> job) => job.State("new", s => s.Permit("end", "done"));

    private static void AssertRefused(LifecycleBuilder<string, string> builder, params string[] expected) =>
        Assert.Equal(expected, Assert.Throws<RunbookException>(builder.Build).Diagnostics.Select(d => $"{d.Code}: {d.Message}"));
}
