using RunbookSdk.Components;
using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;

namespace RunbookSdk.Tests.Facts;

public sealed class FactCatalogTests
{
    [Fact]
    public void A_record_is_found_by_its_name_its_wire_name_and_a_reverse_dns_name()
    {
        var catalog = DomainFacts.CatalogWith(typeof(Weather), typeof(Weather));

        Assert.Equal(typeof(ClusterLoad), catalog.Find("ClusterLoad"));
        Assert.Equal(typeof(ClusterLoad), catalog.Find("com.example.ClusterLoad"));
        Assert.Equal(typeof(Weather), catalog.Find("org.met.weather.v2"));
        Assert.Equal(typeof(Weather), catalog.Find("Weather"));
        Assert.Null(catalog.Find("clusterload"));
        Assert.Null(catalog.Find(""));
    }

    [Theory]
    [InlineData("clusterload", "ClusterLoad")]
    [InlineData("com.example.ClustrLoad", "ClusterLoad")]
    [InlineData("Heartbeats", "Heartbeat")]
    [InlineData("Completely.Different", null)]
    public void The_nearest_name_is_one_that_looks_like_it(string name, string? nearest) =>
        Assert.Equal(nearest, DomainFacts.CatalogWith().Nearest(name));

    [Fact]
    public void Two_records_of_one_name_are_refused()
    {
        var problem = Assert.Throws<RunbookException>(() => DomainFacts.CatalogWith(typeof(Inner.Sample)));

        Assert.Equal("RBK4022", problem.Code);
        Assert.Contains("'Sample'", problem.Message);
    }

    [FactName("org.met.weather.v2")]
    public sealed record Weather([Key] string Place, double Degrees);

    public static class Inner
    {
        public sealed record Sample([Key] string Name);
    }
}
