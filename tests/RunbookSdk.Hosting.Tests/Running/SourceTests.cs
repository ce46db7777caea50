using System.Runtime.CompilerServices;
using RunbookSdk.Components;
using RunbookSdk.Facts;
using RunbookSdk.Journal;

namespace RunbookSdk.Hosting.Tests.Running;

public sealed class SourceTests : HostTest
{
    [Fact]
    public async Task Facts_of_a_source_are_in_the_journal_when_it_is_asked_for_the_next()
    {
        var counts = new List<int>();
        IRunbookHost? host = null;
        var gate = new TaskCompletionSource();
        async IAsyncEnumerable<IReadOnlyList<Observation>> Read([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await gate.Task.WaitAsync(cancellationToken);
            for (var i = 1; i <= 3; i++)
            {
                yield return Seen(new ClusterLoad($"online{i}", 91));
                counts.Add(host!.Snapshot!.Facts<ClusterLoad>().Count());
            }
        }

        host = await StartAsync(o => o.RuleBooks.Add(new Shedding()), b => b.AddFactSource(_ => new Source("test", Read)));
        gate.SetResult();
        await Time.UntilAsync(() => counts.Count == 3);

        Assert.Equal([1, 2, 3], counts);
    }

    [Fact]
    public async Task A_source_that_fails_is_read_again_later_and_later()
    {
        var times = new List<DateTimeOffset>();
        async IAsyncEnumerable<IReadOnlyList<Observation>> Read([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.Yield();
            times.Add(Time.GetUtcNow());
            if (times.Count < 5) throw new IOException("the connection is gone");
            yield return Seen(new ClusterLoad("online1", 91));
        }

        var host = await StartAsync(o => o.RuleBooks.Add(new Shedding()), b => b.AddFactSource(_ => new Source("test", Read)));
        await Time.UntilAsync(() => host.Snapshot!.Facts<ClusterLoad>().Any());

        Assert.Equal([1, 2, 4, 8], times.Zip(times.Skip(1), (a, b) => (b - a).TotalSeconds));
    }

    [Fact]
    public async Task A_source_that_gives_what_is_refused_goes_on()
    {
        async IAsyncEnumerable<IReadOnlyList<Observation>> Read([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.Yield();
            yield return Seen(new Probe("here", "web", true));
            yield return Seen(new ClusterLoad("online1", 91));
        }

        var host = await StartAsync(
            o =>
            {
                o.RuleBooks.Add(new Shedding());
                o.RuleBooks.Add(new Restless());
            },
            b => b.AddFactSource(_ => new Source("test", Read)));
        await Time.UntilAsync(() => host.Snapshot!.Facts<ClusterLoad>().Any());

        Assert.Empty(host.Snapshot!.Facts<Probe>());
    }

    [Fact]
    public async Task A_stop_ends_the_reading_of_sources()
    {
        var (begun, ended) = (false, false);
        async IAsyncEnumerable<IReadOnlyList<Observation>> Read([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            try
            {
                begun = true;
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }
            finally
            {
                ended = true;
            }

            yield break;
        }

        await StartAsync(o => o.RuleBooks.Add(new Shedding()), b => b.AddFactSource(_ => new Source("test", Read)));
        await Time.UntilAsync(() => begun);
        await StopAsync();

        Assert.True(ended);
    }

    [Fact]
    public async Task A_source_that_does_not_heed_its_token_keeps_no_host_from_closing_its_journal()
    {
        var begun = false;
        async IAsyncEnumerable<IReadOnlyList<Observation>> Read([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            yield return Seen(new ClusterLoad("online1", 91));
            begun = true;
            await new TaskCompletionSource().Task;
        }

        await StartAsync(o => (o.JournalPath, _) = (JournalPath, Add(o)), b => b.AddFactSource(_ => new Source("test", Read)));
        await Time.UntilAsync(() => begun);
        using var hurry = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await StopAsync(hurry.Token);

        using var journal = Sqlite.SqliteJournal.Open(JournalPath);
        Assert.True(journal.LatestSnapshot > 0);
        Assert.Equal(journal.Count, journal.LatestSnapshot);
    }

    [Fact]
    public async Task Facts_that_wait_when_the_host_stops_are_evaluated()
    {
        var host = await StartAsync(o => (o.JournalPath, _) = (JournalPath, Add(o)));

        var waiting = Enumerable.Range(0, 50).Select(i => host.ObserveAsync(Seen(new ClusterLoad($"online{i}", 91)), default)).ToList();
        await StopAsync();
        await Task.WhenAll(waiting);

        using var journal = Sqlite.SqliteJournal.Open(JournalPath);
        Assert.Equal(50, journal.Read().SelectMany(e => e.Records).Count(r => r.Kind == JournalRecordKind.Fact));
    }

    private static bool Add(RunbooksOptions options)
    {
        options.RuleBooks.Add(new Shedding());
        return true;
    }

    private sealed class Source(string name, Func<CancellationToken, IAsyncEnumerable<IReadOnlyList<Observation>>> read) : IFactSource
    {
        public string Name => name;

        public IAsyncEnumerable<IReadOnlyList<Observation>> ReadAsync(CancellationToken cancellationToken) => read(cancellationToken);
    }
}
