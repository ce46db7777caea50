using static SuperOffice2019.Generator.Oslo;

namespace SuperOffice2019.Generator.Streams;

/// <summary>What people and the deployment system recorded.</summary>
internal static class OperationsStream
{
    public static IEnumerable<FactEvent> Events() => Inventory().Concat(Records()).Select((line, number) => line with { Id = $"o{number + 1}" });

    private static IEnumerable<FactEvent> Inventory()
    {
        foreach (var cluster in Story.Clusters)
        {
            yield return At(0, "Cluster", ("name", cluster), ("customerShare", cluster == "online1" ? 0.65m : 0.35m));
            foreach (var (name, _) in RequestStream.Components)
                yield return At(0, "Component", ("cluster", cluster), ("name", name), ("status", "operational"));
        }

        yield return At(0, "Service", ("name", "crm"), ("site", "dc1"));
    }

    private static IEnumerable<FactEvent> Records()
    {
        yield return Remedy(Story.TrafficComponentRestarted, "dc1", "The network traffic component was restarted");
        yield return At(Story.FailOverApproved, "Approval",
            ("rule", "fail-over-on-network-errors"), ("target", "site/dc2"), ("approver", "operator-on-duty"),
            ("verdict", "approve"), ("at", Utc(Story.FailOverApproved * 60)));
        yield return At(Story.OperationsMoved, "Service", ("name", "crm"), ("site", "dc2"));
        yield return Remedy(Story.OperationsMoved, "crm", "All operations were moved to the second data centre");
        yield return Postmortem(Story.OutagePostmortem, "internet-2019-09-06",
            "The data centre's internet line was out for 15 minutes; our systems ran on and lost nothing.");
        yield return At(Story.MaintenanceAnnounced, "Maintenance",
            ("cluster", "online2"), ("begins", Utc(Story.Maintenance.From * 60)), ("ends", Utc(Story.Maintenance.Until * 60)));
        yield return At(Story.Maintenance.Until + 5, "Maintenance",
            ("cluster", "online2"), ("begins", Utc(Story.Maintenance.From * 60)), ("ends", Utc(Story.Maintenance.Until * 60)))
            with
        { IsRetraction = true };
        yield return At(Story.LastOldClientGone, "Client", ("product", "WebTools"), ("version", "9.4")) with { IsRetraction = true };
        yield return At(Story.Released, "Release",
            ("product", "WebTools"), ("version", "v.11.5"), ("at", Utc(Story.Released * 60)));
        yield return Remedy(Story.FixImplemented, "dc2", "A fix has been implemented");
        yield return Postmortem(Story.PostmortemPosted, "network-2019-09-18",
            "Disruptions in network traffic components, and WebTools not working properly during them, overloaded servers and network.");
    }

    private static FactEvent Remedy(int minute, string subject, string description) =>
        At(minute, "Remedy", ("subject", subject), ("description", description), ("at", Utc(minute * 60)));

    private static FactEvent Postmortem(int minute, string incident, string summary) =>
        At(minute, "Postmortem", ("incident", incident), ("summary", summary), ("at", Utc(minute * 60)));

    private static FactEvent At(int minute, string type, params (string Name, object Value)[] data) =>
        new("/operations", "", type, minute * 60, data);
}
