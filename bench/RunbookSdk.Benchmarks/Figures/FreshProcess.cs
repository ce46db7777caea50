using System.Diagnostics;
using System.Globalization;
using RunbookSdk.Benchmarks.Incidents;

namespace RunbookSdk.Benchmarks.Figures;

/// <summary>
/// Loads the runbooks in processes of their own, as every <c>runbook</c> command does: nothing is compiled just in time yet, and the
/// compiler is not loaded before it is needed.
/// </summary>
internal static class FreshProcess
{
    public const string Verb = "load";
    private const string NoCache = "-";

    /// <summary>What such a process does: loads once, and prints how many seconds that took.</summary>
    public static int Load(string cacheFolder, TextWriter output)
    {
        var began = Stopwatch.GetTimestamp();
        using var runbooks = Incident.LoadRunbooks(cacheFolder == NoCache ? null : cacheFolder);
        output.WriteLine(Stopwatch.GetElapsedTime(began).TotalSeconds.ToString(CultureInfo.InvariantCulture));
        return 0;
    }

    /// <summary>Runs one; gives the seconds of loading, and those of the whole process.</summary>
    /// <param name="cacheFolder">The cache; null compiles.</param>
    public static (double Loading, double Process) Measure(string? cacheFolder)
    {
        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, Arguments(cacheFolder ?? NoCache))
        {
            RedirectStandardOutput = true,
        })!;
        var printed = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"A process that loads the runbooks ended with {process.ExitCode}.");
        return (double.Parse(printed, CultureInfo.InvariantCulture), Stopwatch.GetElapsedTime(began).TotalSeconds);
    }

    /// <summary>Run as <c>dotnet assembly.dll</c> the first argument is the assembly.</summary>
    private static string[] Arguments(string cacheFolder) =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
            ? [typeof(FreshProcess).Assembly.Location, Verb, cacheFolder]
            : [Verb, cacheFolder];
}
