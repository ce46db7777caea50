using Microsoft.Extensions.Logging;

namespace RunbookSdk.Hosting.Running;

/// <summary>What the parts of a host share.</summary>
/// <param name="Options">What it runs.</param>
/// <param name="Time">The clock.</param>
/// <param name="Log">Where is told what happens.</param>
/// <param name="Measures">What is counted.</param>
/// <param name="Condition">How it is.</param>
internal sealed record RunbookServices(
    RunbooksOptions Options, TimeProvider Time, ILogger<RunbookHost> Log, HostingMeasures Measures, Condition Condition);
