using System.CommandLine;
using System.CommandLine.Completions;
using System.Text.RegularExpressions;
using RunbookSdk.Scripting.Reading;

namespace RunbookSdk.Cli.Shells;

/// <summary>
/// Lets shells complete names that the command line does not list itself. They are read from the texts of runbooks as they stand, not compiled: a shell
/// that waits is of no use.
/// </summary>
internal static partial class KnownNames
{
    private const int MostFiles = 500;

    private static readonly string[] OwnLifecycles = ["incident", "component", "client-policy", "maintenance"];

    /// <summary>Adds the names to all verbs, by what their arguments and options are called.</summary>
    public static void AddTo(Command command)
    {
        foreach (var argument in command.Arguments)
        {
            switch (argument.Name, command.Name)
            {
                case ("SCOPE", _): argument.CompletionSources.Add(c => Rules(c).Select(r => $"rule/{r}").Prepend("all").Select(Item)); break;
                case ("RULE" or "PROPOSAL", _): argument.CompletionSources.Add(c => Rules(c).Select(Item)); break;
                case ("NAME", "lifecycle"): argument.CompletionSources.Add(c => OwnLifecycles.Concat(Found(c, LifecyclePattern())).Select(Item)); break;
                default: break;
            }
        }

        foreach (var option in command.Options.Where(o => o.Name == "--zone"))
            option.CompletionSources.Add(_ => TimeZoneInfo.GetSystemTimeZones().Select(z => z.Id).Order(StringComparer.Ordinal).Select(Item));
        foreach (var inner in command.Subcommands) AddTo(inner);
    }

    private static IEnumerable<string> Rules(CompletionContext context) => Found(context, RulePattern());

    private static CompletionItem Item(string name) => new(name);

    private static IEnumerable<string> Found(CompletionContext context, Regex pattern) =>
        Texts(Paths(context.ParseResult)).SelectMany(t => pattern.Matches(t)).Select(m => m.Groups["name"].Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    /// <summary>The runbooks that the command names, or those of here.</summary>
    private static IReadOnlyList<string> Paths(ParseResult parsed)
    {
        var named = parsed.CommandResult.Children.OfType<System.CommandLine.Parsing.OptionResult>()
            .Where(o => o.Option.Name == "--runbooks").SelectMany(o => o.Tokens).Select(t => t.Value).ToList();
        return named.Count > 0 ? named : ["."];
    }

    private static IEnumerable<string> Texts(IEnumerable<string> paths)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, MaxRecursionDepth = 6 };
        var files = paths.SelectMany(p => Directory.Exists(p) ? Directory.EnumerateFiles(p, "*.cs*", options).Where(IsRunbook).Order(StringComparer.Ordinal) : File.Exists(p) ? [p] : Enumerable.Empty<string>());
        return files.Take(MostFiles).Select(Read);
    }

    private static bool IsRunbook(string file) => Try(AppOfOneFile.IsRunbook, file);

    private static string Read(string file) => Try(File.ReadAllText, file) ?? "";

    private static T? Try<T>(Func<string, T> read, string file)
    {
        try
        {
            return read(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return default;
        }
    }

    [GeneratedRegex("""\bRule\(\s*"(?<name>[^"]+)"(?!\s*\+)""")]
    private static partial Regex RulePattern();

    [GeneratedRegex("""\bDefineLifecycle\(\s*"(?<name>[^"]+)"(?!\s*\+)""")]
    private static partial Regex LifecyclePattern();
}
