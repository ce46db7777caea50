using RunbookSdk.Incidents;

namespace RunbookSdk.Tests.Documentation;

public sealed class LifecyclesPageTests
{
    private static readonly DateTimeOffset Opened = new(2019, 9, 18, 11, 24, 0, TimeSpan.FromHours(2));

    [Theory]
    [InlineData(IncidentStatus.Identified, null)]
    [InlineData(IncidentStatus.Postmortem, "an incident in investigating cannot go to postmortem; resolve it first")]
    public void Code_of_the_page_does_what_the_page_says(IncidentStatus asked, string? refusal)
    {
        var (now, told) = (Opened, default(string));

        // snippet: lifecycle
        var incident = IncidentLifecycle.Definition.Start(now).After; // a snapshot: state, since, version
        var result = IncidentLifecycle.Definition.Fire(incident, asked, now); // pure: makes a new snapshot
        if (result.IsRefused) Tell(result.Reason);
        else incident = result.After;
        // end-snippet

        Assert.Equal(refusal, told);
        Assert.Equal(refusal is null ? asked : IncidentStatus.Investigating, incident.State);

        void Tell(string reason) => told = reason;
    }
}
