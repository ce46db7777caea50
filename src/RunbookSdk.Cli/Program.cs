using System.Text;
using RunbookSdk.Cli;

var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
await using var output = new StreamWriter(new StandardStream(Console.OpenStandardOutput(), isTold: true), utf8) { NewLine = "\n" };
await using var error = new StreamWriter(new StandardStream(Console.OpenStandardError(), isTold: false), utf8) { NewLine = "\n", AutoFlush = true };
return await RunbookCommand.RunAsync(args, new CommandConsole(Console.OpenStandardInput(), output, error)
{
    OutputIsTerminal = !Console.IsOutputRedirected,
    ErrorIsTerminal = !Console.IsErrorRedirected,
    InputIsTerminal = !Console.IsInputRedirected,
    Width = Console.IsOutputRedirected ? int.MaxValue : Math.Max(Console.WindowWidth, 20),
});
