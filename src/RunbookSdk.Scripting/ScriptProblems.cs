using RunbookSdk.Diagnostics;

namespace RunbookSdk.Scripting;

/// <summary>Every problem that this house reports itself, in one place: code, severity, words.</summary>
internal static class ScriptProblems
{
    public static Diagnostic NotFound(string path) => Error(
        "RBK0201", $"There is no file or folder '{path}'. Give a .csx file, or a folder with some.", new(path, 0));

    public static Diagnostic NoScripts(string folder) => Error(
        "RBK0202", "The folder holds no .csx file (nor a .cs file that begins with #! and names the package RunbookSdk), neither directly nor below. Hidden folders are not looked into.", new(folder, 0));

    public static Diagnostic Unreadable(string path, string reason) => Error("RBK0203", $"The file cannot be read: {reason}", new(path, 0));

    public static Diagnostic NotAScript(string path) => Error(
        "RBK0204", "A runbook's file ends in .csx (or .cs when it is an app of one file). Rename it, or give another.", new(path, 0));

    public static Diagnostic CacheUnusable(string folder, string reason) => new(
        "RBK0205",
        Severity.Info,
        $"Compiled scripts cannot be kept, so every start compiles again: {reason} Set another cache folder, or switch the cache off.",
        new(folder, 0));

    public static Diagnostic NotUtf8(string path, int line) => new(
        "RBK1067",
        Severity.Warning,
        "The file is not UTF-8: from here on letters are lost, so a name that is compared with would never be found. Save it as UTF-8.",
        new(path, line));

    public static Diagnostic LoadRefused(SourceLocation place, string target, string reason) =>
        Error("RBK1301", $"#load \"{target}\" is refused: {reason}", place);

    public static Diagnostic Empty(string path) => new(
        "RBK1302",
        Severity.Warning,
        "The script holds no statement, so it declares no rule. Write one, or delete the file.",
        new(path, 1, 1));

    public static Diagnostic Threw(SourceLocation place, Exception exception) => Error(
        "RBK1304", $"The script stopped before all its rules were declared: {exception.GetType().Name}: {exception.Message}", place);

    public static Diagnostic Waits(SourceLocation place) => Error(
        "RBK1305",
        "The script waits for something (await). A runbook only declares rules: what a rule has to know must come in as a fact.",
        place);

    public static Diagnostic FactDeclaredTwice(string path, string fact, string other) => Error(
        "RBK1306",
        $"The fact '{fact}' is declared here and in {other}, so a fact of that name could be either. "
            + "Declare it once in a file that both #load, or give one of them another name.",
        new(path, 0));

    public static Diagnostic OtherLanguage(SourceLocation place, string written, string meant) =>
        Error("RBK1307", $"C# does not know {Quoted(written)} here; write {Quoted(meant)}.", place);

    /// <summary>A text has quotes of its own.</summary>
    private static string Quoted(string text) => text[0] is '\'' or '"' ? text : $"'{text}'";

    private static Diagnostic Error(string code, string message, SourceLocation place) => new(code, Severity.Error, message, place);
}
