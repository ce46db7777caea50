using System.IO.Compression;
using System.Text;
using SuperOffice2019.Generator.Streams;

namespace SuperOffice2019.Generator;

/// <summary>One file of the reconstruction.</summary>
/// <param name="Name">Its name; one that ends in <c>.gz</c> is stored compressed.</param>
/// <param name="Write">Writes its lines, uncompressed.</param>
internal sealed record FactFile(string Name, Action<Stream> Write)
{
    public static IReadOnlyList<FactFile> All { get; } =
    [
        Of("load.jsonl.gz", LoadStream.Events),
        Of("requests.jsonl.gz", RequestStream.Events),
        Of("network.jsonl.gz", NetworkStream.Events),
        Of("probes.jsonl.gz", ProbeStream.Delivered),
        Of("clients.jsonl.gz", ClientStream.Events),
        Of("operations.jsonl", OperationsStream.Events),
        Of("late.jsonl", ProbeStream.DeliveredLate),
        Of("redelivered.jsonl", Redelivered),
        new("damaged.jsonl", output => output.Write(Encoding.UTF8.GetBytes(DamagedLines.Text))),
    ];

    /// <summary>Writes the file as it is stored.</summary>
    public void WriteStored(Stream output)
    {
        if (!Name.EndsWith(".gz", StringComparison.Ordinal))
        {
            Write(output);
            return;
        }

        using var gzip = new GZipStream(output, CompressionLevel.SmallestSize, leaveOpen: true);
        Write(gzip);
    }

    private static FactFile Of(string name, Func<IEnumerable<FactEvent>> events) =>
        new(name, output => FactEvent.WriteLines(events(), output));

    /// <summary>Deliveries that came twice: an agent that was not answered, and an operator who pressed the button again.</summary>
    private static IEnumerable<FactEvent> Redelivered() =>
        OperationsStream.Events().Where(e => e.Type == "Approval")
            .Concat(LoadStream.Events().Where(e => Story.LoadRedelivered.Contains(e.Minute)));
}
