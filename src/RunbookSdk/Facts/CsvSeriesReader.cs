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

    /// <summary>Reads a series; a first line without a time and a number is a header.</summary>
    /// <param name="series">The lines, in UTF-8.</param>
    /// <param name="file">What the stream is called in diagnostics.</param>
    /// <param name="options">What the series is about.</param>
    /// <param name="rejected">Receives what could not be read.</param>
    public IEnumerable<Observation> Read(Stream series, string file, CsvSeriesOptions options, Action<RejectedFact> rejected)
    {
        var (lines, isFirst) = (new LineReader(series), true);
        while (lines.MoveNext())
        {
            if (lines.IsTooLong)
            {
                rejected(lines.TooLong(file));
                continue;
            }

            if (lines.Current.Trim(" \t"u8).IsEmpty) continue;
            var observation = ReadLine(lines.Current, options, isFirst, out var isHeader);
            isFirst = false;
            if (observation is { } read) yield return read;
            else if (!isHeader) rejected(RejectedLine(lines, file));
        }
    }

    private Observation? ReadLine(ReadOnlySpan<byte> line, CsvSeriesOptions options, bool isFirst, out bool isHeader)
    {
        problems.Clear();
        isHeader = false;
        var comma = line.IndexOf((byte)',');
        if (comma < 0 || line[(comma + 1)..].Contains((byte)',') || line.Contains((byte)';'))
        {
            problems.Add(FactCodes.WrongColumns, 0, $"A line must be 'timestamp,value', and this one has {Columns(line)}.");
            return null;
        }

        var instant = ReadTime(Text(line[..comma]), options.Zone);
        var value = ReadValue(Text(line[(comma + 1)..]), comma + 1);
        isHeader = isFirst && instant is null && value is null;
        if (instant is null || value is null) return null;
        return new Observation(makeFact(options.Metric, options.Subject, value.Value), instant.Value);
    }

    /// <summary>What a line has instead: programs for tables write what the language of their user asks for.</summary>
    private static string Columns(ReadOnlySpan<byte> line)
    {
        const string Advice = "; separate them by a comma, and write numbers with a point, as in 95.5";
        if (line.Contains((byte)';')) return "columns that are separated by ';'" + Advice;
        var columns = line.Count((byte)',') + 1;
        if (columns == 1) return line.Contains((byte)'\t') ? "columns that are separated by a tab" + Advice : "1 column";
        var found = string.Create(CultureInfo.InvariantCulture, $"{columns} columns");
        return columns == 3 ? found + "; if its number has a comma, write a point there" : found;
    }

    private RejectedFact RejectedLine(LineReader lines, string file) =>
        new(lines.Current.ToArray(), problems.ToDiagnostics(lines.Current, file, lines.LineNumber));

    private DateTimeOffset? ReadTime(string text, TimeZoneInfo zone)
    {
        if (Instant.TryParseWithOffset(text, out var instant) || TryParseUnix(text, out instant)) return instant;
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

    /// <summary>
    /// Seconds or milliseconds since the beginning of 1970, as Prometheus and many others count. Which of them a number is, its size says: milliseconds
    /// are from March 1973 on, and seconds before the year 5139.
    /// </summary>
    private static bool TryParseUnix(string text, out DateTimeOffset instant)
    {
        const decimal Least = 100_000_000, LeastMilliseconds = 100_000_000_000, Most = 100_000_000_000_000;
        instant = default;
        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) || number < Least || number >= Most) return false;
        instant = DateTimeOffset.UnixEpoch.AddTicks((long)(number * (number < LeastMilliseconds ? TimeSpan.TicksPerSecond : TimeSpan.TicksPerMillisecond)));
        return true;
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
