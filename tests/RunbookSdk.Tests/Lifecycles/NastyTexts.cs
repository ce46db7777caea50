using RunbookSdk.Lifecycles;

namespace RunbookSdk.Tests.Lifecycles;

/// <summary>Texts that a language of pictures could take for something else.</summary>
internal static class NastyTexts
{
    public static IReadOnlyList<string> All { get; } =
    [
        "say \"stop\"", "one: two", "one; two", "<b>bold</b>", "a < b && b > c", "first\nsecond", "first\r\nsecond", "tab\there", "[*]",
        "a --> b", "a -> b", "state x {", "}", "{x}", "note right of x", "end note", "direction LR", "turn direction TB now", "%% comment",
        "%%{init: {\"theme\": \"dark\"}}%%", "---", "--", "<<fork>>", "[[choice]]", "click x", "class x y", "style x fill:#f00;", "classDef x y",
        "x as y", "::: x", "accTitle: x", "accDescr { x }", "hide empty description", "scale 100 width", "stateDiagram-v2",
        "1. first", "2) second", "- item", "+ item", "* item", "# heading", "> quote", "*a* **b** _c_ __d__ ~~e~~", "`code`", "```", "[a](b)",
        "![a](b)", "| a | b |", "http://example.com/?a=1&b=2", "www.example.com", "a@example.com", "fa:fa-bell", "$$x^2$$", "&amp; &#35; #35; &lt;", "ﬂ°°35¶ß",
        "\\n \\l \\N \\", "back\\slash", "line\u2028separator\u2029here\u0085next", "bell\u0007 and\u0000zero\u009f", "ÆØÅ æøå ß", "日本語", "עברית", "👩‍🚀 e\u0301",
        "__proto__", "constructor", "end", "state", "default", "node", "graph", "subgraph", "strict", "<br/>", "<script>alert(1)</script>", "a|b",
        "under_score_d", "it's", "50%", "a/b", "(a)", "=", "^", "\ud800 alone",
        "a text that is so long that whoever draws it has to break it into several lines, or else the picture becomes very wide indeed",
    ];

    /// <summary>Words that a language of pictures could have for itself, alone or as the beginning of one.</summary>
    public static IReadOnlyList<string> Words { get; } =
    [
        "root", "start", "fork", "join", "choice", "divider", "history", "as", "class", "classDef", "click", "direction", "hide", "href", "note", "scale", "style",
        "left", "right", "of", "LR", "TB", "stateDiagram", "accTitle", "accDescr", "title", "width", "empty", "description", "toString", "valueOf", "hasOwnProperty",
        "noteworthy", "stateful", "classy", "endless", "styled", "defaults", "hidden", "ascend", "scaled", "directions", "root_start", "root_end", "state_1", "picture0",
        "edge", "digraph", "label", "cluster_a", "begin", "A", "a1", "undefined", "null", "true", "NaN", "Object",
    ];

    /// <summary>A round through states that are called so, each left by a trigger, under a guard, with an action that are all called so.</summary>
    public static Lifecycle<string, string> Round(params IReadOnlyList<string> texts)
    {
        var builder = Lifecycle.Define<string, string>(texts[0], version: 2).Initial(texts[0]);
        for (var i = 0; i < texts.Count; i++)
        {
            var (text, next) = (texts[i], texts[(i + 1) % texts.Count]);
            builder.State(text, s => s
                .OnEntry(text, _ => { })
                .On(text).If(text, (int _) => true).Do(text, _ => { }).GoTo(next)
                .On(text + "!").Do(text, _ => { }).Stay()
                .On(text + "?").Reenter());
        }

        return builder.Build();
    }

    /// <summary>A state with this name that has a sub-state with a name like it.</summary>
    public static Lifecycle<string, string> Nest(string text) => Lifecycle.Define<string, string>("nest")
        .Initial(text)
        .State(text, s => s
            .Initial(text + " inside")
            .OnEntry(text, _ => { })
            .On(text).Do(text, _ => { }).GoTo("other"))
        .State(text + " inside", s => s.Within(text).On(text + "!").GoTo("other"))
        .State("other", s => s.On(text).GoToHistory(text))
        .Build();
}
