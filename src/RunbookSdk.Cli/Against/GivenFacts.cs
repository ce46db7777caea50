using RunbookSdk.Cli.Replay;

namespace RunbookSdk.Cli.Against;

/// <summary>
/// The files of facts, for two readers: each version reads the records that its own runbooks declare. Standard input, which can be read once,
/// is kept in a file until the end.
/// </summary>
internal sealed class GivenFacts : IDisposable
{
    private readonly string? kept;
    private readonly List<Stream> opened = [];

    private GivenFacts(List<string> files, string? kept) => (Files, this.kept) = (files, kept);

    public IReadOnlyList<string> Files { get; }

    public static GivenFacts Of(List<string> files, Stream input)
    {
        if (!files.Contains(ReplayPlan.StandardInput)) return new(files, null);
        var path = Path.GetTempFileName();
        using (var file = File.Create(path)) input.CopyTo(file);
        return new(files, path);
    }

    /// <summary>What came by standard input, from its beginning.</summary>
    public Stream Open()
    {
        if (kept is null) return Stream.Null;
        var stream = FactFile.Open(kept);
        opened.Add(stream);
        return stream;
    }

    public void Dispose()
    {
        opened.ForEach(s => s.Dispose());
        if (kept is not null) File.Delete(kept);
    }
}
