using RunbookSdk.Diagnostics;

namespace RunbookSdk.Scripting.Tests;

public sealed class ReassignedVariablesTests : IDisposable
{
    private const string Rule = "Rule(\"r\", from l in Facts<ClusterLoad>() where l.Percent > limit select Page(\"t\", \"b\"));";

    private readonly ScriptFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("var limit = 80.0;\n" + Rule + "\nlimit = 90;", 3)]
    [InlineData("var limit = 80.0;\n" + Rule + "\nlimit++;", 3)]
    [InlineData("var limit = 80.0;\n" + Rule + "\nlimit += 1;", 3)]
    [InlineData("var limit = 80.0;\n" + Rule + "\n(limit, var other) = (3, 4);", 3)]
    [InlineData("var limit = 80.0;\nvoid Raise()\n{ limit = 90; }\n" + Rule, 3)]
    [InlineData("var limit = 80.0;\n" + Rule + "\nvoid Set(ref double x) { }\nSet(ref limit);", 4)]
    [InlineData("for (var limit = 1.0; limit < 3;\nlimit++)\n" + Rule, 2)]
    [InlineData("var limit = 80.0;\nvar hot = Facts<ClusterLoad>().Where(l => l.Percent > limit);\nlimit = 90;\n"
        + "Rule(\"r\", from l in hot select Page(\"t\", \"b\"));", 3)]
    public void A_variable_that_changes_after_a_rule_uses_it_is_a_warning(string text, int line)
    {
        var path = folder.Write("a.csx", text);

        var problem = Assert.Single(folder.Declare().Problems);

        Assert.Equal(("RBK1303", Severity.Warning), (problem.Code, problem.Severity));
        Assert.Equal((path, line), (problem.Location.File, problem.Location.Line));
        Assert.Contains("'limit'", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("const double limit = 80;\n" + Rule)]
    [InlineData("double limit;\nif (DateTimeOffset.MinValue.Year == 1) limit = 3; else limit = 4;\n" + Rule)]
    [InlineData("var limit = 80.0;\n" + Rule + "\nvar other = 3;\nother = 4;")]
    [InlineData("foreach (var limit in new[] { 1.0, 2.0 })\n" + Rule)]
    [InlineData("foreach (var x in new[] { 1.0, 2.0 })\n{ var limit = x; limit = x + 1; " + Rule + " }")]
    [InlineData("var limit = 80.0;\nlimit = 85;\n" + Rule)]
    [InlineData("var limit = 80.0;\nvar few = new[] { 1.0 }.Where(x => x > limit).ToList();\nlimit = 85;\n" + Rule)]
    public void A_variable_that_stays_as_it_was_when_the_rule_read_it_is_fine(string text)
    {
        folder.Write("a.csx", text);

        Assert.Empty(folder.Declare().Problems);
    }

    [Fact]
    public void A_variable_of_a_loaded_file_that_the_loading_script_changes_is_a_warning()
    {
        var path = folder.Write("a.csx", "#load \"b.csx\"\nlimit = 90;");
        folder.Write("b.csx", "var limit = 80.0;\n" + Rule);

        var problem = Assert.Single(folder.Declare().Problems);

        Assert.Equal(("RBK1303", path, 2), (problem.Code, problem.Location.File, problem.Location.Line));
    }
}
