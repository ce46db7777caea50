using System.Globalization;
using System.Numerics;
using System.Text;
using RunbookSdk.Clients;
using RunbookSdk.Components;
using RunbookSdk.Facts;

namespace RunbookSdk.Tests.Facts;

public sealed class CloudEventReaderTests
{
    private const string Load =
        """{"specversion":"1.0","id":"7","source":"/monitor","type":"ClusterLoad","time":"2019-09-11T08:46:00+02:00","data":{"cluster":"online1","percent":87.5}}""";

    private readonly List<Observation> accepted = [];
    private readonly List<RejectedFact> rejected = [];

    [Fact]
    public void An_event_becomes_a_fact_with_its_time_and_delivery()
    {
        var observation = ReadOne(Load);

        Assert.Equal(new ClusterLoad("online1", 87.5), observation.Fact);
        Assert.Equal(new DateTimeOffset(2019, 9, 11, 8, 46, 0, TimeSpan.FromHours(2)), observation.ObservedAt);
        Assert.False(observation.IsRetraction);
        Assert.NotNull(observation.Delivery);
    }

    [Fact]
    public void The_delivery_is_a_hash_of_source_and_id_and_nothing_else()
    {
        var first = ReadOne(Load).Delivery;

        Assert.Equal(first, ReadOne(Load.Replace("87.5", "12")).Delivery);
        Assert.Equal(first, ReadOne(Load.Replace("\"7\"", "\"\\u0037\"")).Delivery);
        Assert.NotEqual(first, ReadOne(Load.Replace("\"7\"", "\"8\"")).Delivery);
        Assert.NotEqual(first, ReadOne(Load.Replace("/monitor", "/monitor7").Replace("\"7\"", "\"x\"")).Delivery);
        // FNV-1a with 128 bits, written down the slow way.
        var hash = BigInteger.Parse("06C62272E07BB014262B821756295C58D", NumberStyles.HexNumber);
        foreach (var letter in (byte[])[.. "/monitor"u8, 0xFF, .. "7"u8])
            hash = (hash ^ letter) * ((BigInteger.One << 88) + 0x13B) % (BigInteger.One << 128);
        Assert.Equal((UInt128)hash, first);
    }

    [Fact]
    public void Data_may_stand_before_the_type_and_unknown_names_are_ignored()
    {
        var fact = ReadOne("""
            {"data":{"extra":{"a":[1]},"percent":1e1,"cluster":"\u006fnline1"},"traceparent":"00","type":"com.example.ClusterLoad",
             "time":"2019-09-11T06:46:00Z","id":"1","s\u006furce":"/m","specversion":"1.0","more":[{}]}
            """).Fact;

        Assert.Equal(new ClusterLoad("online1", 10), fact);
    }

    [Fact]
    public void Optional_members_may_be_left_out_and_words_are_snake_case()
    {
        Assert.Equal(new Component("c", "n"), ReadOne(Event("Component", """{"cluster":"c","name":"n"}""")).Fact);
        Assert.Equal(
            new Component("c", "n", ComponentStatus.DegradedPerformance),
            ReadOne(Event("Component", """{"cluster":"c","name":"n","status":"degraded_performance","since":null}""")).Fact);
        Assert.Equal(
            new Component("c", "n", ComponentStatus.MajorOutage, new DateTimeOffset(2019, 9, 1, 0, 0, 0, TimeSpan.Zero)),
            ReadOne(Event("Component", """{"cluster":"c","name":"n","status":"MajorOutage","since":"2019-09-01T00:00:00\u002B00:00"}""")).Fact);
        Assert.Equal(
            new Client("WebTools", ProductVersion.Parse("11.4"), 5),
            ReadOne(Event("Client", """{"product":"WebTools","version":"v 11.4","sessions":5}""")).Fact);
    }

    [Fact]
    public void A_retraction_needs_only_the_key()
    {
        var line = Event("ClusterLoad", """{"cluster":"online1"}""").Replace("\"id\"", "\"retracted\":true,\"id\"");

        var observation = ReadOne(line);

        Assert.True(observation.IsRetraction);
        Assert.Equal(new ClusterLoad("online1", 0), observation.Fact);
    }

