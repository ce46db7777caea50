using System.Diagnostics;

namespace RunbookSdk.Benchmarks.Figures;

/// <summary>Programs that are built beside this one, as processes of their own.</summary>
internal static class BuiltProgram
{
    public const string Hello = "Hello.dll";

    /// <summary>The command: the one built beside this program, or another build of it, such as one that was published, that <c>RUNBOOK_PROGRAM</c> names.</summary>
    public static readonly string Runbook = Path.GetFullPath(Environment.GetEnvironmentVariable("RUNBOOK_PROGRAM") ?? "runbook.dll", AppContext.BaseDirectory);

    /// <summary>Seconds by the clock of a whole process, which has to end with 0.</summary>
    /// <param name="cache">The folder of its caches.</param>
    /// <param name="program">Its assembly.</param>
    /// <param name="arguments">What it is given.</param>
    public static double Seconds(string cache, string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, program), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["XDG_CACHE_HOME"] = cache;
        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        var problems = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        return process.ExitCode == 0 ? seconds : throw new InvalidOperationException(problems.Result);
    }

    /// <summary>
    /// The same of a process that may use one processor only: what it inherits of this one, which is held to it meanwhile. The just-in-time
    /// compiler's own thread is held too.
    /// </summary>
    /// <exception cref="PlatformNotSupportedException">Here no process can be held to a processor.</exception>
    public static double SecondsOnOneProcessor(string cache, string program, IEnumerable<string> arguments)
    {
        using var self = Process.GetCurrentProcess();
        if (OperatingSystem.IsLinux() || OperatingSystem.IsWindows())
        {
            var all = self.ProcessorAffinity;
            try
            {
                self.ProcessorAffinity = all & -all; // The lowest of those that are allowed.
                return Seconds(cache, program, arguments);
            }
            finally
            {
                self.ProcessorAffinity = all;
            }
        }

        throw new PlatformNotSupportedException();
    }

    /// <summary>Measures in a folder of its own, which is gone afterwards.</summary>
    public static T InFolder<T>(Func<string, T> measure)
    {
        var folder = Directory.CreateTempSubdirectory("runbook-figures-");
        try
        {
            return measure(folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
