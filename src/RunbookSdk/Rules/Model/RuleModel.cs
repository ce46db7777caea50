using RunbookSdk.Diagnostics;

namespace RunbookSdk.Rules.Model;

internal sealed record RuleModel(string Id, int Order, SourceLocation Location, RuleSettings Settings);
