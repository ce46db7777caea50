namespace RunbookSdk.Facts;

/// <summary>What a series of numbers is about; its file does not say.</summary>
public sealed record CsvSeriesOptions
{
    /// <summary>What the numbers were measured on.</summary>
    public required string Subject { get; init; }

    /// <summary>Name of the metric.</summary>
    /// <value>Default: <c>value</c>.</value>
    public string Metric { get; init; } = "value";

    /// <summary>The zone of times that are written without an offset.</summary>
    /// <value>Default: UTC.</value>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;
}
