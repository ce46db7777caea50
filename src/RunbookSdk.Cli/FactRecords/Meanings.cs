using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace RunbookSdk.Cli.FactRecords;

/// <summary>What the documentation of an assembly, which lies beside it, says of its records.</summary>
internal sealed partial class Meanings
{
    private readonly Dictionary<string, XElement> members;

    private Meanings(Dictionary<string, XElement> members) => this.members = members;

    /// <summary>Those of the SDK; none when its documentation is not there or cannot be read, for a list of names is of use without.</summary>
    public static Meanings OfSdk()
    {
        try
        {
            var path = Path.ChangeExtension(typeof(DomainFacts).Assembly.Location, ".xml");
            var types = XDocument.Load(path).Descendants("member").Where(m => m.Attribute("name")!.Value.StartsWith("T:", StringComparison.Ordinal));
            return new(types.ToDictionary(m => m.Attribute("name")!.Value[2..], StringComparer.Ordinal));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or XmlException or ArgumentException)
        {
            return new([]);
        }
    }

    /// <summary>What a record is, in a sentence.</summary>
    public string? Of(Type type) => Find(type)?.Element("summary") is { } summary ? SentencePattern().Match(TextOf(summary)).Value : null;

    /// <summary>What a member of a record is.</summary>
    public string? Of(Type type, string member) =>
        Find(type)?.Elements("param").FirstOrDefault(p => string.Equals(p.Attribute("name")?.Value, member, StringComparison.OrdinalIgnoreCase)) is { } found ? TextOf(found) : null;

    private XElement? Find(Type type) => type.FullName is { } name ? members.GetValueOrDefault(name) : null;

    /// <summary>The text; of what it refers to, the last name.</summary>
    private static string TextOf(XElement element) => SpacePattern().Replace(
        string.Concat(element.Nodes().Select(n => n switch
        {
            XText text => text.Value,
            XElement inner when inner.Attribute("cref") is { } reference => reference.Value[(reference.Value.LastIndexOfAny(['.', ':']) + 1)..],
            XElement inner when inner.Attribute("langword") is { } word => word.Value,
            XElement inner => inner.Value,
            _ => "",
        })),
        " ").Trim();

    [GeneratedRegex(@"^.*?[.](?= |$)|^.*$")]
    private static partial Regex SentencePattern();

    [GeneratedRegex(@"\s+")]
    private static partial Regex SpacePattern();
}
