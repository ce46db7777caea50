using BenchmarkDotNet.Running;
using RunbookSdk.Benchmarks.Figures;

if (args is ["figures", .. var prefixes]) return FigureList.Print(prefixes, Console.Out);
if (args is [FreshProcess.Verb, var cacheFolder]) return FreshProcess.Load(cacheFolder, Console.Out);
BenchmarkSwitcher.FromAssembly(typeof(FigureList).Assembly).Run(args);
return 0;
