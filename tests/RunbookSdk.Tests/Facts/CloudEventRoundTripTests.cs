using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using RunbookSdk.Clients;
using RunbookSdk.Components;
using RunbookSdk.Facts;
using RunbookSdk.Incidents;

namespace RunbookSdk.Tests.Facts;

public sealed class CloudEventRoundTripTests
{
    private static Gen<string> Text => ArbMap.Default.GeneratorFor<NonNull<string>>().Select(s => s.Get).Where(IsText);

    private static Gen<double> Number => ArbMap.Default.GeneratorFor<NormalFloat>().Select(n => n.Get);

    private static Gen<DateTimeOffset> Time =>
        from ticks in Gen.Choose(0, int.MaxValue)
        from fraction in Gen.Choose(0, 9_999_999)
        from minutes in Gen.Choose(-14 * 60, 14 * 60)
        select new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.FromMinutes(minutes)).AddSeconds(ticks / 2).AddTicks(fraction);

    private static Gen<ProductVersion> Versions =>
        from major in Gen.Choose(0, 99)
        from minor in Gen.Choose(0, 99)
        select ProductVersion.Parse($"{major}.{minor}");

    private static Gen<object> AnyFact => Gen.OneOf(
        from cluster in Text from percent in Number select (object)new ClusterLoad(cluster, percent),
        from metric in Text from subject in Text from value in Number select (object)new Sample(metric, subject, value),
        from cluster in Text
        from name in Text
        from status in Gen.Elements(Enum.GetValues<ComponentStatus>())
        from since in Gen.OneOf(
            Time.Select(t => (DateTimeOffset?)t), Gen.Constant<DateTimeOffset?>(null))
        select (object)new Component(cluster, name, status, since),
        from product in Text
        from version in Versions
        from sessions in Gen.Choose(int.MinValue, int.MaxValue)
        select (object)new Client(product, version, sessions),
        from subject in Text from at in Time select (object)new Heartbeat(subject, at),
        from name in Text
        from subject in Text
        from firing in Gen.Elements(true, false)
        from severity in Text
        select (object)new Alert(name, subject, firing, severity),
        from id in Text
        from title in Text
        from impact in Gen.Elements(Enum.GetValues<Impact>())
        from status in Gen.Elements(Enum.GetValues<IncidentStatus>())
        from opened in Time
        from since in Time
        from updated in Time
        select (object)new Incident(id, title, impact, status, opened, since, updated));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_is_written_is_read_back_equal(bool escapesAll)
    {
        var reader = new CloudEventReader(DomainFacts.CatalogWith());
        var events = from fact in AnyFact from time in Time select (Fact: fact, Time: time);

        Prop.ForAll(events.ToArbitrary(), e =>
        {
            var (accepted, rejected) = (new List<Observation>(), new List<RejectedFact>());
            reader.Read(Write(e.Fact, e.Time, escapesAll), "f", 1, accepted, rejected);
            Assert.Empty(rejected);
            var read = Assert.Single(accepted);
            Assert.Equal(e.Fact, read.Fact);
            Assert.Equal(e.Time, read.ObservedAt);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Any_bytes_are_read_or_set_aside_and_never_throw()
    {
        var reader = new CloudEventReader(DomainFacts.CatalogWith());
        var damaged =
            from fact in AnyFact
            from time in Time
            from place in Gen.Choose(0, 10_000)
            from letter in Gen.Choose(0, 255)
            select (Fact: fact, Time: time, Place: place, Letter: (byte)letter);

        Prop.ForAll(damaged.ToArbitrary(), d =>
        {
            var line = Write(d.Fact, d.Time, escapesAll: false);
            line[d.Place % line.Length] = d.Letter;
            var (accepted, rejected) = (new List<Observation>(), new List<RejectedFact>());
            reader.Read(line, "f", 1, accepted, rejected);
            reader.Read(line.AsSpan(0, d.Place % line.Length), "f", 1, accepted, rejected);
            Assert.All(rejected.SelectMany(r => r.Diagnostics), p => Assert.InRange(p.Location.Column, 1, line.Length + 1));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
    }

    private static byte[] Write(object fact, DateTimeOffset time, bool escapesAll)
    {
        using var buffer = new MemoryStream();
        var encoder = escapesAll ? JavaScriptEncoder.Default : JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = encoder }))
        {
            writer.WriteStartObject();
            writer.WriteString("specversion", "1.0");
            writer.WriteString("id", "1");
            writer.WriteString("source", "/test");
            writer.WriteString("type", fact.GetType().Name);
            writer.WritePropertyName("time");
            new FactJson().Write(writer, time);
            writer.WritePropertyName("data");
            new FactJson().Write(writer, fact);
            writer.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static bool IsText(string text)
    {
        try
        {
            new UTF8Encoding(false, throwOnInvalidBytes: true).GetByteCount(text);
            return true;
        }
        catch (EncoderFallbackException)
        {
            return false;
        }
    }
}
