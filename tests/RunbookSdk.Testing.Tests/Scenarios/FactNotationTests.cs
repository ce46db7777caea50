using RunbookSdk.Diagnostics;
using RunbookSdk.Testing.Scenarios;
using RunbookSdk.Testing.Scenarios.Reading;

namespace RunbookSdk.Testing.Tests.Scenarios;

/// <summary>What is printed of a fact can be put into a scenario as it is.</summary>
public sealed class FactNotationTests
{
    [Theory]
    [InlineData("online1")]
    [InlineData("a b")]
    [InlineData("11.5")]
    [InlineData("1e3")]
    [InlineData("true")]
    [InlineData("null")]
    [InlineData("")]
    [InlineData(" a")]
    [InlineData("a: b")]
    [InlineData("a:")]
    [InlineData("a, b")]
    [InlineData("a #b")]
    [InlineData("{a}")]
    [InlineData("say \"no\" \\ 'yes'")]
    [InlineData("two\nlines\ttab\u2028\u0007")]
    [InlineData("Blåbær 😀")]
    public void Text_is_read_back_as_it_was(string text)
    {
        var problems = new List<Diagnostic>();
        var written = FactNotation.Write(new Dictionary<string, object?> { ["text"] = text });

        var read = (YamlText)((YamlMap)YamlTree.Read($"it: {written}", "x", problems)!).Fields.Select(f => ((YamlMap)f.Value).Fields[0].Value).Single();

        Assert.Empty(problems);
        Assert.Equal(text, read.Text);
        Assert.False(read.IsNull);
    }
}
