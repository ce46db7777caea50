using RunbookSdk.Rules;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.Tests.Rules;

/// <summary>A runbook that a test writes in place.</summary>
internal sealed class Book(Action<Book> define) : Runbook
{
    /// <summary>The model of the only rule that a test declares.</summary>
    public static RuleModel Read<T>(Query<T> query) =>
        Xunit.Assert.Single(RuleSet.Create(new Book(b => b.Rule("rule", query))).Rules).Model;

    /// <summary>The model of a query; what follows from it does not matter.</summary>
    public static QueryModel ReadQuery<T>(Query<T> query) => Read(query.Select(fact => Page("sre", "it matched"))).Query;

    protected override void Define() => define(this);
}
