using System.Globalization;
using System.Text;

namespace RunbookSdk.Facts;

/// <summary>
/// Reads series of <c>timestamp,value</c> lines; what each line becomes is for the caller to say, because samples are a word of a domain.
/// What is wrong is set aside with its place and the rest is read on. Not thread-safe.
/// </summary>
/// <param name="makeFact">Makes a fact of a metric, a subject and a value.</param>
internal sealed class CsvSeriesReader(Func<string, string, double, object> makeFact)
{
    private readonly FactProblems problems = new();

    /// <summary>Reads a series; a first line without a number is a header.</summary>
    /// <param name="series">The lines, in UTF-8.</param>
    /// <param name="file">What the stream is called in diagnostics.</param>
    /// <param name="options">What the series is about.</param>
    /// <param name="rejected">Receives what could not be read.</param>
    public IEnumerable<Observation> Read(Stream series, string file, CsvSeriesOptions options, Action<RejectedFact> rejected)
    {
        var lines = new LineReader(series);
        while (lines.MoveNext())
        {
            if (lines.IsTooLong)
            {
                rejected(lines.TooLong(file));
                continue;
            }

            if (lines.Current.Trim(" \t"u8).IsEmpty) continue;
            var observation = ReadLine(lines.Current, options, isFirst: lines.LineNumber == 1, out var isHeader);
            if (observation is { } read) yield return read;
            else if (!isHeader) rejected(RejectedLine(lines, file));
        }
    }

    private Observation? ReadLine(ReadOnlySpan<byte> line, CsvSeriesOptions options, bool isFirst, out bool isHeader)
    {
        problems.Clear();
        isHeader = false;
        var comma = line.IndexOf((byte)',');
        if (comma < 0 || line[(comma + 1)..].Contains((byte)','))
        {
            var columns = line.Count((byte)',') + 1;
            var found = string.Create(CultureInfo.InvariantCulture, $"{columns} column{(columns == 1 ? "" : "s")}");
            problems.Add(FactCodes.WrongColumns, 0, $"A line must be 'timestamp,value', and this one has {found}.");
            return null;
        }

        var instant = ReadTime(Text(line[..comma]), options.Zone);
        var value = ReadValue(Text(line[(comma + 1)..]), comma + 1);
        isHeader = isFirst && instant is null && value is null;
        if (instant is null || value is null) return null;
        return new Observation(makeFact(options.Metric, options.Subject, value.Value), instant.Value);
    }

    private RejectedFact RejectedLine(LineReader lines, string file) =>
        new(lines.Current.ToArray(), problems.ToDiagnostics(lines.Current, file, lines.LineNumber));

    private DateTimeOffset? ReadTime(string text, TimeZoneInfo zone)
    {
        if (Instant.TryParseWithOffset(text, out var instant)) return instant;
        if (!Instant.TryParseLocal(text, out var local))
        {
            problems.Add(FactCodes.NotAnInstant, 0, $"'{text}' is not a time; write 2019-09-11 08:46:00 or 2019-09-11T08:46:00+02:00.");
            return null;
        }

        try
        {
            return Instant.At(local, zone, text);
        }
        catch (FormatException exception)
        {
            problems.Add(FactCodes.ClockChange, 0, exception.Message);
            return null;
        }
    }

    private double? ReadValue(string text, int offset)
    {
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
        {
            problems.Add(FactCodes.NotANumber, offset, $"'{text}' is not a number.");
            return null;
        }

        if (double.IsFinite(value)) return value;
        problems.Add(FactCodes.NotFinite, offset, $"{text} is no finite number; leave the line out when there is no value.");
        return null;
    }

    private static string Text(ReadOnlySpan<byte> field) => Encoding.UTF8.GetString(field.Trim(" \t\""u8));
}
