using System.IO.Compression;
using SuperOffice2019.Generator;

namespace RunbookSdk.Tests.Examples;

public sealed class SuperOfficeFactsTests
{
    public static TheoryData<string> Names => [.. FactFile.All.Select(f => f.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Committed_facts_are_what_the_generator_writes(string name)
    {
        using var generated = new MemoryStream();
        FactFile.All.Single(f => f.Name == name).Write(generated);

        using var committed = ReadCommitted(name);

        // Assert.Equal would print megabytes.
        var same = generated.GetBuffer().AsSpan(0, (int)generated.Length).SequenceEqual(committed.GetBuffer().AsSpan(0, (int)committed.Length));
        Assert.True(same, $"{name} differs; write it anew with: dotnet run --project examples/superoffice-2019/generator");
    }

    [Fact]
    public void No_other_file_lies_among_the_facts() =>
        Assert.Equal(
            FactFile.All.Select(f => f.Name).Order(StringComparer.Ordinal),
            Directory.GetFiles(FactsFolder()).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));

    private static MemoryStream ReadCommitted(string name)
    {
        using var file = File.OpenRead(Path.Combine(FactsFolder(), name));
        using var stored = name.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : (Stream)file;
        var text = new MemoryStream();
        stored.CopyTo(text);
        return text;
    }

    private static string FactsFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "RunbookSdk.sln"))) folder = folder.Parent!;
        return Path.Combine(folder.FullName, "examples", "superoffice-2019", "facts");
    }
}
