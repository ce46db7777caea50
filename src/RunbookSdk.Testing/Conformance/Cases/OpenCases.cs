using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Testing.Conformance.Cases;

/// <summary>Cases that the built-in matcher does not pass yet. They are no part of the suite; each is moved there once it passes.</summary>
internal sealed class OpenCases() : CaseArea("open")
{
    protected override void Write()
    {
        Case("a-text-that-lacks-has-no-beginning", b => b.Rule(
                "r", from m in Facts<Machine>() where m.Site!.StartsWith("ab", StringComparison.Ordinal) select new Hit(m.Name)))
            .At("12:00", new Machine("a", "ab"), new Machine("b", null)).Begins("r(a)").Faults("r")
            .At("12:01", new Machine("a", null), new Machine("b", "ab")).Begins("r(b)").Ends("r(a)").Faults("r");
    }
}
