using RunbookSdk.Lifecycles;

namespace RunbookSdk.Tests.Lifecycles;

public sealed class MermaidTests
{
    [Fact]
    public void Draws_what_is_permitted_with_triggers_and_guards() => Assert.Equal(
        """
        stateDiagram-v2
            [*] --> open
            open --> closed : pull
            open --> open : push
            open --> open : paint
            closed --> open : push
            closed --> bricked : turn_key [the owner turns it]
            closed --> locked_up : turn_key [the key fits]
            locked_up --> closed : turn_key [the key fits]
            locked_up --> locked_up : turn_key
            bricked --> [*]

        """,
        Door.Definition.ToMermaid());

    [Fact]
    public void Numbers_states_whose_names_Mermaid_cannot_read() => Assert.Equal(
        """
        stateDiagram-v2
            state "to do" as state_1
            state "end" as state_2
            [*] --> state_1
            state_1 --> state_2 : finish#58; now#59; [load #60; 60%]
            state_2 --> [*]

        """,
        Lifecycle.Define<string, string>("job")
            .Initial("to do")
            .State("to do", s => s.On("finish: now;").If("load < 60%", (int load) => load < 60).GoTo("end"))
            .Final("end")
            .Build()
            .ToMermaid());

    [Fact]
    public void Numbers_states_that_are_spelled_alike() => Assert.StartsWith(
        "stateDiagram-v2\n    state \"1\" as state_1\n    state \"2\" as state_2\n    [*] --> state_1\n",
        Lifecycle.Define<int, string>("count").Initial(1).State(1, s => s.Permit("next", 2)).Final(2).Build().ToMermaid(),
        StringComparison.Ordinal);
}
