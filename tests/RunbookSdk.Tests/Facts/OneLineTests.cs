using RunbookSdk.Diagnostics;

namespace RunbookSdk.Tests.Facts;

public sealed class OneLineTests
{
    [Theory]
    [InlineData("as it is: ÅÄ 😀 \u200B\uFB02", "as it is: ÅÄ 😀 \u200B\uFB02")]
    [InlineData("two\r\nlines\nand\u2028more\u0085here", "two lines and more here")]
    [InlineData("a\ttab", "a tab")]
    [InlineData("\u001B[31mred\u001B]0;title\u0007", "\uFFFD[31mred\uFFFD]0;title\uFFFD")]
    [InlineData("\u009B2J\u0000\u007F\u000B", "\uFFFD2J\uFFFD\uFFFD\uFFFD")]
    [InlineData("a\u202Eb\u2066c\u2069", "a\uFFFDb\uFFFDc\uFFFD")]
    public void Nothing_in_it_does_anything_to_a_terminal(string text, string line) => Assert.Equal(line, OneLine.Of(text));
}
