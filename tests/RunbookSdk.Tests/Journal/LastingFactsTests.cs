using RunbookSdk.Components;
using RunbookSdk.Journal;

namespace RunbookSdk.Tests.Journal;

public sealed class LastingFactsTests
{
    [Fact]
    public void What_people_said_and_what_came_of_actions_lasts_and_samples_do_not()
    {
        var names = LastingFacts.NamesIn(DomainFacts.CatalogWith([]));

        Assert.Superset(
            new HashSet<string> { "ActionOutcome", "Approval", "Pause", "Silence", "ProposeOnly", "Resumption", "MaintenanceWindow", "ComponentEdit", "IncidentEdit" },
            names.ToHashSet(StringComparer.Ordinal));
        Assert.DoesNotContain(nameof(ClusterLoad), names);
        Assert.DoesNotContain("Sample", names);
        Assert.Equal(names.Order(StringComparer.Ordinal), names);
    }
}
