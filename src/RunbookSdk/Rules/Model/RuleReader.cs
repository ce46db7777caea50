using RunbookSdk.Diagnostics;

namespace RunbookSdk.Rules.Model;

internal static class RuleReader
{
    public static List<RuleModel> ReadAll(IEnumerable<RuleBook> runbooks, List<Diagnostic> problems) => throw new NotImplementedException();
}
