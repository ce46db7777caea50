using System.Text;
using RunbookSdk.Rules;

namespace RunbookSdk.Scripting.Reading;

/// <summary>Texts as a rule set keeps them, and scripts made of such texts without going to the disk.</summary>
internal static class KeptTexts
{
    /// <summary>The texts of units: first the scripts in their order, then what they load.</summary>
    public static IReadOnlyList<RuleText> Of(IReadOnlyList<ScriptUnit> units)
    {
        var scripts = units.SelectMany(u => u.Scripts).ToList();
        var loaded = units.SelectMany(u => u.Texts).Except(scripts);
        return [.. scripts.Concat(loaded).Select(t => new RuleText(t.Path, t.Text))];
    }

    /// <summary>The units that the texts were taken of.</summary>
    public static List<ScriptUnit> Read(IReadOnlyList<RuleText> kept)
    {
        var texts = new Dictionary<string, ScriptText>(StringComparer.Ordinal);
        foreach (var text in kept) texts.TryAdd(text.File, new ScriptText(text.File, Encoding.UTF8.GetBytes(text.Text)));
        var loaded = new HashSet<ScriptText>();
        foreach (var (text, script) in kept.Zip(texts.Values))
        {
            foreach (var directive in LoadDirective.FindAll(text.Text))
            {
                if (texts.TryGetValue(Resolve(text.File, directive.Target), out var other))
                {
                    script.AddLoad(directive.Target, other);
                    loaded.Add(other);
                }
                else script.RefusedLines.Add(directive.Line);
            }
        }

        return ScriptUnit.Group(texts.Values.Where(t => !loaded.Contains(t)));
    }

    /// <summary>The path that a target means, seen from a file; both with forward slashes.</summary>
    private static string Resolve(string file, string target)
    {
        var parts = new List<string>(file.Split('/')[..^1]);
        foreach (var part in target.Split('/'))
        {
            if (part == ".." && parts.Count > 0 && parts[^1] != "..") parts.RemoveAt(parts.Count - 1);
            else if (part != ".") parts.Add(part);
        }

        return string.Join('/', parts);
    }
}
