namespace RunbookSdk.Scripting.Reading;

/// <summary>
/// Texts that are compiled together: a script with all that it loads. Scripts that load the same text are one unit, so that a fact
/// declared in the shared text is one type and a rule in it is declared once.
/// </summary>
/// <param name="Scripts">The scripts that nobody loads, in their order.</param>
/// <param name="Texts">All texts in the order in which their statements run.</param>
internal sealed record ScriptUnit(IReadOnlyList<ScriptText> Scripts, IReadOnlyList<ScriptText> Texts)
{
    /// <summary>What people know the unit by.</summary>
    public string Path => Scripts[0].Path;

    /// <summary>The same unit with other contents of some texts, by path; what they load stays as it is.</summary>
    public ScriptUnit With(IReadOnlyDictionary<string, byte[]> contents)
    {
        var changed = new Dictionary<ScriptText, ScriptText>();
        // What is loaded comes before what loads it.
        foreach (var text in Texts) changed.Add(text, text.With(contents.GetValueOrDefault(text.Path, text.Content), changed));
        return new([.. Scripts.Select(s => changed[s])], [.. Texts.Select(t => changed[t])]);
    }

    /// <summary>Makes units of scripts.</summary>
    public static List<ScriptUnit> Group(IEnumerable<ScriptText> scripts)
    {
        var groups = new List<Parts>();
        foreach (var script in scripts)
        {
            var texts = new List<ScriptText>();
            AddInOrder(script, texts);
            var sharing = groups.FindAll(g => g.Texts.Exists(texts.Contains));
            if (sharing.Count == 0)
            {
                groups.Add(new([script], texts));
                continue;
            }

            foreach (var other in sharing.Skip(1))
            {
                Join(sharing[0], other);
                groups.Remove(other);
            }

            Join(sharing[0], new([script], texts));
        }

        return groups.ConvertAll(g => new ScriptUnit(g.Scripts, g.Texts));
    }

    private static void Join(Parts group, Parts other)
    {
        group.Scripts.AddRange(other.Scripts);
        group.Texts.AddRange(other.Texts.Where(t => !group.Texts.Contains(t)));
    }

    private static void AddInOrder(ScriptText text, List<ScriptText> texts)
    {
        if (texts.Contains(text)) return;
        foreach (var load in text.Loads) AddInOrder(load.Text, texts);
        texts.Add(text);
    }

    private sealed record Parts(List<ScriptText> Scripts, List<ScriptText> Texts);
}
