using FsCheck;
using FsCheck.Fluent;
using RunbookSdk.Diagnostics;
using RunbookSdk.Lifecycles;

namespace RunbookSdk.Tests.Lifecycles;

public sealed class LifecycleJsonTests
{
    private static readonly Config Runs = Config.QuickThrowOnFailure.WithMaxTest(200);

    [Fact]
    public void What_is_written_of_one_of_everything_is_read_as_the_same()
    {
        var json = Rollout.Definition.ToJson();

        var read = Lifecycle.Read(json, Rollout.Behaviours());

        Assert.Equal(json, read.ToJson());
        Assert.Equal(Rollout.Definition.Id, read.Id);
        Assert.Equal(Rollout.Definition.ToMermaid(), read.ToMermaid());
    }

    [Fact]
    public void What_is_read_does_what_the_behaviours_say()
    {
        var log = new List<string>();
        var read = Lifecycle.Read(Rollout.Definition.ToJson(), Rollout.Behaviours(log));
        var instance = read.Begin(TimeProvider.System);

        Assert.True(instance.TryFire(RolloutTrigger.Start, new FleetHealth(false, false, false)).IsRefused);
        instance.Fire(RolloutTrigger.Start, new FleetHealth(true, true, true));
        instance.Fire(RolloutTrigger.Pause);

        Assert.Equal(RolloutState.Paused, instance.State);
        Assert.Equal(["tell the team", "open the log", "choose them", "close the log"], log);
        Assert.Null(read.Restore(new() { Lifecycle = "rollout", Version = 1, Hash = "", State = "begun", Since = Door.Noon }).Reason);
    }

    [Fact]
    public void What_is_read_of_a_random_machine_is_written_the_same_and_walks_the_same() =>
        Prop.ForAll(RandomMachine.Valid.ToArbitrary(), Gen.ListOf(Gen.Choose(0, 15), 12).ToArbitrary(), (machine, walk) =>
        {
            var original = machine.Build();
            var behaviours = new LifecycleBehaviours<int, int>().States(original.States).Triggers(Enumerable.Range(0, machine.Triggers));
            for (var guard = 0; guard < RandomMachine.Guards; guard++)
            {
                var bit = 1 << guard;
                behaviours.Guard($"bit {guard}", (int bits) => (bits & bit) != 0);
            }

            var read = Lifecycle.Read(original.ToJson(), behaviours);

            Assert.Equal((original.ToJson(), original.Id), (read.ToJson(), read.Id));
            var (left, right) = (original.Start(Door.Noon).After, read.Start(Door.Noon).After);
            foreach (var step in walk)
            {
                var (first, second) = (original.Fire(left, step / 4, step % 4, Door.Later), read.Fire(right, step / 4, step % 4, Door.Later));
                Assert.Equal((first.Outcome, first.Reason, first.After), (second.Outcome, second.Reason, second.After));
                (left, right) = (first.After, second.After);
            }
        }).Check(Runs);

    [Fact]
    public void Any_text_comes_back() => Prop.ForAll<NonEmptyString>(text =>
    {
        if (string.IsNullOrWhiteSpace(text.Get) || text.Get.Any(char.IsSurrogate)) return;
        var nest = NastyTexts.Nest(text.Get);
        var read = Lifecycle.Read(nest.ToJson(), new LifecycleBehaviours<string, string>().Action(text.Get, _ => { }));
        Assert.Equal((nest.ToJson(), nest.Id), (read.ToJson(), read.Id));
    }).Check(Runs);

    [Fact]
    public void Texts_need_no_type_and_a_byte_order_mark_does_not_matter()
    {
        var read = Lifecycle.Read("\uFEFF" + """{ "name": "job", "initial": "a", "states": [{ "name": "a", "transitions": [{ "on": "go", "goTo": "b" }] }, { "name": "b", "final": true }] }""");

        Assert.Equal(("job", 1, "b"), (read.Name, read.Version, read.Fire(read.Start(Door.Noon).After, "go", Door.Noon).After.State));
    }

