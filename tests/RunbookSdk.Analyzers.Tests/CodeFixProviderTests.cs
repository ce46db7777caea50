using Microsoft.CodeAnalysis.CodeFixes;
using RunbookSdk.Analyzers.CodeFixes;
using RunbookSdk.Analyzers.Fixes;

namespace RunbookSdk.Analyzers.Tests;

public sealed class CodeFixProviderTests
{
    [Fact]
    public async Task An_editor_offers_what_check_fixes()
    {
        const string Runbook = "public sealed class A : Runbook { protected override void Define() => "
            + "Rule(\"Page_Ops\", from p in Facts<Probe>() select Page(\"ops\", because: p.Subject)); }";

        Assert.Equal(Runbook.Replace("Page_Ops", "page-ops", StringComparison.Ordinal), await Project.FixAsync(Runbook, "RBK1001"));
    }

    [Fact]
    public void All_places_of_a_file_can_be_fixed_at_once() =>
        Assert.Same(WellKnownFixAllProviders.BatchFixer, new RunbookCodeFixProvider().GetFixAllProvider());

    [Fact]
    public void The_provider_is_asked_for_all_that_fixes_know() =>
        Assert.Equal(FixSet.All.SelectMany(f => f.Ids).Distinct(), new RunbookCodeFixProvider().FixableDiagnosticIds);
}
