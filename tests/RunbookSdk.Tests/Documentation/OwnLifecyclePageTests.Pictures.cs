using RunbookSdk.Lifecycles;
using RunbookSdk.Tests.Conventions;

namespace RunbookSdk.Tests.Documentation;

/// <content>What the page says of pictures and data.</content>
public sealed partial class OwnLifecyclePageTests
{
    [Fact]
    public void A_lifecycle_is_drawn_written_and_read()
    {
        var job = Define();

        // snippet: lifecycle-pictures
        var picture = job.ToMermaid(); // for Markdown
        var drawing = job.ToDot(); // for Graphviz
        var json = job.ToJson(); // for other programs, and to be read again
        // end-snippet

        // snippet: lifecycle-json
        var behaviours = new LifecycleBehaviours<JobState, JobSignal>()
            .Guard("the sums agree", (Sums sums) => sums.Agree)
            .Action("say who stopped it", turn => log.Add($"stopped in {turn.From}"))
            .Action("open the files", turn => log.Add("open"))
            .Action("close the files", turn => log.Add("close"));
        var read = Lifecycle.Read(json, behaviours, "job.json"); // throws a RunbookException with all that is wrong
        // end-snippet

        Assert.Equal((job.Id, picture, drawing, json), (read.Id, read.ToMermaid(), read.ToDot(), read.ToJson()));
        Assert.Contains($"```mermaid\n{picture}```\n", File.ReadAllText(Repository.PathOf("docs", "lifecycles.md")), StringComparison.Ordinal);
        var running = job.Fire(job.Start(Now).After, JobSignal.Take, Now).After; // of the one, and goes on in the other
        Assert.Equal(JobState.Done, read.Fire(running, JobSignal.Copied, new Sums(true), Now).After.State);
    }
}
