using System.Diagnostics;
using System.Text;

namespace RunbookSdk.Tests.Lifecycles;

/// <summary>A test that needs Graphviz; without it, it is skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class GraphvizFactAttribute : FactAttribute
{
    public GraphvizFactAttribute()
    {
        if (Graphviz.Executable is null) Skip = "needs Graphviz: there is no 'dot' on the path";
    }
}

/// <summary>Lets Graphviz read a picture.</summary>
internal static class Graphviz
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public static string? Executable { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "dot.exe" : "dot"))
        .FirstOrDefault(File.Exists);

    /// <summary>The picture as SVG, and what Graphviz complained of.</summary>
    public static (string Svg, string Complaints) Draw(string picture)
    {
        var start = new ProcessStartInfo(Executable!, ["-Tsvg"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = Encoding.UTF8,
        };
        using var dot = Process.Start(start)!;
        var (svg, complaints) = (dot.StandardOutput.ReadToEndAsync(), dot.StandardError.ReadToEndAsync());
        dot.StandardInput.Write(picture);
        dot.StandardInput.Close();
        if (!dot.WaitForExit(Patience)) dot.Kill();
        return (svg.Result, complaints.Result);
    }
}
