using System.Text.Json.Nodes;
using RunbookSdk.Actions;
using RunbookSdk.Components;
using RunbookSdk.Hosting.Handlers;
using RunbookSdk.Hosting.Statuspage;
using RunbookSdk.Incidents;

namespace RunbookSdk.Hosting.Tests.Http;

/// <summary>Incidents and components at a page like Statuspage's.</summary>
public sealed class StatuspageTests : IDisposable
{
    private readonly HttpClient client = new();
    private readonly FakeTime time = new(Samples.Noon);
    private readonly string folder = Directory.CreateTempSubdirectory("statuspage-").FullName;
    private IReadOnlyList<Component> known = [];

    public void Dispose()
    {
        client.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Incident_is_opened_moved_and_told_of_and_reasons_stay_inside()
    {
        await using var page = await FakeStatuspage.StartAsync(time);
        var handler = Incidents(page);

        Assert.Equal("incident i1 opened", (await RunAsync(handler.HandleAsync(Open("k1"), default))).Said);
        Assert.True((await RunAsync(handler.HandleAsync(Update("k2", IncidentStatus.Identified, "We know the cause."), default))).IsDone);
        Assert.True((await RunAsync(handler.HandleAsync(Move("k3", IncidentStatus.Monitoring), default))).IsDone);

        Assert.Equal(
            ["POST incidents Data Center network outage investigating critical", "PATCH incidents/i1 identified 'We know the cause.'", "PATCH incidents/i1 monitoring"],
            page.Written);
    }

    [Fact]
    public async Task Attempt_that_comes_again_after_a_lost_answer_writes_nothing_twice()
    {
        await using var page = await FakeStatuspage.StartAsync(time);
        var handler = Incidents(page);

        foreach (var delivery in new[] { Open("k1"), Update("k2", IncidentStatus.Identified, "a"), Move("k3", IncidentStatus.Resolved) })
        {
            await LoseAnswerAsync(page, handler, delivery);
            Assert.True((await RunAsync(handler.HandleAsync(delivery with { Attempt = 2 }, default))).IsDone);
        }

        Assert.Equal(["POST incidents Data Center network outage investigating critical", "PATCH incidents/i1 identified 'a'", "PATCH incidents/i1 resolved"], page.Written);
    }

    [Fact]
    public async Task Incident_that_a_person_has_moved_is_left_until_it_is_where_it_was()
    {
        await using var page = await FakeStatuspage.StartAsync(time);
        var handler = Incidents(page);
        await RunAsync(handler.HandleAsync(Open("k1"), default));
        FakeStatuspage.Edit(page.Incidents, "i1", "monitoring");

        var result = await RunAsync(handler.HandleAsync(Update("k2", IncidentStatus.Identified, "x"), default));
        Assert.Equal((false, "a person has moved incident i1 from investigating to monitoring at the page; it is left as it is"), (result.MayRetry, result.Said));
        Assert.Single(page.Written);

        FakeStatuspage.Edit(page.Incidents, "i1", "investigating");
        Assert.True((await RunAsync(handler.HandleAsync(Update("k2", IncidentStatus.Identified, "x"), default))).IsDone);
    }

    [Fact]
    public async Task Update_of_an_incident_that_is_not_there_is_given_up_and_a_postmortem_is_left_to_people()
    {
        await using var page = await FakeStatuspage.StartAsync(time);
        var handler = Incidents(page);

        Assert.Equal("the page has no incident of network; it was not opened by this handler", (await RunAsync(handler.HandleAsync(Update("k1", IncidentStatus.Resolved, "x"), default))).Said);
        Assert.True((await RunAsync(handler.HandleAsync(Move("k2", IncidentStatus.Postmortem), default))).IsDone);
        Assert.Empty(page.Written);
    }

    [Fact]
    public async Task Incident_of_the_same_identity_is_opened_anew_when_the_last_one_is_over()
    {
        await using var page = await FakeStatuspage.StartAsync(time);
        var handler = Incidents(page);
        await RunAsync(handler.HandleAsync(Open("k1"), default));
        await RunAsync(handler.HandleAsync(Move("k2", IncidentStatus.Resolved), default));

        Assert.Equal("incident i1 is open", (await RunAsync(handler.HandleAsync(Open("k1"), default))).Said);
        Assert.Equal("incident i2 opened", (await RunAsync(handler.HandleAsync(Open("k3"), default))).Said);
    }

    [Fact]
    public async Task Incidents_of_a_page_with_a_long_history_are_moved_and_not_opened_twice()
    {
        await using var page = await FakeStatuspage.StartAsync(time);
        for (var i = 0; i < 150; i++) page.Incidents.Add(new JsonObject { ["id"] = $"old{i}", ["status"] = "resolved", ["body"] = new string('x', 20_000) });
        var handler = Incidents(page);

        Assert.EndsWith(" opened", (await RunAsync(handler.HandleAsync(Open("k1"), default))).Said);
        Assert.True((await RunAsync(handler.HandleAsync(Move("k2", IncidentStatus.Resolved), default))).IsDone);
        Assert.EndsWith(" is open", (await RunAsync(handler.HandleAsync(Open("k1"), default))).Said);
        Assert.Equal(2, page.Written.Count);
    }

    [Fact]
    public async Task Component_on_a_further_page_of_the_list_is_found()
    {
        await using var page = await FakeStatuspage.StartAsync(time, [.. Enumerable.Range(0, 200).Select(i => $"c{i}"), "wt"]);
        using var handler = Components(page);
        known = [Web("online1", ComponentStatus.Suspended)];

        Assert.Equal("component wt shows partial_outage, and showed operational", (await ShowAsync(handler, "online1")).Said);
    }

    [Fact]
    public async Task Wrong_key_is_given_up()
    {
        await using var page = await FakeStatuspage.StartAsync(time);
        using var calls = new StatuspageCalls(client, new() { Api = page.Url, PageId = "p1", ApiKey = "another" }, time);

        var result = await RunAsync(new StatuspageIncidentHandler(calls).HandleAsync(Open("k1"), default));

        Assert.Equal((false, """Statuspage answered 401: {"error":"Could not authenticate"}"""), (result.MayRetry, result.Said));
    }

    [Fact]
    public async Task Component_shows_the_worst_of_what_it_stands_for_and_suspension_as_partial_outage()
    {
        await using var page = await FakeStatuspage.StartAsync(time, "wt", "other");
        using var handler = Components(page);

        known = [Web("online1", ComponentStatus.Suspended), Web("online2", ComponentStatus.DegradedPerformance), Web("online3", ComponentStatus.Operational)];
        Assert.Equal("component wt shows partial_outage, and showed operational", (await ShowAsync(handler, "online2")).Said);
        known = [Web("online1", ComponentStatus.Operational), Web("online2", ComponentStatus.DegradedPerformance)];
        await ShowAsync(handler, "online1");
        Assert.Equal("degraded_performance", page.StatusOf("wt"));
        known = [Web("online1", ComponentStatus.Operational), Web("online2", ComponentStatus.Operational)];
        await ShowAsync(handler, "online2");

        Assert.Equal("operational", page.StatusOf("wt"));
        Assert.Equal("operational", page.StatusOf("other"));
    }

    [Fact]
    public async Task Many_decisions_at_once_read_the_page_twice_at_most_and_write_once()
    {
        await using var page = await FakeStatuspage.StartAsync(time, "wt");
        using var handler = Components(page);
        known = [.. Enumerable.Range(1, 20).Select(i => Web($"online{i}", ComponentStatus.Suspended))];

        var results = await RunAsync(Task.WhenAll(known.Select(c => handler.HandleAsync(Suspension(c.Cluster), default))));

        Assert.All(results, r => Assert.True(r.IsDone, r.Said));
        Assert.Equal(["PATCH components/wt partial_outage"], page.Written);
        Assert.InRange(page.Requests, 2, 3);
    }

    [Fact]
    public async Task What_is_over_before_its_turn_comes_is_never_shown()
    {
        await using var page = await FakeStatuspage.StartAsync(time, "wt");
        using var handler = Components(page);
        known = [Web("online1", ComponentStatus.Operational)];

        var result = await ShowAsync(handler, "online1");

        Assert.Equal("component wt shows operational", result.Said);
        Assert.Empty(page.Written);
    }

    [Fact]
    public async Task Decision_that_comes_while_the_page_is_written_is_shown_after_that()
    {
        await using var page = await FakeStatuspage.StartAsync(time, "wt");
        using var handler = Components(page);
        known = [Web("online1", ComponentStatus.Suspended)];
        var suspension = handler.HandleAsync(Suspension("online1"), default);
        for (var look = 0; page.Requests == 0 || time.Next is null; look++)
        {
            Assert.True(look < 5000, "It never waits for its turn to write.");
            await Task.Delay(1);
        }

        known = [Web("online1", ComponentStatus.Operational)];
        var release = handler.ReleaseAsync(Suspension("online1"), default);

        Assert.True((await RunAsync(suspension)).IsDone);
        Assert.True((await RunAsync(release)).IsDone);
        Assert.Equal("operational", page.StatusOf("wt"));
    }

    [Fact]
    public async Task Component_that_a_person_has_set_is_left_until_they_set_it_back()
    {
        await using var page = await FakeStatuspage.StartAsync(time, "wt");
        using var handler = Components(page);
        known = [Web("online1", ComponentStatus.Suspended)];
        await ShowAsync(handler, "online1");
        FakeStatuspage.Edit(page.Components, "wt", "major_outage");

        known = [Web("online1", ComponentStatus.Operational)];
        var result = await ShowAsync(handler, "online1");
        Assert.Equal((false, "a person has set component wt to major_outage at the page; it is left so, though it is operational"), (result.MayRetry, result.Said));

        FakeStatuspage.Edit(page.Components, "wt", "partial_outage");
        Assert.True((await ShowAsync(handler, "online1")).IsDone);
        Assert.Equal("operational", page.StatusOf("wt"));
    }

    [Fact]
    public async Task Handler_that_begins_anew_knows_its_own_writing_also_after_a_lost_answer()
    {
        await using var page = await FakeStatuspage.StartAsync(time, "wt");
        known = [Web("online1", ComponentStatus.Suspended)];
        using (var handler = Components(page))
        {
            await LoseAnswerAsync(page, handler, Suspension("online1"));
            Assert.Equal("partial_outage", page.StatusOf("wt"));
        }

        time.Advance(TimeSpan.FromSeconds(1));
        known = [Web("online1", ComponentStatus.Operational)];
        using (var handler = Components(page)) Assert.True((await ShowAsync(handler, "online1")).IsDone);
        Assert.Equal("operational", page.StatusOf("wt"));
    }

    [Fact]
    public async Task What_is_not_operational_when_the_handler_first_sees_it_is_a_persons()
    {
        await using var page = await FakeStatuspage.StartAsync(time, "wt");
        FakeStatuspage.Edit(page.Components, "wt", "major_outage");
        using var handler = Components(page);
        known = [Web("online1", ComponentStatus.Suspended)];

        Assert.False((await ShowAsync(handler, "online1")).IsDone);

        Assert.Equal("major_outage", page.StatusOf("wt"));
    }

    [Fact]
    public async Task Component_that_the_page_lacks_is_given_up_and_one_that_is_not_shown_is_done()
    {
        await using var page = await FakeStatuspage.StartAsync(time);
        using var handler = Components(page);
        known = [Web("online1", ComponentStatus.Suspended)];

        Assert.Equal("the page has no component wt", (await ShowAsync(handler, "online1")).Said);
        var other = new Suspend(new Component("online1", "Documents"), "x");
        Assert.Equal("component/online1/documents is not shown at the page", (await RunAsync(handler.HandleAsync(Deliveries.Of<StandingAction>(other), default))).Said);
    }

    [Fact]
    public void Damaged_file_of_what_is_shown_is_told_and_kept()
    {
        File.WriteAllText(Path.Combine(folder, "shown.json"), "{");

        var message = Assert.Throws<ArgumentException>(() => new ShownComponents(Path.Combine(folder, "shown.json"))).Message;

        Assert.Contains("shown.json', cannot be read: ", message);
        Assert.Equal("{", File.ReadAllText(Path.Combine(folder, "shown.json")));
    }

    /// <summary>An attempt that has its effect, and whose answer is lost.</summary>
    private async Task LoseAnswerAsync<TAction>(FakeStatuspage page, IActionHandler<TAction> handler, ActionDelivery<TAction> delivery)
        where TAction : RunbookAction
    {
        page.LosesNextAnswer = true;
        var result = await RunAsync(handler.HandleAsync(delivery, default));
        Assert.Equal("Statuspage answered 500: oops", result.Said);
        Assert.True(result.MayRetry);
    }

    private Task<HandlerResult> ShowAsync(StatuspageComponentHandler handler, string cluster) => RunAsync(handler.HandleAsync(Suspension(cluster), default));

    /// <summary>Lets time pass while something waits for its turn.</summary>
    private async Task<T> RunAsync<T>(Task<T> task)
    {
        await time.UntilAsync(() => task.IsCompleted);
        return await task;
    }

    private StatuspageIncidentHandler Incidents(FakeStatuspage page) => new(new(client, Options(page), time));

    private StatuspageComponentHandler Components(FakeStatuspage page) => new(new(client, Options(page), time), Options(page), () => known);

    private StatuspageOptions Options(FakeStatuspage page) => new()
    {
        Api = page.Url,
        PageId = "p1",
        ApiKey = "secret-key",
        Components = { ["component/*"] = "other", ["component/online1/documents"] = "", ["component/online*"] = "wt" },
        StateFile = Path.Combine(folder, "shown.json"),
    };

    private static Component Web(string cluster, ComponentStatus status) => new(cluster, "WebTools", status);

    private static ActionDelivery<StandingAction> Suspension(string cluster) => Deliveries.Of<StandingAction>(new Suspend(new Component(cluster, "WebTools"), "load"));

    private static ActionDelivery<OneShotAction> Open(string key) =>
        Deliveries.Of<OneShotAction>(new OpenIncident("network", "Data Center network outage", Impact.Critical, "8.6% of packets lost"), key);

    private static ActionDelivery<OneShotAction> Move(string key, IncidentStatus status) => Deliveries.Of<OneShotAction>(new ChangeIncident(Network, status, "inside"), key);

    private static ActionDelivery<OneShotAction> Update(string key, IncidentStatus status, string body) => Deliveries.Of<OneShotAction>(new PostUpdate(Network, status, body), key);

    private static Incident Network => new("network", "x", Impact.Critical, IncidentStatus.Investigating, Samples.Noon, Samples.Noon, Samples.Noon);
}
