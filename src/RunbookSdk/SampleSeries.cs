using RunbookSdk.Components;
using RunbookSdk.Facts;

namespace RunbookSdk;

/// <summary>Reads series of <c>timestamp,value</c> lines as <see cref="Sample"/> facts.</summary>
public static class SampleSeries
{
    /// <summary>
    /// Reads a series; a first line without a time and a number is a header. A time is an instant, with an offset or on the clocks of the zone, or counts
    /// seconds or milliseconds since the beginning of 1970. What is wrong is set aside and the rest is read on.
    /// </summary>
    /// <param name="series">The lines, in UTF-8.</param>
    /// <param name="file">What the stream is called in diagnostics.</param>
    /// <param name="options">What the series is about, and the zone of its times.</param>
    /// <param name="rejected">Receives what could not be read; default: it is dropped.</param>
    public static IEnumerable<Observation> Read(
        Stream series, string file, CsvSeriesOptions options, Action<RejectedFact>? rejected = null)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(options);
        return new CsvSeriesReader(static (metric, subject, value) => new Sample(metric, subject, value))
            .Read(series, file, options, rejected ?? (static _ => { }));
    }
}
