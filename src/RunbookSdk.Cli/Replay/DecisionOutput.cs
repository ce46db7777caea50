using RunbookSdk.Actions;
using RunbookSdk.Journal;
using Spectre.Console;

namespace RunbookSdk.Cli.Replay;

/// <summary>Prints decisions as they fall.</summary>
internal abstract class DecisionOutput : IDisposable
{
    /// <summary>For who only wants to know how things stand afterwards.</summary>
    public static DecisionOutput None { get; } = new Silent();

    public abstract void Print(Decision decision);

    public virtual void Dispose()
    {
    }

    /// <summary>The output that a command asks for.</summary>
    public static DecisionOutput For(CommandConsole console, bool isJson, Timeline timeline, DecisionWriterOptions? options = null) => (isJson, console.OutputIsTerminal) switch
    {
        (true, _) => new Json(console.Output, options ?? new DecisionWriterOptions { Source = "/runbook/replay" }),
        (false, true) => new Colored(Plain.ConsoleOn(console.Output, isTerminal: true), timeline),
        (false, false) => new Text(console.Output, timeline),
    };

    private sealed class Json(TextWriter output, DecisionWriterOptions options) : DecisionOutput
    {
        private readonly DecisionWriter writer = new(options);

        public override void Print(Decision decision) => writer.Write(decision, output);

        public override void Dispose()
        {
            writer.Dispose();
            base.Dispose();
        }
    }

    private sealed class Silent : DecisionOutput
    {
        public override void Print(Decision decision)
        {
        }
    }

    private sealed class Text(TextWriter output, Timeline timeline) : DecisionOutput
    {
        public override void Print(Decision decision) => output.WriteLine(timeline.Line(decision));
    }

    private sealed class Colored(IAnsiConsole console, Timeline timeline) : DecisionOutput
    {
        // By column: when, rule, action, target, mode and outcome, why.
        private static readonly Style[] Columns =
            [new(Color.Grey), new(Color.Aqua), new(decoration: Decoration.Bold), Style.Plain, Style.Plain, Style.Plain];

        private const int OutcomeColumn = 4;

        public override void Print(Decision decision)
        {
            var texts = timeline.Columns(decision);
            for (var i = 0; i < texts.Count; i++)
            {
                if (i > 0) console.Write("  ");
                console.Write(texts[i], i == OutcomeColumn ? new Style(ColorOf(decision.Outcome)) : Columns[i]);
            }

            console.WriteLine();
        }

        private static Color ColorOf(Outcome outcome) => outcome switch
        {
            Outcome.Decided or Outcome.Renewed => Color.Green,
            Outcome.Proposed => Color.Yellow,
            Outcome.Denied or Outcome.Withdrawn => Color.Red,
            Outcome.Released => Color.Blue,
            Outcome.Verified => Color.Green,
            Outcome.Unverified => Color.Red,
            _ => Color.Grey,
        };
    }
}
