using RunbookSdk.Facts;

namespace RunbookSdk.Benchmarks.Workloads;

/// <summary>What a host was seen to do; the fact that is updated.</summary>
internal sealed record Reading([Key] string Host, double Value);

/// <summary>What a host may do.</summary>
internal sealed record Limit([Key] string Host, double Value);

/// <summary>Work on a host.</summary>
internal sealed record Upkeep([Key] string Host, bool Active);

/// <summary>A reading that belongs to a group.</summary>
internal sealed record ZoneReading([Key] string Host, string Zone, double Value);

/// <summary>A fact that no rule of a workload asks for.</summary>
internal sealed record Stranger([Key] string Host, double Value);
