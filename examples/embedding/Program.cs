using Microsoft.Extensions.Logging;
using RunbookSdk;
using RunbookSdk.Components;
using RunbookSdk.Facts;
using RunbookSdk.Scripting;
using RunbookSdk.Sessions;

using var logging = LoggerFactory.Create(builder => builder.AddSimpleConsole(options => options.SingleLine = true));
var logger = logging.CreateLogger("runbooks");

// snippet: embedding
var script = Path.Combine(AppContext.BaseDirectory, "webtools.csx");
using var runbooks = ScriptLoader.Load([script], new() { RuleBooks = [new CustomerCare()] });
foreach (var problem in runbooks.Diagnostics) logger.LogWarning("{Problem}", problem);
if (runbooks.Rules is not { } rules) return 1;

var start = Instant.Parse("2019-09-11 08:00 Europe/Oslo");
var session = new RunbookSession(rules, start, new() { Logger = logger });
session.Observe(new(new Component("online1", "WebTools"), start));
for (var minute = 0; minute <= 15; minute++)
{
    var now = start.AddMinutes(minute);
    session.Observe(new(new ClusterLoad("online1", Percent: 91), now));
    foreach (var decision in session.Evaluate(now).Decisions)
        logger.LogInformation(
            "{Instant:HH:mm} {Rule}: {Action} {Target} {Outcome}, because {Because}",
            decision.Instant, decision.Rule, decision.ActionName, decision.Target, decision.Outcome, decision.Because);
}
// end-snippet
return 0;

// snippet: runbook-in-csharp
/// <summary>Those who answer customers have to know what was switched off.</summary>
internal sealed class CustomerCare : Runbook
{
    protected override void Define() =>
        Rule("tell-customer-care",
            from component in Facts<Component>()
            where component.Status == ComponentStatus.Suspended
            select Page("customer-care", because: $"{component.Name} is suspended on {component.Cluster}"))
          .Mode(Act);
}
// end-snippet
