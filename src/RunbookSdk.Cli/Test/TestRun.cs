using System.Globalization;
using System.Text.RegularExpressions;
using RunbookSdk.Diagnostics;
using RunbookSdk.Testing.Scenarios;
using RunbookSdk.Testing.Scenarios.Reading;

namespace RunbookSdk.Cli.Test;

/// <summary>One run of <c>runbook test</c>.</summary>
internal sealed class TestRun(TestRequest request, CommandConsole console) : IDisposable
{
    private static readonly TimeSpan LongestMatch = TimeSpan.FromSeconds(1);
    private readonly Dictionary<string, (LoadedRunbooks Loaded, FactReaders? Readers)> runbooks = new(StringComparer.Ordinal);
    private readonly List<Diagnostic> problems = [];
    private readonly RuleCoverage coverage = new();
    private int passed;
    private int failed;
    private int leftOut;

    /// <returns>See <see cref="ExitCode"/>.</returns>
    public int Run()
    {
        try
        {
            return RunAll(TestOutput.For(request.Format, console.Output, console.Time));
        }
        finally
        {
            Dispose();
        }
    }

    public void Dispose()
    {
        foreach (var (loaded, _) in runbooks.Values) loaded.Dispose();
        runbooks.Clear();
    }

    private int RunAll(TestOutput output)
    {
        var began = console.Time.GetTimestamp();
        var filter = FilterOf(request.Filter);
        var files = ScenarioFinder.FindAll(request.Paths, problems).Select(ScenarioFile.Open).ToList();
        output.Begin();
        if (problems.Count == 0)
        {
            foreach (var file in files) Run(file, filter, output);
            CountUntested(files);
        }

        if (problems.Count == 0 && passed + failed == 0 && request.Filter is not null)
            problems.Add(CommandCodes.Refuse(CommandCodes.NothingMatches, $"No scenario has '{request.Filter}' in its name; {Counted(leftOut, "scenario")} left out.").Diagnostics[0]);
        var isBelow = IsBelowThreshold();
        output.End(new(passed, failed, coverage, request.ShowsCoverage || isBelow, [.. problems.Distinct()]));
        console.Output.Flush(); // else what follows stands in the middle of it where both go to one place, as the logs of CI do
        foreach (var problem in problems.Distinct()) console.Error.WriteLine(problem);
        if (isBelow) console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"the coverage is below {request.Threshold:0.##}%"));
        console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Counted(passed + failed, "scenario")} in {console.Time.GetElapsedTime(began).TotalSeconds:0.00} s"));
        if (problems.Count > 0) return ExitCode.CouldNotRun;
        return failed > 0 || isBelow ? ExitCode.Findings : ExitCode.Fine;
    }

    private void Run(ScenarioFile file, Regex? filter, TestOutput output)
    {
        if (Load(file) is not ({ Rules: { } rules }, { } readers)) return;
        IReadOnlyList<Scenario> scenarios;
        try
        {
            scenarios = file.ScenariosFor(rules, readers);
        }
        catch (RunbookException refused)
        {
            problems.AddRange(refused.Diagnostics);
            return;
        }

        coverage.Add(rules);
        IReadOnlyList<Scenario> chosen;
        try
        {
            chosen = [.. scenarios.Where(s => filter?.IsMatch(s.Name) != false)];
        }
        catch (RegexMatchTimeoutException)
        {
            problems.Add(NoFilter($"'{request.Filter}' takes too long to look for in '{file.Path}'; write a simpler one."));
            return;
        }

        leftOut += scenarios.Count - chosen.Count;
        if (chosen.Count == 0) return;
        output.Begin(file.Path, chosen.Count);
        foreach (var scenario in chosen)
        {
            var began = console.Time.GetTimestamp();
            var result = scenario.Run(rules, coverage);
            if (result.IsPassed) passed++;
            else failed++;
            output.Print(result, console.Time.GetElapsedTime(began));
        }

        output.EndFile();
    }

    private (LoadedRunbooks Loaded, FactReaders? Readers) Load(ScenarioFile file)
    {
        if (file.Runbooks.Count == 0)
        {
            problems.AddRange(file.Diagnostics.Count > 0 ? file.Diagnostics : [file.NoRunbook()]);
            return default;
        }

        var key = string.Join('\n', file.Runbooks.Select(Path.GetFullPath));
        if (runbooks.TryGetValue(key, out var known)) return known;
        var loaded = console.Runbooks.Load(file.Runbooks, request.UsesCache);
        problems.AddRange(loaded.Diagnostics.Where(d => d.Severity == Severity.Error));
        return runbooks[key] = (loaded, loaded.Rules is { } rules ? new FactReaders(rules, loaded.FactTypes) : null);
    }

    /// <summary>A runbook of a folder that no scenario tests has rules as well, and none of them was reached.</summary>
    private void CountUntested(IReadOnlyList<ScenarioFile> files)
    {
        foreach (var path in UntestedRunbooks.In(request.Paths, files.SelectMany(f => f.Runbooks)))
        {
            using var loaded = console.Runbooks.Load([path], request.UsesCache);
            if (loaded.Rules is { } rules) coverage.Add(rules);
            else console.Error.WriteLine($"{path}: it has no scenario and cannot be loaded by itself, so the coverage is without its rules");
        }
    }

    private bool IsBelowThreshold() =>
        request.Threshold is { } least && (coverage.RulePercent < least || coverage.ClausePercent < least);

    private Regex? FilterOf(string? filter)
    {
        if (filter is null) return null;
        try
        {
            return new Regex(filter, RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, LongestMatch);
        }
        catch (ArgumentException exception)
        {
            problems.Add(NoFilter($"'{filter}' is no regular expression: {exception.Message}"));
            return null;
        }
    }

    private static Diagnostic NoFilter(string message) => new(CommandCodes.NotAFilter, Severity.Error, message, new("--run", 0));

    private static string Counted(int count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");
}
