using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Json;
using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;

namespace RunbookSdk.Testing.Scenarios.Reading;

/// <summary>
/// A fact as a scenario writes it. It becomes the JSON that facts arrive as, so that what is true of those is true of it: the same members, the
/// same words, the same mistakes. Its instants may be times after the beginning, or <c>now</c>.
/// </summary>
internal sealed class FactTemplate(FactBinder binder, YamlMap members, DateTimeOffset start, List<Diagnostic> problems)
{
    private readonly Dictionary<string, FactMember> known = binder.Members.ToDictionary(m => m.Shape.Name, StringComparer.Ordinal);

    public FactType Type => binder.Type;

    /// <summary>Reports members that the record does not have; false when there are some.</summary>
    public bool CheckNames()
    {
        var before = problems.Count;
        foreach (var field in members.Fields.Where(f => !known.ContainsKey(f.Name)))
            problems.Add(ScenarioProblems.UnknownMember(field.Name, Type.Name, known.Keys, field.Location));
        return problems.Count == before;
    }

    /// <summary>The type of a member; null when the record does not have it.</summary>
    public Type? TypeOf(string member) =>
        known.GetValueOrDefault(member)?.ValueType is { } type ? Nullable.GetUnderlyingType(type) ?? type : null;

    /// <summary>Makes the fact; null, and problems, when that cannot be done.</summary>
    /// <param name="now">The instant at which it is observed.</param>
    /// <param name="isRetraction">True: only its key has to be there.</param>
    /// <param name="replaced">Values that stand in the place of those written.</param>
    public object? Make(DateTimeOffset now, bool isRetraction, IReadOnlyDictionary<string, string>? replaced = null)
    {
        if (Json(now, replaced) is not { } json) return null;
        var found = new FactProblems();
        var fact = binder.Bind(json, 0, isRetraction, found);
        if (!found.IsEmpty) Report(found, json);
        return found.IsEmpty ? fact : null;
    }

    /// <summary>The values of the members that are written; null, and problems, when one cannot be read.</summary>
    public IReadOnlyDictionary<string, object?>? Some(DateTimeOffset now)
    {
        if (!CheckNames() || Json(now, null) is not { } json) return null;
        var found = new FactProblems();
        var values = binder.BindSome(json, found);
        if (values is null) Report(found, json);
        return values;
    }

    /// <summary>Each member stands in a line of its own, so that the line of a problem says which member it is about.</summary>
    private void Report(FactProblems found, byte[] json)
    {
        foreach (var problem in found.ToDiagnostics(json, "", 1))
        {
            var member = problem.Location.Line - 2;
            problems.Add(problem with
            {
                Location = member >= 0 && member < members.Fields.Count ? members.Fields[member].Value.Location : members.Location,
                Message = problem.Message.Replace(", and the data have none.", ", and it is not there.", StringComparison.Ordinal),
            });
        }
    }

    private byte[]? Json(DateTimeOffset now, IReadOnlyDictionary<string, string>? replaced)
    {
        var before = problems.Count;
        var text = new StringBuilder("{\n");
        for (var i = 0; i < members.Fields.Count; i++)
        {
            var field = members.Fields[i];
            var type = TypeOf(field.Name) ?? typeof(object);
            text.Append(JsonSerializer.Serialize(field.Name)).Append(": ");
            if (replaced?.GetValueOrDefault(field.Name) is { } value) Write(text, new YamlText(value, false, field.Value.Location), type, now);
            else Write(text, field.Value, type, now);
            text.Append(i == members.Fields.Count - 1 ? "\n" : ",\n");
        }

        return problems.Count == before ? Encoding.UTF8.GetBytes(text.Append('}').ToString()) : null;
    }

    private void Write(StringBuilder json, YamlNode node, Type type, DateTimeOffset now)
    {
        switch (node)
        {
            case YamlText text: json.Append(Value(text, type, now)); break;
            case YamlList list: WriteAll(json, '[', list.Items, i => Write(json, i, ItemOf(type), now), ']'); break;
            case YamlMap map:
                WriteAll(json, '{', map.Fields, f =>
                {
                    json.Append(JsonSerializer.Serialize(f.Name)).Append(':');
                    Write(json, f.Value, MemberOf(type, f.Name), now);
                }, '}');
                break;
        }
    }

    private static void WriteAll<T>(StringBuilder json, char begin, IReadOnlyList<T> items, Action<T> write, char end)
    {
        json.Append(begin);
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0) json.Append(',');
            write(items[i]);
        }

        json.Append(end);
    }

    private string Value(YamlText text, Type type, DateTimeOffset now)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (text.IsNull) return "null";
        if (type == typeof(DateTimeOffset)) return Quoted(InstantOf(text, now));
        if (type == typeof(TimeSpan)) return Quoted(ScenarioTime.TryParse(text.Text, out var time) ? time.ToString("c", CultureInfo.InvariantCulture) : text.Text);
        if (type == typeof(string) || type == typeof(ProductVersion) || type.IsEnum || text.IsQuoted) return Quoted(text.Text);
        if (text.Text is "true" or "false") return text.Text;
        return double.TryParse(text.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? NumberText(text.Text, number)
            : Quoted(text.Text);
    }

    private string InstantOf(YamlText text, DateTimeOffset now)
    {
        var instant = text.Text == "now" ? now : ScenarioTime.ParseMoment(text, start, problems) ?? now;
        return instant.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture);
    }

    /// <summary>The text as it stands when JSON knows it, for a long number must not lose digits on its way.</summary>
    private static string NumberText(string text, double number)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text));
        try
        {
            return reader.Read() && reader.TokenType == JsonTokenType.Number && !reader.Read() ? text : number.ToString("R", CultureInfo.InvariantCulture);
        }
        catch (JsonException)
        {
            return number.ToString("R", CultureInfo.InvariantCulture);
        }
    }

    private static string Quoted(string text) => JsonSerializer.Serialize(text);

    private static Type ItemOf(Type type) => type.IsAssignableTo(typeof(IEnumerable)) && type is { IsGenericType: true, GenericTypeArguments.Length: 1 }
        ? type.GenericTypeArguments[0]
        : type.GetElementType() ?? typeof(object);

    private static Type MemberOf(Type type, string name) => type.GetProperties()
        .FirstOrDefault(p => string.Equals(p.Name, name, StringComparison.OrdinalIgnoreCase))?.PropertyType ?? typeof(object);
}
