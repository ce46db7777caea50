using RunbookSdk.Cli.Journals;
using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;
using RunbookSdk.Journal;
using RunbookSdk.Querying;
using RunbookSdk.Scripting.Compiling;
using RunbookSdk.Scripting.Querying;

namespace RunbookSdk.Cli.Query.Prompt;

/// <summary>Makes a session again as it stood at an instant; null when that cannot be, which has been told.</summary>
internal delegate PastState? OpenPast(DateTimeOffset? at, CancellationToken cancellation);

/// <summary>Questions and answers, until the questions end. Each question sees what the earlier ones declared.</summary>
internal sealed class QueryPrompt(CommandConsole console, QueryRequest request, QueryPlan plan, OpenPast open) : IDisposable
{
    private readonly ValueText text = new(plan.Zone);
    private readonly QueryOutput output = new(console, new(plan.Zone));
    private readonly Interrupts interrupts = new();
    private readonly bool isForPeople = console.InputIsTerminal && console.OutputIsTerminal;
    private bool isJson = request.IsJson;
    private Ground? ground;
    private int worst = ExitCode.Fine;

    /// <summary>Reads and answers.</summary>
    /// <returns>Fine at a terminal; of a pipe, how bad the worst answer was.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        using var heard = console.OnInterrupt(interrupts.Interrupt);
        if (!TryStand(plan.At, interrupts.Begin())) return ExitCode.CouldNotRun;
        using var lines = Lines();
        if (isForPeople) await console.Output.WriteLineAsync($"At {text.Of(ground!.Past.Session.Now)}. :help says what can be asked, :quit ends.").ConfigureAwait(false);
        while (await ReadAsync(lines, cancellation).ConfigureAwait(false) is { } question)
        {
            if (question.Trim() is PromptCommand.Quit or ":q" or ":exit") break;
            if (question.Trim().Length > 0) Guard(() => Take(question, interrupts.Begin()));
        }

        return isForPeople ? ExitCode.Fine : worst;
    }

    public void Dispose()
    {
        ground?.Dispose();
        interrupts.Dispose();
    }

    private IPromptLines Lines() => (IPromptLines?)TerminalLines.Of(console, () => ground!.Completions) ?? new PipedLines(console.Input);

    /// <summary>Reads lines until they are a whole question; an empty one ends it in any case, and Ctrl-C drops it.</summary>
    private async Task<string?> ReadAsync(IPromptLines lines, CancellationToken cancellation)
    {
        var question = "";
        while (true)
        {
            await console.Output.FlushAsync(cancellation).ConfigureAwait(false);
            try
            {
                var line = await lines.ReadAsync(question, interrupts.Begin()).ConfigureAwait(false);
                if (line is null) return question.Length > 0 ? question : null;
                if (question.Length == 0 && line.TrimStart().StartsWith(':')) return line;
                question = question.Length == 0 ? line : $"{question}\n{line}";
                if (line.Trim().Length == 0 || QueryCompiler.IsComplete(question)) return question;
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                question = "";
            }
        }
    }

    private void Take(string question, CancellationToken stop)
    {
        if (question.TrimStart().StartsWith(':')) Obey(question.Trim(), stop);
        else Answer(question, stop);
    }

    private void Obey(string said, CancellationToken stop)
    {
        var (word, rest) = said.IndexOf(' ', StringComparison.Ordinal) is var space and > 0 ? (said[..space], said[(space + 1)..].Trim()) : (said, "");
        switch (word)
        {
            case PromptCommand.Help: console.Output.WriteLine(PromptCommand.Text); break;
            case PromptCommand.Facts: output.Write(ground!.Words.FactTypes, isJson: false, stop); break;
            case PromptCommand.Format when rest is "json" or "text": isJson = rest == "json"; break;
            case PromptCommand.Reset: Renew(); break;
            case PromptCommand.At when rest.Length > 0: MoveTo(rest, stop); break;
            default:
                throw CommandCodes.Refuse(
                    CommandCodes.NotACommand, $"'{said}' is nothing that can be said here. There are: {string.Join(", ", PromptCommand.All)}; :help says more.");
        }
    }

    private void MoveTo(string instant, CancellationToken stop)
    {
        var problems = new List<Diagnostic>();
        var at = instant == "end" ? null : OptionText.Read<DateTimeOffset?>(PromptCommand.At, CommandCodes.NotAnInstant, instant, t => Instant.Parse(t), problems, null);
        if (problems.Count > 0) throw new RunbookException(problems);
        if (!TryStand(at, stop)) return;
        QueryRun.TellEnd(console, ground!.Past, at, text);
        if (isForPeople) console.Output.WriteLine($"At {text.Of(ground.Past.Session.Now)}. What was declared is forgotten.");
    }

    private bool TryStand(DateTimeOffset? at, CancellationToken stop)
    {
        if (open(at, stop) is not { } past) return false;
        ground?.Dispose();
        ground = new(past, request.UsesCache);
        return true;
    }

    private void Renew()
    {
        var past = ground!.Past;
        ground.Forget();
        ground = new(past, request.UsesCache);
    }

    private void Answer(string question, CancellationToken stop)
    {
        var compiled = ground!.Runner.Compile(question);
        ProblemText.Write(console.Error, question, compiled.Problems);
        if (compiled.Image is null)
        {
            worst = ExitCode.CouldNotRun;
            return;
        }

        ground.Completions.Follow(question);
        try
        {
            var value = Stoppable.Run(() => ground.Runner.Run(compiled), stop);
            if (value is not null || QueryCompiler.HasValue(question)) output.Write(value, isJson, stop);
        }
#pragma warning disable CA1031 // A query may throw anything, and the prompt goes on.
        catch (Exception exception) when (exception is not (OperationCanceledException or RunbookException))
#pragma warning restore CA1031
        {
            worst = Math.Max(worst, ExitCode.Findings);
            console.Output.Flush();
            console.Error.WriteLine(ProblemText.Threw(exception));
        }
    }

    /// <summary>Nothing that goes wrong with one question ends the prompt.</summary>
    private void Guard(Action act)
    {
        try
        {
            act();
        }
        catch (OperationCanceledException)
        {
            Tell(QueryRun.Stopped);
        }
        catch (RunbookException exception)
        {
            foreach (var problem in exception.Diagnostics) Tell(problem);
        }
        catch (JournalException exception)
        {
            Tell(exception.Diagnostic);
        }
    }

    private void Tell(Diagnostic problem)
    {
        worst = ExitCode.CouldNotRun;
        console.Output.Flush();
        console.Error.WriteLine(problem);
    }

    /// <summary>What questions are asked of: a state, and what earlier questions declared.</summary>
    private sealed class Ground : IDisposable
    {
        public Ground(PastState past, bool usesCache)
        {
            Past = past;
            Words = new Knowledge(past);
            Runner = new(QueryRun.SettingsOf(past, usesCache), Words);
            Completions = new(Runner.Compiler, [.. Words.FactTypes.Select(t => t.Name)], nameof(Knowledge.Facts), nameof(Knowledge.Observed));
        }

        public PastState Past { get; }

        public Knowledge Words { get; }

        public QueryRunner Runner { get; }

        public Completions Completions { get; }

        /// <summary>Lets go of what was declared, and keeps the state.</summary>
        public void Forget()
        {
            Completions.Dispose();
            Runner.Dispose();
        }

        public void Dispose()
        {
            Forget();
            Past.Dispose();
        }
    }
}
