using System.Diagnostics.Metrics;

namespace RunbookSdk.Hosting.Tests;

/// <summary>Makes meters that nobody shares.</summary>
internal sealed class MeterFactory : IMeterFactory
{
    public Meter Create(MeterOptions options) => new(options);

    public void Dispose()
    {
    }
}
