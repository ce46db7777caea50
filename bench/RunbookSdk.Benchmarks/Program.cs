using BenchmarkDotNet.Running;
using RunbookSdk.Benchmarks;

if (args is ["figures"]) return Figures.Print(Console.Out);
if (args is [FreshProcess.Verb, var cacheFolder]) return FreshProcess.Load(cacheFolder, Console.Out);
BenchmarkSwitcher.FromAssembly(typeof(Figures).Assembly).Run(args);
return 0;
