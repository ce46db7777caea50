namespace RunbookSdk.Benchmarks.Figures;

/// <summary>One number that the project watches. Measuring some of them gives others as well, so they are made when asked for.</summary>
internal sealed record Figure(string Name, Func<double> Measure);