    [Fact]
    public void All_that_is_wrong_is_told_at_once_with_its_place() => AssertProblems(
        """
        {
          "name": " ",
          "version": 0,
          "colour": "red",
          "initial": "planed",
          "states": [
            { "name": "planned", "final": "yes", "transitions": [
              { "on": "start", "after": "P1D", "goTo": "done" },
              { "on": "begin", "goTo": "done", "stay": true },
              { "after": "six days", "goTo": "done" },
              { "after": "P1M", "goTo": "done" },
              { "after": "P1D", "when": "x", "do": ["look at the fleet"], "ignore": true },
              { "goTo": "done", "when": "" },
              7
            ] },
            { "within": 1, "entry": "x", "name": "done", "name": "done" }
          ],
          "migrations": [{ "states": [{ "old": "x", "goTo": "done", "refuse": "no" }] }]
        }
        """,
        "f(2,11) RBK1242 'name' says nothing",
        "f(3,14) RBK1242 'version' is 0; write a whole number from 1",
        "f(4,3) RBK1233 A lifecycle has no member 'colour'",
        "f(5,14) RBK1235 There is no state 'planed'; there are: planned,",
        "f(7,35) RBK1231 'final' is true or false; this is the text 'yes'",
        "f(8,7) RBK1238 A transition begins with one of: on, after, automatically; this one has on and after",
        "f(9,7) RBK1239 A transition ends with one of: goTo, goToHistory, stay, ignore, refuse; this one has goTo and stay",
        "f(9,15) RBK1235 There is no trigger 'begin'",
        "f(10,18) RBK1240 'six days' is no length of time; write P6D",
        "f(11,18) RBK1240 'P1M' has months or years",
        "f(12,33) RBK1241 Time has no guard",
        "f(12,45) RBK1241 The action 'look at the fleet' takes what a trigger brings",
        "f(12,77) RBK1241 Time leads somewhere, and 'ignore' does not",
        "f(13,7) RBK1238 A transition begins with one of: on, after, automatically; this one has none",
        "f(13,33) RBK1242 'when' says nothing",
        "f(14,7) RBK1231 A transition is an object; this is 7",
        "f(16,17) RBK1231 'within' is a text; this is 1",
        "f(16,29) RBK1231 'entry' is an array; this is the text 'x'",
        "f(16,50) RBK1234 'name' is there twice",
        "f(18,18) RBK1232 A migration lacks 'from'",
        "f(18,31) RBK1239 An old state goes on or is refused");

    [Fact]
    public void What_nobody_knows_is_told_together_with_what_the_definition_lacks() => AssertProblems(
        """
        { "name": "é", "initial": "planned", "states": [
          { "name": "planned", "exit": ["sing"], "transitions": [{ "on": "start", "when": "luck", "do": ["look at the fleet"], "goTo": "running" }] },
          { "name": "running" }, { "name": "done", "final": true } ] }
        """,
        "f(2,33) RBK1237 Nobody knows the action 'sing'; say what it does with Action(...), or take one of: 'choose them', 'close the log',",
        "f(2,83) RBK1236 Nobody knows the guard 'luck'; say what it does with Guard(...), or take one of: 'a window is open', 'checks are green',",
        "f(3,3) RBK1206 Lifecycle 'é': nothing leads out of running",
        "f(3,26) RBK1205 Lifecycle 'é': no way leads from planned to done");

    [Theory]
    [InlineData("", "f(1,1) RBK1230 The text ends in the middle")]
    [InlineData("{ \"name\": ", "f(1,11) RBK1230 The text ends in the middle")]
    [InlineData("{\n \"é\": nope }", "f(2,7) RBK1230 This is not JSON from here on: nope }")]
    [InlineData("{} x", "f(1,4) RBK1230 This is not JSON from here on: x")]
    [InlineData("[\"\\ud800\"]", "f(1,2) RBK1230 This is not JSON from here on")]
    [InlineData("[]", "f(1,1) RBK1231 A lifecycle is an object; this is an array")]
    [InlineData("null", "f(1,1) RBK1231 A lifecycle is an object; this is null")]
    public void Text_that_is_no_lifecycle_is_told(string json, string problem) => AssertProblems(json, problem);

    [Fact]
    public void States_that_nobody_lists_are_a_mistake_of_the_program() => Assert.Contains(
        "States(...)",
        Assert.Throws<ArgumentException>(() => Lifecycle.Read<int, string>("{}")).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Two_behaviours_with_the_same_words_are_a_mistake_of_the_program()
    {
        Assert.Throws<ArgumentException>(() => Rollout.Behaviours().Guard("checks are green", (int _) => true));
        Assert.Throws<ArgumentException>(() => Rollout.Behaviours().Action("choose them", _ => { }));
    }

    private static void AssertProblems(string json, params string[] problems)
    {
        var found = Assert.Throws<RunbookException>(() => Lifecycle.Read(json, Rollout.Behaviours().Action("look at the fleet", (FleetHealth _, Turn<RolloutState, RolloutTrigger> _) => { }), "f"))
            .Diagnostics.Select(d => $"{d.Location} {d.Code} {d.Message}").ToList();
        Assert.True(
            found.Count == problems.Length && found.Zip(problems).All(p => p.First.StartsWith(p.Second, StringComparison.Ordinal)),
            string.Join('\n', found));
    }
}
