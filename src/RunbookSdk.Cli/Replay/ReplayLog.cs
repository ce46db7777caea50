using System.Globalization;
using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;
using RunbookSdk.Sessions;

namespace RunbookSdk.Cli.Replay;

/// <summary>Prints and counts what a replay does: decisions to standard output, all else to standard error.</summary>
internal sealed class ReplayLog(CommandConsole console, DecisionOutput output, ProgressLine progress, RejectedFacts rejected)
{
    private const int ShownFaults = 10;

    public ReplayTally Tally { get; } = new();

    public ProgressLine Progress => progress;

    public void Reject(string file, RejectedFact fact)
    {
        GiveWay();
        rejected.Add(file, fact);
        Tally.Rejected = rejected.Count;
    }

    /// <summary>Lets a session evaluate, and tells what came of it.</summary>
    public void Evaluate(ISession session, DateTimeOffset instant)
    {
        Tally.Pass(instant);
        try
        {
            Tell(session.Evaluate(instant));
        }
        catch (RunbookException exception)
        {
            Tally.Refusals++;
            GiveWay();
            if (Tally.Refusals > ShownFaults) return;
            foreach (var problem in exception.Diagnostics) console.Error.WriteLine(problem);
        }
    }

    /// <summary>Prints the end of it.</summary>
    public void Close(TimeSpan loaded, TimeSpan took, bool isJson)
    {
        GiveWay();
        rejected.Close();
        var more = Tally.Faults + Tally.Refusals - ShownFaults;
        if (more > 0) console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{more:N0} more faults of rules"));
        ReplaySummary.Print(isJson ? console.Error : console.Output, Tally, loaded, took);
        console.Output.Flush();
        console.Error.Flush();
    }

    /// <summary>Standard error is written at once. What was decided before has to be there too, or it breaks in the middle of a line where both go to one place.</summary>
    private void GiveWay()
    {
        progress.GiveWay();
        console.Output.Flush();
    }

    private void Tell(Evaluation evaluation)
    {
        if (evaluation.Decisions.Count + evaluation.Faults.Count + evaluation.Problems.Count > 0) progress.GiveWay();
        foreach (var decision in evaluation.Decisions) output.Print(decision);
        // Otherwise a line would reach the terminal after the next progress was written, and in the middle of it.
        if (console.OutputIsTerminal && evaluation.Decisions.Count > 0) console.Output.Flush();
        if (evaluation.Faults.Count + evaluation.Problems.Count > 0) GiveWay();
        var shown = Math.Max(0, ShownFaults - Tally.Faults - Tally.Refusals);
        foreach (var fault in evaluation.Faults.Take(shown)) console.Error.WriteLine(FaultLine.Of(fault));
        foreach (var fault in evaluation.Faults.Where(f => f.IsQuarantined))
            console.Error.WriteLine($"{fault.Location}: error RBK5003: Rule '{fault.Rule}' is set aside after too many faults in a row.");
        foreach (var problem in evaluation.Problems) console.Error.WriteLine(problem);
        Tally.Count(evaluation);
    }
}
