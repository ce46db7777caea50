using RunbookSdk.Diagnostics;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace RunbookSdk.Testing.Scenarios.Reading;

/// <summary>
/// Reads YAML into nodes that know their place. Values stay texts: whether <c>11.5</c> is a number or a version depends on who reads it, and
/// nothing becomes a time or a truth because it looks like one.
/// </summary>
internal sealed class YamlTree
{
    private const int Deepest = 64;

    /// <summary>A few lines of aliases of aliases can mean more than any memory holds.</summary>
    private const int MostNodes = 1_000_000;
    private readonly Parser parser;
    private readonly string file;
    private readonly List<Diagnostic> problems;
    private readonly Dictionary<string, (YamlNode Node, int Size)> anchors = new(StringComparer.Ordinal);
    private int size;

    private YamlTree(string text, string file, List<Diagnostic> problems) =>
        (parser, this.file, this.problems) = (new Parser(new StringReader(text)), file, problems);

    /// <summary>The document; null after a problem that leaves nothing to read, or when there is none.</summary>
    public static YamlNode? Read(string text, string file, List<Diagnostic> problems)
    {
        try
        {
            return new YamlTree(text, file, problems).Document();
        }
        catch (YamlException exception)
        {
            var place = new SourceLocation(file, (int)exception.Start.Line, (int)exception.Start.Column);
            problems.Add(TabIn(text, file) is { } tab && exception.Message.Contains("tab", StringComparison.Ordinal)
                ? ScenarioProblems.NotYaml("a line is indented with a tab, and YAML wants spaces", tab)
                : ScenarioProblems.NotYaml(Shortened(exception), place));
            return null;
        }
    }

    /// <summary>The first tab that indents a line; the library names the line at which it began to read what stands there.</summary>
    private static SourceLocation? TabIn(string text, string file)
    {
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            var column = line.IndexOfAnyExcept(' ');
            if (column >= 0 && line[column] == '\t') return new(file, number, column + 1);
        }

        return null;
    }

    /// <summary>The library repeats the place in its message, and of the commonest mistake it tells what it did when it met it.</summary>
    private static string Shortened(YamlException exception)
    {
        var message = exception.InnerException?.Message ?? exception.Message;
        if (message.Contains("plain scalar value, found invalid mapping", StringComparison.Ordinal)) return "a text goes on with a colon, as if it were a name; put the text into quotes, or the space behind the '-'";
        var colon = message.StartsWith('(') ? message.IndexOf("): ", StringComparison.Ordinal) : -1;
        return (colon < 0 ? message : message[(colon + 3)..]).TrimEnd('.');
    }

    private YamlNode? Document()
    {
        parser.Consume<StreamStart>();
        if (parser.Accept<StreamEnd>(out _)) return null;
        parser.Consume<DocumentStart>();
        var root = Node(0);
        parser.Consume<DocumentEnd>();
        if (parser.TryConsume<DocumentStart>(out var second))
            problems.Add(ScenarioProblems.NotYaml("a file holds one document, and here a second one begins", At(second)));
        return root;
    }

    private YamlNode Node(int depth)
    {
        if (depth > Deepest) throw new YamlException(parser.Current!.Start, parser.Current.End, "this is nested too deeply");
        if (parser.TryConsume<AnchorAlias>(out var alias)) return Aliased(alias);
        var first = parser.Current as NodeEvent ?? throw new YamlException("a value is missing here");
        var before = size++;
        YamlNode node = first switch
        {
            SequenceStart => List(depth),
            MappingStart => Map(depth),
            _ => Text(),
        };
        if (!first.Anchor.IsEmpty) anchors[first.Anchor.Value] = (node, size - before);
        return node;
    }

    private YamlNode Aliased(AnchorAlias alias)
    {
        if (!anchors.TryGetValue(alias.Value.Value, out var known))
            throw new YamlException(alias.Start, alias.End, $"there is no anchor '&{alias.Value.Value}' before this place");
        size += known.Size;
        if (size > MostNodes) throw new YamlException(alias.Start, alias.End, "the aliases of this file stand for too much");
        return known.Node;
    }

    private YamlText Text()
    {
        var scalar = parser.Consume<Scalar>();
        if (scalar.Value.Contains('\0', StringComparison.Ordinal)) throw new YamlException(scalar.Start, scalar.End, "a text holds the sign of number 0, which no name and no path can");
        return new(scalar.Value, scalar.Style is not (ScalarStyle.Plain or ScalarStyle.Any), At(scalar)) { IsFolded = scalar.End.Line > scalar.Start.Line };
    }

    private YamlList List(int depth)
    {
        var location = At(parser.Consume<SequenceStart>());
        var items = new List<YamlNode>();
        while (!parser.TryConsume<SequenceEnd>(out _)) items.Add(Node(depth + 1));
        return new(items, location);
    }

    private YamlMap Map(int depth)
    {
        var location = At(parser.Consume<MappingStart>());
        var fields = new List<YamlField>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var name = Node(depth + 1);
            var value = Node(depth + 1);
            if (name is not YamlText text) problems.Add(ScenarioProblems.NotYaml("a name has to be a text", name.Location));
            else if (fields.Exists(f => f.Name == text.Text)) problems.Add(ScenarioProblems.Twice(text.Text, name.Location));
            else fields.Add(new(text.Text, value, name.Location));
        }

        return new(fields, location);
    }

    private SourceLocation At(ParsingEvent parsed) => new(file, (int)parsed.Start.Line, (int)parsed.Start.Column);
}
