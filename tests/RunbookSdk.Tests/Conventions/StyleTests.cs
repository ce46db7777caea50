using System.Text.RegularExpressions;

namespace RunbookSdk.Tests.Conventions;

/// <summary>Sizes and habits of the source. A number here is a limit, not a goal.</summary>
public sealed partial class StyleTests
{
    private const int UsualLinesOfFile = 200;
    private const int MostLinesOfFile = 350;
    private const int MostLinesOfFunction = 70;

    private static IEnumerable<(string File, string Text)> Sources =>
        Repository.Files("src", ".cs").Select(f => (Repository.Relative(f), File.ReadAllText(f)));

    [Fact]
    public void Files_are_short()
    {
        var lines = Sources.Select(s => (s.File, Lines: s.Text.AsSpan().Count('\n'))).ToList();
        var tooLong = lines.Where(l => l.Lines > MostLinesOfFile).Select(l => $"{l.File}: {l.Lines} lines");
        var unusual = lines.Where(l => l.Lines > UsualLinesOfFile).Select(l => $"{l.File}: {l.Lines} lines").ToList();

        Findings.None(tooLong);
        Assert.True(unusual.Count <= lines.Count / 10, $"More than one file in ten has over {UsualLinesOfFile} lines: {string.Join(", ", unusual)}");
    }

    [Fact]
    public void Functions_are_short()
    {
        var tooLong = Sources.SelectMany(s => Functions.In(s.Text)
            .Where(f => f.Lines > MostLinesOfFunction)
            .Select(f => $"{s.File}({f.Line}): {f.Name} has {f.Lines} lines"));

        Findings.None(tooLong);
    }

    [Fact]
    public void Nothing_is_left_undone() =>
        Findings.None(Sources.SelectMany(s => LinesWith(UndonePattern(), s.File, s.Text)));

    [Fact]
    public void No_exception_is_swallowed_in_silence() =>
        Findings.None(Sources.SelectMany(s => LinesWith(EmptyCatchPattern(), s.File, SourceText.CodeOf(s.Text))));

    [Fact]
    public void Strings_and_comments_are_no_code()
    {
        const string Source = """"
            a("{"); // {
            b('{', '\'', "\"{"); /* { } { */
            c($"{d("}")} {{ {e:x}", @"\", $@"{f}""{", """ " { """);
            g($$"""{ {{h("}")}} """);
            """";

        var code = SourceText.CodeOf(Source);

        Assert.DoesNotContain('{', code);
        Assert.DoesNotContain('}', code);
        Assert.Equal(4, code.Split('\n').Count(l => l.TrimEnd().EndsWith(';')));
    }

    [Fact]
    public void Functions_of_every_shape_are_found_and_measured()
    {
        const string Source = """
            using System;
            namespace Some.Room;

            [Serializable]
            public sealed record One(int A = 1) : Base("{")
            {
                private readonly int[] field = [.. Make(() => { return 1; })];

                public One() : this(2)
                {
                }

                public string Text { get; init; } = "";

                // A comment is not counted.
                [Obsolete("x")]
                public static bool operator ==(One left, One right) =>
                    left is { A: 1 }
                    && right.A == 2;

                public T Get<T>(Func<int, bool> test = null)
                    where T : class
                {
                    if (test is null) { return null; }
                    int Local() => 1;
                    return null;
                }

                private enum Kind
                {
                    First = 1,
                    Second,
                }

                private interface IInner
                {
                    int Ask(string text);
                }
            }
            """;

        Assert.Equal(
            [
                new Function("One", 9, 3), new Function("Text", 13, 1), new Function("operator ==", 17, 3),
                new Function("Get", 21, 7), new Function("Ask", 37, 1),
            ],
            Functions.In(Source));
    }

    [Theory]
    [InlineData("try { } catch { }")]
    [InlineData("try { } catch (IOException) { /* never mind */ }")]
    [InlineData("try { } catch (IOException e) when (e.HResult == (1 + 2))\n{\n}")]
    public void Empty_catch_is_recognized(string source) => Assert.Matches(EmptyCatchPattern(), SourceText.CodeOf(source));

    private static IEnumerable<string> LinesWith(Regex pattern, string file, string text) =>
        pattern.Matches(text).Select(m => $"{file}({text.AsSpan(0, m.Index).Count('\n') + 1}): {m.Value.Trim()}");

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX|NotImplementedException)\b")]
    private static partial Regex UndonePattern();

    [GeneratedRegex(@"\bcatch\b\s*(\([^()]*\)\s*)?(when\s*\([^{}]*\)\s*)?\{\s*\}")]
    private static partial Regex EmptyCatchPattern();
}
