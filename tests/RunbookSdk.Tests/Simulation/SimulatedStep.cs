using RunbookSdk.Facts;

namespace RunbookSdk.Tests.Simulation;

/// <summary>What one evaluation is given.</summary>
/// <param name="At">The instant of the evaluation.</param>
/// <param name="Seen">What is observed.</param>
/// <param name="IsPoisoned">True when it does not come to rest: it is refused whole.</param>
/// <param name="Edition">Which rules hold from then on; null when they are not exchanged.</param>
internal sealed record SimulatedStep(DateTimeOffset At, IReadOnlyList<Observation> Seen, bool IsPoisoned, int? Edition);
