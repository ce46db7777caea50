using RunbookSdk.Facts;

namespace RunbookSdk.Hosting;

/// <summary>
/// Where facts come from while a host runs. It is read from the start to the stop of the host, by one reader at a time: again when it fails, not
/// when it ends.
/// </summary>
public interface IFactSource
{
    /// <summary>A short name for logs and health checks.</summary>
    string Name { get; }

    /// <summary>
    /// Gives facts as they come. Those of one batch are evaluated together. When the next batch is asked for, the one before it is in the journal,
    /// so it may be acknowledged to where it came from.
    /// </summary>
    /// <param name="cancellationToken">The host stops.</param>
    IAsyncEnumerable<IReadOnlyList<Observation>> ReadAsync(CancellationToken cancellationToken);
}
