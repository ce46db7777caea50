using System.Globalization;

namespace RunbookSdk.Benchmarks.Figures;

/// <summary>What is known of one workload: seconds, and ratios; null for what was not measured.</summary>
internal sealed class TableRow
{
    public double? Ours { get; set; }

    public double? HandWritten { get; set; }

    public double? OverHandWritten { get; set; }

    public double? NRules { get; set; }

    public double? NRulesOverOurs { get; set; }

    public string Cells =>
        $"{Time(Ours)} | {Time(HandWritten)} | {Ratio(OverHandWritten)} | {Time(NRules)} | {Ratio(NRulesOverOurs)}";

    public static string Ratio(double? ratio) => ratio switch
    {
        null => "",
        < 10 => string.Create(CultureInfo.InvariantCulture, $"{ratio:0.0}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{ratio:N0}"),
    };

    private static string Time(double? seconds) => seconds switch
    {
        null => "",
        < 1e-6 => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e9:0} ns"),
        < 1e-3 => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e6:0.0} µs"),
        < 1 => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e3:0.0} ms"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0} s"),
    };
}
