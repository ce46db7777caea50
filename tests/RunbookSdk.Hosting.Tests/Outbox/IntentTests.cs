using RunbookSdk.Components;
using RunbookSdk.Journal;
using RunbookSdk.Rules;
using RunbookSdk.Sessions;
using static RunbookSdk.Hosting.Tests.Samples;

namespace RunbookSdk.Hosting.Tests.Outbox;

public sealed class IntentTests
{
    private readonly MemoryJournal journal = new();

    [Fact]
    public void The_intent_stands_in_the_entry_of_its_decision_right_behind_it()
    {
        var session = Session(new Suspending());

        session.Observe(new Component("online1", "WebTools"));
        var decision = Assert.Single(session.Evaluate(Noon).Decisions);

        var records = journal.Read().Last().Records.SkipWhile(r => r.Kind != JournalRecordKind.Decision).ToList();
        Assert.Equal([JournalRecordKind.Decision, JournalRecordKind.Intent], records.Select(r => r.Kind));
        Assert.Equal((typeof(Suspend).FullName, decision.Target.ToString()), (records[1].Name, records[1].Key));
        Assert.StartsWith("""{"kind":"do","action":"suspend","standing":true,"arguments":{"component":{"cluster":"online1","name":"WebTools",""", records[1].Data);
    }

    [Fact]
    public void A_release_is_an_intent_of_its_own()
    {
        var session = Session(new Suspending());
        var component = new Component("online1", "WebTools");
        session.Observe(component);
        session.Evaluate(Noon);

        session.Observe(new(component, Noon.AddMinutes(1), IsRetraction: true));
        session.Evaluate(Noon.AddMinutes(1));

        Assert.Contains("\"kind\":\"release\"", journal.Read().Last().Records.Single(r => r.Kind == JournalRecordKind.Intent).Data);
    }

    [Theory]
    [InlineData(Mode.Observe)]
    [InlineData(Mode.Propose)]
    public void What_is_only_observed_or_proposed_is_no_intent(Mode mode)
    {
        var session = Session(new Suspending(), new() { Mode = mode });

        session.Observe(new Component("online1", "WebTools"));
        session.Evaluate(Noon);

        Assert.Contains(journal.Read().SelectMany(e => e.Records), r => r.Kind == JournalRecordKind.Decision);
        Assert.DoesNotContain(journal.Read().SelectMany(e => e.Records), r => r.Kind == JournalRecordKind.Intent);
    }

    [Fact]
    public void A_fact_that_a_rule_asserts_is_no_intent()
    {
        var session = Session(new Asserting());

        session.Observe(new Component("online1", "WebTools"));
        Assert.Single(session.Evaluate(Noon).Decisions);

        Assert.DoesNotContain(journal.Read().SelectMany(e => e.Records), r => r.Kind == JournalRecordKind.Intent);
    }

    [Fact]
    public void A_decision_is_read_back_from_the_journal()
    {
        var session = Session(new Suspending());
        session.Observe(new Component("online1", "WebTools"));
        var decision = session.Evaluate(Noon).Decisions[0];
        var text = journal.Read().SelectMany(e => e.Records).Single(r => r.Kind == JournalRecordKind.Decision).Data;

        var read = RecordedDecision.Parse(text);

        Assert.Equal((decision.Sequence, decision.Instant, decision.Rule), (read.Number, read.Instant, read.Rule));
        Assert.Equal((decision.ActionName, $"{decision.Target}", decision.Because), (read.ActionName, read.Target, read.Because));
        Assert.Equal((decision.IdempotencyKey, decision.MatchBegan, decision.LeaseUntil), (read.IdempotencyKey, read.MatchBegan, read.LeaseUntil));
        Assert.Equal(text, read.CloudEvent);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"id":"1"}""")]
    [InlineData("""{"id":"x","time":"2019-09-13T12:00:00Z","data":{}}""")]
    public void A_text_that_is_no_decision_is_told(string text) =>
        Assert.Contains("no decision", Assert.Throws<FormatException>(() => RecordedDecision.Parse(text)).Message, StringComparison.Ordinal);

    private RunbookSession Session(Runbook runbook, SessionOptions? options = null)
    {
        options ??= new();
        options.Journal = journal;
        return new(RuleSet.Create(runbook), Noon, options);
    }

    private sealed class Suspending : Runbook
    {
        protected override void Define() => Rule("suspend", from c in Facts<Component>() select Suspend(c, because: "load")).Mode(Act).Lease(Hours(1));
    }

    private sealed class Asserting : Runbook
    {
        protected override void Define() =>
            Rule("assert", from c in Facts<Component>() select Assert(new Probe("here", c.Name, true), "seen")).Mode(Act);
    }
}
