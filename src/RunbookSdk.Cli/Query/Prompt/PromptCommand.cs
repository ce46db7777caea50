namespace RunbookSdk.Cli.Query.Prompt;

/// <summary>What can be said at the prompt besides queries.</summary>
internal static class PromptCommand
{
    public const string At = ":at";
    public const string Facts = ":facts";
    public const string Format = ":format";
    public const string Help = ":help";
    public const string Quit = ":quit";
    public const string Reset = ":reset";

    public const string Text =
        """
        Write C#: an expression is shown, a statement is remembered ('var high = 80;'). Lines are taken together until they are whole; an empty line
        ends them in any case. Tab completes, the arrow keys bring earlier lines back, Ctrl-C stops a query, Ctrl-D ends.

          Facts<ClusterLoad>()     the facts of a type; Observed<ClusterLoad>() with the times of their observation
          Incidents, OpenIncidents, Components, Subjects           how things stand
          Decisions, Matches, Proposals, Held, Holds, InForce      what was decided, what matches, what waits, what is stopped, what is in force
          Leases, Timers, Now, Rules, FactTypes, Status            what ends by itself, what is due, and when this is

          :at T      look at another instant, such as :at 2019-09-11 09:41 Europe/Oslo; :at end for the end
          :facts     the fact records with their members, and how many facts there are
          :format    text or json
          :reset     forget what was declared
          :quit      end
        """;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [At, Facts, Format, Help, Quit, Reset];
}
