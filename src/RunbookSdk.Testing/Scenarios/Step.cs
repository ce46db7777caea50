using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;

namespace RunbookSdk.Testing.Scenarios;

/// <summary>Something that is observed while a scenario runs.</summary>
/// <param name="At">When the session is told.</param>
/// <param name="Observation">What it is told.</param>
/// <param name="Location">Where the scenario says so.</param>
internal sealed record Step(DateTimeOffset At, Observation Observation, SourceLocation Location);
