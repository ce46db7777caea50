using System.IO.Pipes;
using System.Text;
using RunbookSdk.Facts;

namespace RunbookSdk.Tests.Facts;

public sealed class LineReaderTests
{
    [Theory]
    [InlineData("", new string[0])]
    [InlineData("a", new[] { "a" })]
    [InlineData("a\n", new[] { "a" })]
    [InlineData("a\r\nb\n\nc", new[] { "a", "b", "", "c" })]
    [InlineData("\n\n", new[] { "", "" })]
    [InlineData("\uFEFFa\n\uFEFFb", new[] { "a", "\uFEFFb" })]
    public void A_stream_is_taken_apart_into_its_lines(string text, string[] expected)
    {
        Assert.Equal(expected, Lines(new MemoryStream(Encoding.UTF8.GetBytes(text))));
        Assert.Equal(expected, Lines(new DrippingStream(Encoding.UTF8.GetBytes(text))));
    }

    [Fact]
    public void Lines_longer_than_the_buffer_are_whole()
    {
        var expected = Enumerable.Range(0, 50).Select(i => new string((char)('a' + (i % 26)), i * 7919 % 300_000)).ToList();

        Assert.Equal(expected, Lines(new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', expected)))));
    }

    [Fact]
    public void A_line_that_is_too_long_is_skipped_and_told_and_the_next_one_is_read()
    {
        var text = "first\n" + new string('x', LineReader.LongestLine * 3) + "\nlast";
        var lines = new LineReader(new MemoryStream(Encoding.UTF8.GetBytes(text)));

        Assert.True(lines.MoveNext());
        Assert.True(lines.MoveNext());
        Assert.True(lines.IsTooLong);
        Assert.Equal(
            "f(2,1): error RBK4014: The line is longer than 1,048,576 bytes and was skipped; write one event a line.",
            lines.TooLong("f").Diagnostics[0].ToString());
        Assert.True(lines.MoveNext());
        Assert.False(lines.IsTooLong);
        Assert.Equal("last", Encoding.UTF8.GetString(lines.Current));
        Assert.Equal(3, lines.LineNumber);
        Assert.False(lines.MoveNext());
    }

    [Fact]
    public void A_last_line_that_is_too_long_is_told()
    {
        var lines = new LineReader(new MemoryStream(Encoding.UTF8.GetBytes(new string('x', LineReader.LongestLine + 1))));

        Assert.True(lines.MoveNext());
        Assert.True(lines.IsTooLong);
        Assert.False(lines.MoveNext());
    }

    [Fact]
    public void A_line_is_there_before_the_next_one_has_come()
    {
        using var pipe = new AnonymousPipeServerStream(PipeDirection.Out);
        using var end = new AnonymousPipeClientStream(PipeDirection.In, pipe.ClientSafePipeHandle);
        var lines = new LineReader(end);

        pipe.Write("one\ntw"u8);

        Assert.True(lines.MoveNext());
        Assert.Equal("one", Encoding.UTF8.GetString(lines.Current));
        Assert.False(lines.TryTakeLine());
        pipe.Write("o\n"u8);
        Assert.True(lines.MoveNext());
        Assert.Equal("two", Encoding.UTF8.GetString(lines.Current));
    }

    private static List<string> Lines(Stream stream)
    {
        var lines = new LineReader(stream);
        var found = new List<string>();
        while (lines.MoveNext()) found.Add(Encoding.UTF8.GetString(lines.Current));
        return found;
    }

    private sealed class DrippingStream(byte[] content) : MemoryStream(content)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(1, count));
    }
}
