using System.Text;
using RunbookSdk.Facts;

namespace RunbookSdk.Tests.Facts;

public sealed class BadEventTests
{
    // The place of ^ in the second text is the column that the diagnostic must name.
    public static TheoryData<string, string, string> Lines => new()
    {
        { "RBK4001", "nonsense", "^" },
        { "RBK4001", """{"id":"1",}""", "          ^" },
        { "RBK4001", """{"id":"1""", "        ^" },
        { "RBK4001", """[{"id":"1""", "         ^" },
        { "RBK4001", Good + " x", new string(' ', Good.Length + 1) + "^" },
        { "RBK4002", "42", "^" },
        { "RBK4003", Good.Replace("\"id\":\"1\",", ""), "^" },
        { "RBK4003", Good.Replace("\"source\":\"/m\",", ""), "^" },
        { "RBK4003", Good.Replace("\"specversion\":\"1.0\",", ""), "^" },
        { "RBK4003", Good.Replace("\"type\":\"ClusterLoad\",", ""), "^" },
        { "RBK4003", Good.Replace("\"time\":\"2019-09-11T08:46:00+02:00\",", ""), "^" },
        { "RBK4003", """{"specversion":"1.0","id":"1","source":"/m","type":"ClusterLoad","time":"2019-09-11T08:46:00Z"}""", "^" },
        { "RBK4004", Good.Replace("\"1.0\"", "\"0.3\""), "               ^" },
        { "RBK4004", Good.Replace("\"id\":\"1\"", "\"id\":\"\""), At("\"1\",", Good) },
        { "RBK4004", Good.Replace("\"id\":\"1\"", "\"id\":17"), At("\"1\",", Good) },
        { "RBK4004", Good.Replace("\"id\":\"1\"", "\"id\":\"\\ud800\""), At("\"1\",", Good) },
        { "RBK4004", Good.Replace("\"specversion\"", "\"retracted\":1,\"specversion\""), "             ^" },
        { "RBK4004", Good.Replace("\"data\":", "\"data_base64\":\"e30=\",\"other\":"), At(
            "\"e30=", Good.Replace("\"data\":", "\"data_base64\":\"e30=\",\"other\":")) },
        { "RBK4005", Good.Replace(
            "\"specversion\":\"1.0\",", "\"specversion\":\"1.0\",\"specversion\":\"1.0\","), "                     ^" },
        { "RBK4005", Good.Replace("\"percent\":1", "\"percent\":1,\"percent\":2"), At(
            "\"percent\":2", Good.Replace("\"percent\":1", "\"percent\":1,\"percent\":2")) },
        { "RBK4006", Good.Replace("ClusterLoad", "ClusterLaod"), At("\"ClusterL", Good) },
        { "RBK4006", Good.Replace("ClusterLoad", "com.example.Weather"), At("\"ClusterL", Good) },
        { "RBK4007", Good.Replace("2019-09-11T08:46:00+02:00", "yesterday"), At("\"2019", Good) },
        { "RBK4007", Good.Replace("\"2019-09-11T08:46:00+02:00\"", "17"), At("\"2019", Good) },
        { "RBK4007", Good.Replace("2019-09-11", "2019-02-30"), At("\"2019", Good) },
        { "RBK4008", Good.Replace("+02:00", ""), At("\"2019", Good) },
        { "RBK4008", Good.Replace("2019-09-11T08:46:00+02:00", "2019-09-11 08:46"), At("\"2019", Good) },
        { "RBK4009", Good.Replace(",\"percent\":1", ""), At("{\"cluster", Good) },
        { "RBK4010", Good.Replace("\"percent\":1", "\"percent\":\"high\""), At("1}}", Good) },
        { "RBK4010", Good.Replace("\"percent\":1", "\"percent\":{\"a\":1}"), At("1}}", Good) },
        { "RBK4010", Good.Replace("\"online1\"", "[1,2]"), At("\"online1", Good) },
        { "RBK4010", Good.Replace("\"online1\"", "\"\\udc00\""), At("\"online1", Good) },
        { "RBK4011", Good.Replace("\"percent\":1", "\"percent\":NaN"), At("1}}", Good) },
        { "RBK4011", Good.Replace("\"percent\":1", "\"percent\":-Infinity"), At("1}}", Good) },
        { "RBK4011", Good.Replace("\"percent\":1", "\"percent\":\"NaN\""), At("1}}", Good) },
        { "RBK4011", Good.Replace("\"percent\":1", "\"percent\":1e999"), At("1}}", Good) },
        { "RBK4012", Good.Replace("\"online1\"", "null"), At("\"online1", Good) },
        { "RBK4012", Good.Replace("\"percent\":1", "\"percent\":null"), At("1}}", Good) },
        { "RBK4002", Good.Replace("{\"cluster\":\"online1\",\"percent\":1}", "null"), At("{\"cluster", Good) },
        { "RBK4010", Client.Replace("11.5", "eleven"), At("\"11.5", Client) },
        { "RBK4010", Client.Replace("\"sessions\":1", "\"sessions\":1.5"), At("1}}", Client) },
        { "RBK4010", Client.Replace("\"sessions\":1", "\"sessions\":3000000000"), At("1}}", Client) },
        { "RBK4010", Component.Replace("operational", "broken"), At("\"oper", Component) },
        { "RBK4010", Component.Replace("operational", "3"), At("\"oper", Component) },
        { "RBK4008", Heartbeat.Replace("Z\"}}", "\"}}"), At("\"2019-09-11T08:45", Heartbeat) },
        // Columns count characters, not bytes.
        { "RBK4010", Good.Replace("/m", "/måling/🔥").Replace("\"percent\":1", "\"percent\":true"), At(
            "1}}", Good.Replace("/m", "/måling/🔥")) },
    };

