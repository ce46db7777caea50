using RunbookSdk.Journal;
using RunbookSdk.Rules;
using RunbookSdk.Sessions;

namespace RunbookSdk.Sqlite.Tests;

/// <summary>Files that older versions wrote (<c>Forms/</c>): each goes on in this one, with all that is in it.</summary>
public sealed class OlderFormTests : JournalFolder
{
    private static readonly DateTimeOffset Start = new(2019, 9, 11, 8, 0, 0, TimeSpan.Zero);

    /// <summary>Numbers of forms before the newest, of which a file is kept.</summary>
    public static TheoryData<int> Forms => [1, 3];

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_file_of_an_older_form_is_read_without_being_changed(int form)
    {
        Copy(form);
        var before = System.IO.File.ReadAllBytes(File);

        using (var journal = SqliteJournal.Open(File, new() { IsReadOnly = true }))
        {
            Assert.Equal(4, journal.Read().Count());
            Assert.Empty(journal.ReadSnapshots());
            Assert.Equal(0, journal.DroppedUpTo);
        }

        Assert.Equal(before, System.IO.File.ReadAllBytes(File));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_session_goes_on_from_a_file_of_an_older_form(int form)
    {
        Copy(form);
        using (var journal = SqliteJournal.Open(File))
        {
            var session = Open(journal);
            Assert.Equal("component/online1/webtools", Assert.Single(session.Snapshot.InForce).Action.Target.ToString());
            Assert.Equal(4, journal.HandedOver("standard output"));
            session.Observe(new Components.ClusterLoad("online1", 20));
            Assert.Equal("Released", Assert.Single(session.Evaluate(Start.AddMinutes(30)).Decisions).Outcome.ToString());
            Assert.Null(session.KeepSnapshot());
        }

        using var again = SqliteJournal.Open(File);
        Assert.Empty(Open(again).Snapshot.InForce);
        Assert.Equal(2, RunbookSession.Verify(Rules, new() { Journal = again }, DomainFacts.CatalogWith([]), Earlier).Decisions);
    }

    private static RuleSet Rules { get; } = RuleSet.Create(new Shed());

    private void Copy(int form) => System.IO.File.Copy(Path.Combine(AppContext.BaseDirectory, "Forms", $"form-{form}.db"), File);

    private static RunbookSession Open(SqliteJournal journal) =>
        RunbookSession.Open(Rules, Start, new() { Journal = journal }, DomainFacts.CatalogWith([]), Earlier, out _);

    /// <summary>Compiled rules have no text, and a version that knows more settings gives them another hash.</summary>
    private static EarlierRules Earlier(JournalRules rules) => new(Rules, DomainFacts.CatalogWith([]));

    /// <summary>The rule that the files were written with.</summary>
    private sealed class Shed : Runbook
    {
        protected override void Define() =>
            Rule("shed",
                from load in Facts<Components.ClusterLoad>()
                join tools in Facts<Components.Component>() on load.Cluster equals tools.Cluster
                where load.Percent > 80
                select Suspend(tools, $"{load.Percent}%")).Mode(Mode.Act);
    }
}
