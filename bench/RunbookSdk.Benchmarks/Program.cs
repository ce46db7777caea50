using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;
using RunbookSdk.Benchmarks.Figures;

if (args is ["figures", .. var prefixes]) return FigureList.Print(prefixes, Console.Out);
if (args is ["table", .. var rows]) return PerformanceTable.Print(rows, Console.Out);
if (args is [FreshProcess.Verb, var cacheFolder]) return FreshProcess.Load(cacheFolder, Console.Out);
if (args is [MannersForClips.FactsVerb, var party]) return MannersForClips.WriteFacts(party, Console.Out);
if (args is [MannersForClips.TimeVerb, var guests]) return MannersForClips.WriteTimes(guests, Console.Out);
// A busy machine may need longer than the two minutes that are the default.
BenchmarkSwitcher.FromAssembly(typeof(FigureList).Assembly).Run(
    args, ManualConfig.Create(DefaultConfig.Instance).WithBuildTimeout(TimeSpan.FromMinutes(10)));
return 0;