    private static string Good =>
        """{"specversion":"1.0","id":"1","source":"/m","type":"ClusterLoad","time":"2019-09-11T08:46:00+02:00","data":{"cluster":"online1","percent":1}}""";

    private static string Client => Good.Replace("ClusterLoad", "Client").Replace(
        "\"cluster\":\"online1\",\"percent\":1", "\"product\":\"p\",\"version\":\"11.5\",\"sessions\":1");

    private static string Component =>
        Good.Replace("ClusterLoad", "Component").Replace("\"percent\":1", "\"name\":\"n\",\"status\":\"operational\"");

    private static string Heartbeat => Good.Replace("ClusterLoad", "Heartbeat").Replace(
        "\"cluster\":\"online1\",\"percent\":1", "\"subject\":\"s\",\"at\":\"2019-09-11T08:45:00Z\"");

    [Theory]
    [MemberData(nameof(Lines))]
    public void A_bad_event_is_set_aside_with_its_code_and_place(string code, string line, string mark)
    {
        var accepted = new List<Observation>();
        var rejected = new List<RejectedFact>();

        new CloudEventReader(DomainFacts.CatalogWith()).Read(Encoding.UTF8.GetBytes(line), "facts.jsonl", 12, accepted, rejected);

        Assert.Empty(accepted);
        var fact = Assert.Single(rejected);
        var problem = Assert.Single(fact.Diagnostics);
        Assert.Equal((code, 12, mark.IndexOf('^') + 1), (problem.Code, problem.Location.Line, problem.Location.Column));
        Assert.Equal(line, Encoding.UTF8.GetString(fact.Text.Span));
    }

    [Fact]
    public void Invalid_utf8_is_a_diagnostic()
    {
        var line = Encoding.UTF8.GetBytes(Good);
        line[Array.IndexOf(line, (byte)'m')] = 0xFF;
        line[Good.IndexOf("online1", StringComparison.Ordinal)] = 0xFF;
        var rejected = new List<RejectedFact>();

        new CloudEventReader(DomainFacts.CatalogWith()).Read(line, "f", 1, [], rejected);

        Assert.Contains(Assert.Single(rejected).Diagnostics, d => d.Code == "RBK4010");
    }

    [Fact]
    public void All_problems_of_an_event_are_named_in_the_order_of_their_places()
    {
        var rejected = new List<RejectedFact>();

        new CloudEventReader(DomainFacts.CatalogWith()).Read(
            """{"specversion":"2","source":"/m","type":"ClusterLoad","time":"2019-09-11T08:46:00","data":{"percent":"x"}}"""u8, "f", 1, [], rejected);

        Assert.Equal(["RBK4003", "RBK4004", "RBK4008", "RBK4009", "RBK4010"], Assert.Single(rejected).Diagnostics.Select(d => d.Code));
    }

    [Fact]
    public void An_unknown_type_names_the_nearest_known_one()
    {
        var rejected = new List<RejectedFact>();

        new CloudEventReader(DomainFacts.CatalogWith()).Read(
            Encoding.UTF8.GetBytes(Good.Replace("ClusterLoad", "com.x.clusterload")), "f", 1, [], rejected);

        Assert.Equal("There is no fact called 'com.x.clusterload'. Did you mean 'ClusterLoad'?", rejected[0].Diagnostics[0].Message);
    }

    [Fact]
    public void A_pretty_printed_event_has_its_problems_on_their_own_lines()
    {
        var rejected = new List<RejectedFact>();

        new CloudEventReader(DomainFacts.CatalogWith()).Read(
            Encoding.UTF8.GetBytes(Good.Replace(",\"", ",\n  \"").Replace("percent\":1", "percent\":no")), "f", 5, [], rejected);

        Assert.Equal("f(11,13)", rejected[0].Diagnostics[0].Location.ToString());
    }

    private static string At(string token, string line) => new string(' ', line.IndexOf(token, StringComparison.Ordinal)) + "^";
}
