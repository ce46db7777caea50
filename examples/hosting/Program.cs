using HostingExample;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RunbookSdk.Components;
using RunbookSdk.Hosting;

// snippet: hosting
var builder = Host.CreateApplicationBuilder(args);
builder.Services
    .AddRunbooks(options =>
    {
        options.Scripts.Add(Path.Combine(AppContext.BaseDirectory, "webtools.csx"));
        options.JournalPath = args.FirstOrDefault(); // without a file everything is forgotten when the host ends
    })
    .AddHandler<Suspend, WebToolsSwitch>("webtools-switch", handler => handler.Timeout = TimeSpan.FromSeconds(10))
    .AddFactSource<Morning>()
    .AddLogHandler()
    .AddHealthCheck();
// end-snippet
builder.Logging.SetMinimumLevel(LogLevel.Information).AddSimpleConsole(options => options.SingleLine = true);

await builder.Build().RunAsync();
