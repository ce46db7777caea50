using BenchmarkDotNet.Running;
using RunbookSdk.Benchmarks;

if (args is ["figures"]) return Figures.Print(Console.Out);
BenchmarkSwitcher.FromAssembly(typeof(Figures).Assembly).Run(args);
return 0;
