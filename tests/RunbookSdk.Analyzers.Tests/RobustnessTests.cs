using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using RunbookSdk.Analyzers.Fixes;
using RunbookSdk.Scripting.Compiling;
using RunbookSdk.Tests.Conventions;

namespace RunbookSdk.Analyzers.Tests;

/// <summary>An editor asks about every text on the way to a right one: no analyzer and no fix may throw, whatever is missing.</summary>
public sealed class RobustnessTests
{
    private const int Texts = 60;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Texts_with_tokens_missing_or_twice_are_analyzed_without_an_exception(int seed)
    {
        var random = new Random(seed);
        string[] names = ["runbooks/latency.csx", "runbooks/node-drain.csx", "runbooks/superoffice/internet.csx", "runbooks/superoffice/client-versions.csx"];
        var sources = names
            .Select(f => File.ReadAllText(Repository.PathOf(f.Split('/')))).ToList();
        var analyzed = 0;
        for (var i = 0; i < Texts; i++)
        {
            var text = Damage(Shorten(sources[random.Next(sources.Count)], random), random);
            var compilation = Script.Compile(("test.csx", text));
            if (!CanBeRead(compilation)) continue;
            // Analyze fails the test when an analyzer throws. An editor asks about malformed texts too.
            var all = compilation.GetDiagnostics().Concat(Script.Analyze(compilation)).ToList();
            FixSet.For(all, compilation.GetSemanticModel(compilation.SyntaxTrees[0]));
            analyzed++;
        }

        Assert.True(analyzed > Texts / 2, $"Only {analyzed} were analyzed, which would prove little.");
    }

    /// <summary>The compiler itself fails over some malformed queries.</summary>
    private static bool CanBeRead(CSharpCompilation compilation)
    {
        try
        {
            compilation.GetDiagnostics();
            return true;
        }
        catch (NullReferenceException) when (CompilerDiagnostics.IsMalformed(compilation))
        {
            return false;
        }
    }

    /// <summary>One statement or two: most of a long text would only be the same again.</summary>
    private static string Shorten(string text, Random random)
    {
        var statements = text.Split("\n\n");
        var first = random.Next(statements.Length);
        return string.Join("\n\n", statements.Skip(first).Take(2)).Replace(" > ", random.Next(2) == 0 ? " is > " : " > ", StringComparison.Ordinal);
    }

    private static string Damage(string text, Random random)
    {
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            var tokens = SyntaxFactory.ParseTokens(text, options: new CSharpParseOptions(kind: SourceCodeKind.Script)).ToList();
            var token = tokens[random.Next(tokens.Count)];
            var other = tokens[random.Next(tokens.Count)];
            text = random.Next(3) switch
            {
                0 => text.Remove(token.SpanStart, token.Span.Length),
                1 => text.Insert(token.Span.End, " " + other.Text),
                _ => text.Remove(token.SpanStart, token.Span.Length).Insert(token.SpanStart, other.Text),
            };
        }

        return text;
    }
}
