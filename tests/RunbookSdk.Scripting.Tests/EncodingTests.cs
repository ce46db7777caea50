using System.Text;
using RunbookSdk.Diagnostics;

namespace RunbookSdk.Scripting.Tests;

/// <summary>Scripts that are not plain UTF-8.</summary>
public sealed class EncodingTests : IDisposable
{
    private readonly ScriptFolder folder = new();

    public static TheoryData<string> Marked() => ["utf-8", "utf-16", "utf-16BE"];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Marked))]
    public void Text_with_a_mark_is_read_with_what_it_loads_and_kept_as_its_text(string encoding)
    {
        Write("a.csx", "#load \"b.csx\"\n" + Samples.PageNamed("tromsø"[..5]) + "\n// Tromsø", Encoding.GetEncoding(encoding));
        Write("b.csx", Samples.PageNamed("loaded"), Encoding.GetEncoding(encoding));

        using var loaded = ScriptLoader.Load([folder.Path], new() { CacheFolder = null });
        Assert.Empty(loaded.Diagnostics);
        using var again = ScriptLoader.LoadTexts(loaded.Rules!.Texts, new() { CacheFolder = null });

        Assert.Equal(["loaded", "troms"], again.Rules!.Rules.Select(r => r.Id));
        Assert.EndsWith("// Tromsø", loaded.Rules.Texts[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_in_no_unicode_is_told_with_the_line_where_letters_are_lost()
    {
        Write("a.csx", "// ASCII\n" + Samples.Page + " // Tromsø\n// høy", Encoding.Latin1);

        var problem = Assert.Single(folder.Declare().Problems);

        Assert.Equal(("RBK1067", Severity.Warning, new SourceLocation(folder.Shown("a.csx"), 2)), (problem.Code, problem.Severity, problem.Location));
    }

    [Theory]
    [InlineData("\xC3")] // cut off
    [InlineData("\xFF")]
    [InlineData("\xED\xA0\x80")] // half of a pair
    public void Broken_bytes_are_told(string bytes)
    {
        Write("a.csx", Samples.Page + " // " + bytes, Encoding.Latin1);

        Assert.Equal("RBK1067", Assert.Single(folder.Declare().Problems).Code);
    }

    private void Write(string name, string text, Encoding encoding) =>
        File.WriteAllBytes(System.IO.Path.Combine(folder.Path, name), [.. encoding.GetPreamble(), .. encoding.GetBytes(text)]);
}
