using RunbookSdk.Cli.Replay;
using RunbookSdk.Diagnostics;
using RunbookSdk.Journal;
using RunbookSdk.Rules;
using RunbookSdk.Sessions;
using RunbookSdk.Sqlite;

namespace RunbookSdk.Cli.Eval;

/// <summary>Prints what a run decides, and remembers how far that was read.</summary>
internal sealed class EvalOutput : IDisposable
{
    /// <summary>Who has the decisions that were printed.</summary>
    public const string Receiver = "standard output";

    private readonly CommandConsole console;
    private readonly bool isText;
    private readonly Timeline timeline;
    private readonly DecisionOutput output;

    public EvalOutput(CommandConsole console, bool isText, TimeZoneInfo zone, RuleSet rules)
    {
        this.console = console;
        this.isText = isText;
        timeline = new Timeline(zone, rules.Rules.Select(r => r.Id));
        output = DecisionOutput.For(console, !isText, timeline, new DecisionWriterOptions());
    }

    public bool HasFaults { get; private set; }

    /// <summary>Prints what earlier runs have decided and could not print.</summary>
    public void HandOver(SqliteJournal journal)
    {
        foreach (var entry in journal.Read(journal.HandedOver(Receiver)))
        {
            foreach (var record in entry.Records.Where(r => r.Kind == JournalRecordKind.Decision))
                console.Output.WriteLine(isText ? timeline.Line(RecordedDecision.Parse(record.Data)) : record.Data);
        }
    }

    /// <summary>Lets the session evaluate, and prints what it decides.</summary>
    /// <returns>False when that was refused.</returns>
    public bool Evaluate(RunbookSession session, DateTimeOffset instant)
    {
        try
        {
            Tell(session.Evaluate(instant));
            return true;
        }
        catch (RunbookException exception)
        {
            HasFaults = true;
            foreach (var problem in exception.Diagnostics) console.Error.WriteLine(problem);
            return false;
        }
    }

    public void Tell(Evaluation evaluation)
    {
        foreach (var decision in evaluation.Decisions) output.Print(decision);
        foreach (var fault in evaluation.Faults)
        {
            HasFaults = true;
            console.Error.WriteLine(FaultLine.Of(fault));
        }

        foreach (var problem in evaluation.Problems)
        {
            HasFaults |= problem.Severity == Severity.Error;
            console.Error.WriteLine(problem);
        }
    }

    /// <summary>What was printed need not be printed again.</summary>
    public void Finish(SqliteJournal journal)
    {
        console.Output.Flush();
        if (journal.Count > journal.HandedOver(Receiver)) journal.HandOver(Receiver, journal.Count);
    }

    public void Dispose() => output.Dispose();
}