    [Fact]
    public void A_batch_gives_its_good_events_and_sets_the_bad_ones_aside()
    {
        Read($"[{Load},3,{Event("ClusterLoad", "{}")},{Load.Replace("online1", "online2")}]");

        Assert.Equal(["online1", "online2"], accepted.Select(o => ((ClusterLoad)o.Fact).Cluster));
        Assert.Equal(["RBK4002", "RBK4009", "RBK4009"], rejected.SelectMany(r => r.Diagnostics).Select(d => d.Code));
        Assert.Equal("3", Encoding.UTF8.GetString(rejected[0].Text.Span));
    }

    [Fact]
    public void Every_member_type_is_read()
    {
        var catalog = new FactCatalog(typeof(Everything));
        var time = "\"2019-09-11T08:46:00+02:00\"";
        var reader = new CloudEventReader(catalog);
        var data = $$"""
            {"i":-3,"u":255,"l":9007199254740993,"m":1.10,"b":true,"span":"00:10:00","at":{{time}},"maybe":null,"version":"v.11.5",
             "note":null,"list":["a","b"],"color":"dark_blue","later":4}
            """;

        reader.Read(Encoding.UTF8.GetBytes(Event("everything.v1", data)), "f", 1, accepted, rejected);

        Assert.Empty(rejected);
        var fact = (Everything)accepted[0].Fact;
        Assert.Equal((-3, 255, 9007199254740993, 1.10m, true), (fact.I, fact.U, fact.L, fact.M, fact.B));
        Assert.Equal((TimeSpan.FromMinutes(10), (double?)null, "11.5", null), (fact.Span, fact.Maybe, fact.Version.ToString(), fact.Note));
        Assert.Equal(["a", "b"], fact.List);
        Assert.Equal((Color.DarkBlue, 4, 7), (fact.Color, fact.Later, fact.Untouched));
    }

    [Fact]
    public void A_record_that_refuses_its_values_is_a_diagnostic_and_not_an_exception()
    {
        new CloudEventReader(new FactCatalog(typeof(Picky))).Read(Encoding.UTF8.GetBytes(Event("Picky", """{"size":-1}""")), "f", 1, accepted, rejected);

        var problem = Assert.Single(Assert.Single(rejected).Diagnostics);
        Assert.Equal("RBK4013", problem.Code);
        Assert.Contains("Picky refuses these values", problem.Message);
    }

    [Fact]
    public void A_stream_is_read_line_by_line_and_goes_on_after_bad_ones()
    {
        var text = "\uFEFF" + Load + "\r\n\n   \nnonsense\n" + Load.Replace("online1", "online2");

        var read = new CloudEventReader(DomainFacts.CatalogWith())
            .Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), "facts.jsonl", rejected.Add).ToList();

        Assert.Equal(["online1", "online2"], read.Select(o => ((ClusterLoad)o.Fact).Cluster));
        Assert.Equal(
            "facts.jsonl(4,1): error RBK4001: This is not JSON from here on: nonsense", Assert.Single(rejected).Diagnostics[0].ToString());
    }

    private static string Event(string type, string data) =>
        $$"""{"specversion":"1.0","id":"1","source":"/m","type":"{{type}}","time":"2019-09-11T08:46:00+02:00","data":{{data}}}""";

    private Observation ReadOne(string line)
    {
        Read(line);
        Assert.Empty(rejected);
        return accepted[^1];
    }

    private void Read(string line) =>
        new CloudEventReader(DomainFacts.CatalogWith()).Read(Encoding.UTF8.GetBytes(line), "f", 1, accepted, rejected);

    public enum Color
    {
        Red,
        DarkBlue,
    }

    [FactName("everything.v1")]
    public sealed record Everything(
        int I, byte U, long L, decimal M, bool B, TimeSpan Span, DateTimeOffset At, double? Maybe, ProductVersion Version, string? Note,
        IReadOnlyList<string> List, Color? Color = CloudEventReaderTests.Color.DarkBlue)
    {
        public int Later { get; init; } = 1;

        public int Untouched { get; init; } = 7;
    }

    public sealed record Picky
    {
        public Picky(int size)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(size);
            Size = size;
        }

        public int Size { get; }
    }
}
