using System.Runtime.CompilerServices;
using RunbookSdk.Rules;

namespace RunbookSdk.Testing.Conformance;

/// <summary>The rules of a case.</summary>
internal sealed class CaseBook(Action<CaseBook> define) : Runbook
{
    /// <summary>Declares a rule that acts.</summary>
    public RuleBuilder Decide<T>(string id, Query<T> query, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        Rule(id, query, file, line).Mode(Act);

    protected override void Define() => define(this);
}
