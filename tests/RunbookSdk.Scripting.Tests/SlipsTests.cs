using System.Text;
using System.Text.RegularExpressions;
using RunbookSdk.Diagnostics;
using RunbookSdk.Scripting.Fixing;
using RunbookSdk.Tests.Conventions;

namespace RunbookSdk.Scripting.Tests;

/// <summary>Words and signs of other languages: what is told is about them, not about what stands around.</summary>
public sealed partial class SlipsTests : IDisposable
{
    private readonly ScriptFolder folder = new();

    private static readonly string[] Folders = ["runbooks", "examples"];

    public static TheoryData<string> Runbooks()
    {
        var texts = new TheoryData<string>();
        foreach (var path in Folders.SelectMany(f => Directory.GetFiles(Repository.PathOf(f), "*.csx", SearchOption.AllDirectories)).Order(StringComparer.Ordinal))
            if (SlipPattern().IsMatch(File.ReadAllText(path)) && !File.ReadAllText(path).Contains("#load", StringComparison.Ordinal)) texts.Add(Path.GetRelativePath(Repository.PathOf(), path));
        return texts;
    }

    [Theory]
    [InlineData("l.Percent > 80 and l.Cluster == \"a\"", 15, "'and'", "'&&'")]
    [InlineData("l.Percent > 80 AND l.Cluster == \"a\"", 15, "'AND'", "'&&'")]
    [InlineData("l.Percent > 80 or l.Percent < 1", 15, "'or'", "'||'")]
    [InlineData("not l.Cluster.StartsWith(\"a\")", 0, "'not'", "'!(...)'")]
    [InlineData("l.Cluster <> \"a\"", 10, "'<>'", "'!='")]
    [InlineData("l.Percent => 80", 10, "'=>'", "'>='")]
    [InlineData("l.Percent =< 80", 10, "'=<'", "'<='")]
    [InlineData("l.Cluster == f\"{l.Cluster}\"", 13, "'f\"'", "'$\"'")]
    [InlineData("l.Cluster == 'online1'", 13, "'online1'", "\"online1\"")]
    public void A_slip_is_all_that_is_told(string condition, int column, string written, string meant)
    {
        const string Before = "Rule(\"r\", from l in Facts<ClusterLoad>() where ";
        var path = folder.Write("a.csx", $"{Before}{condition}\nselect Page(\"ops\", because: l.Cluster));");

        var problem = Assert.Single(folder.Declare().Problems);

        Assert.Equal(("RBK1307", Severity.Error), (problem.Code, problem.Severity));
        Assert.Equal(new SourceLocation(path, 1, Before.Length + column + 1), problem.Location);
        Assert.Equal($"C# does not know {written} here; write {meant}.", problem.Message);
    }

    [Fact]
    public void What_else_is_wrong_is_told_where_it_stands()
    {
        var path = folder.Write("a.csx", "Rule(\"r\", from l in Facts<ClusterLoad>() where l.Cluster <> 'a1' and l.Precent > 80 select page(\"ops\"))\n.Mode(Act;");

        Assert.Equal(
            [("RBK1307", 1, 58), ("RBK1307", 1, 61), ("RBK1307", 1, 66), ("CS1061", 1, 72), ("CS0103", 1, 92), ("CS1026", 2, 10)],
            folder.Declare().Problems.Where(p => p.Location.File == path).OrderBy(p => p.Location.Line).ThenBy(p => p.Location.Column)
                .Select(p => (p.Code, p.Location.Line, p.Location.Column)));
    }

    [Fact]
    public void Words_in_their_own_place_are_left_alone()
    {
        folder.Write("a.csx", "var and = 1; Rule(\"r\", from l in Facts<ClusterLoad>() where l.Percent is > 80 and < 90 or 3 select Page('o', because: l.Cluster))\n.Mode(Act;");

        Assert.Equal(["CS1026", "CS1503"], folder.Declare().Problems.Select(p => p.Code).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_arrow_of_a_lambda_is_left_alone_beside_one_that_compares()
    {
        const string Before = "Rule(\"r\", from l in Facts<ClusterLoad>().RaisedWhen(x => x.Percent ";
        var path = folder.Write("a.csx", Before + "=> 80).ClearedWhen(x => x.Percent < 60) select Page(\"ops\", because: l.Cluster));");

        var problem = Assert.Single(folder.Declare().Problems);

        Assert.Equal(("RBK1307", new SourceLocation(path, 1, Before.Length + 1)), (problem.Code, problem.Location));
    }

    [Fact]
    public void Short_forms_are_not_told_in_a_text_that_cannot_be_read_but_in_an_app_they_are()
    {
        const string Text = "Rule(\"r\", from l in Facts<ClusterLoad>() where l.Percent is > 80 select Page(\"ops\", because: l.Cluster)).Mode(Act;";
        folder.Write("a.csx", Text);
        Assert.Equal(["CS1026"], folder.Declare().Problems.Select(p => p.Code));

        folder.Write("a.csx", "#!/usr/bin/env dotnet\n" + Text);
        Assert.Equal(["CS1026", "CS8122"], folder.Declare().Problems.Select(p => p.Code).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Runbooks))]
    public void Runbooks_with_slips_everywhere_have_these_problems_and_no_others(string name)
    {
        var expected = new List<(string, int, int)>();
        var lines = File.ReadAllLines(Repository.PathOf(name));
        for (var i = 0; i < lines.Length; i++)
        {
            for (var from = 0; SlipPattern().Match(lines[i], from) is { Success: true } found; from = found.Index)
            {
                lines[i] = lines[i][..found.Index] + found.Value switch { "&&" => "and", "||" => "or", _ => "<>" } + lines[i][(found.Index + 2)..];
                expected.Add(("RBK1307", i + 1, found.Index + 1));
            }
        }

        folder.Write("a.csx", string.Join('\n', lines));

        var told = folder.Declare().Problems.Select(p => (p.Code, p.Location.Line, p.Location.Column));

        Assert.Equal(expected.Order(), told.Order());
    }

    [Fact]
    public void Fix_writes_what_was_meant_and_goes_on_with_what_it_finds_then()
    {
        folder.Write("a.csx", "Rule(\"Page_Ops\", from l in Facts<ClusterLoad>() where l.Cluster <> 'a1' and l.Percent > 80\r\n  select Page(\"ops\", because: l.Cluster)).Cooldown(Hours(1));");

        var mended = Assert.Single(ScriptFixer.Fix([folder.Path], new() { CacheFolder = null }));

        Assert.Equal(
            "Rule(\"page-ops\", from l in Facts<ClusterLoad>() where l.Cluster != \"a1\" && l.Percent > 80\r\n  select Page(\"ops\", because: l.Cluster)).Cooldown(Hours(1));",
            Encoding.UTF8.GetString(mended.Content));
        Assert.Equal(["Write !=", "Write \"a1\"", "Write &&", "Write 'page-ops'"], mended.Mended.Select(m => m.Fix));
    }

    [Fact]
    public void A_rule_without_an_id_is_told_so()
    {
        folder.Write("a.csx", "Rule(from l in Facts<ClusterLoad>() select Page(\"ops\", because: \"x\"));");

        Assert.Contains("Rule(\"page-on-load\", from ...)", Assert.Single(folder.Declare().Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_without_an_end_is_all_that_is_told_of_its_line()
    {
        folder.Write("a.csx", "Rule(\"r\", from l in Facts<ClusterLoad>() where l.Cluster == \"x select Page(\"ops\", because: \"x\"));");

        Assert.Equal(["CS1010"], folder.Declare().Problems.Select(p => p.Code));
    }

    [Fact]
    public void One_letter_is_like_no_other_name()
    {
        folder.Write("a.csx", "var y = q + 1;");

        Assert.DoesNotContain("Did you mean", Assert.Single(folder.Declare().Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fix_leaves_a_not_to_its_author()
    {
        folder.Write("a.csx", "Rule(\"r\", from l in Facts<ClusterLoad>() where not l.Cluster == \"a\" select Page(\"ops\", because: l.Cluster));");

        Assert.Empty(ScriptFixer.Fix([folder.Path], new() { CacheFolder = null }));
    }

    [Theory]
    [InlineData("from l in Facts<ClusterLod>() select Page(\"ops\", because: \"x\")", "CS0246", "Did you mean 'ClusterLoad'?")]
    [InlineData("from l in Facts<ClusterLoad>() select page(\"ops\", because: \"x\")", "CS0103", "Did you mean 'Page'?")]
    [InlineData("from l in Facts<ClusterLoad>() where l.Procent > 3 select Page(\"ops\", because: \"x\")", "CS1061", "Did you mean 'Percent'?")]
    [InlineData("from l in Facts<ClusterLoad>() where not(l.Percent > 3) select Page(\"ops\", because: \"x\")", "CS0103", "'!(...)'")]
    [InlineData("from l in ClusterLoad select Page(\"ops\", because: \"x\")", "CS1936", "from load in Facts<ClusterLoad>()")]
    [InlineData("from l in Facts<ClusterLoad>() where l.Percent > 3", "CS0742", "select Page(")]
    [InlineData("from l in Facts<ClusterLoad>() join c in Facts<Component>() on l.Cluster == c.Cluster select Page(\"ops\", because: \"x\")", "CS0744", "'equals'")]
    [InlineData("from l in Facts<ClusterLoad>() where l.Percent > \"80\" select Page(\"ops\", because: \"x\")", "CS0019", "without quotes")]
    [InlineData("from l in Facts<ClusterLoad>().RaisedWhen(l => l.Percent > 3, lasting: 5) select Page(\"ops\", because: \"x\")", "CS1503", "Minutes(10)")]
    [InlineData("from l in Facts<ClusterLoad>() select Page('o', because: \"x\")", "CS1503", "double quotes")]
    [InlineData("from l in Facts<ClusterLoad> where l.Percent > 3 select Page(\"ops\", because: \"x\")", "CS0119", "'Facts<ClusterLoad>()'")]
    [InlineData("from l in Facts<ClusterLoad>() where l.Percent = 3 select Page(\"ops\", because: \"x\")", "CS8852", "'=='")]
    [InlineData("from l in Facts<ClusterLoad>() select Page(\"ops\", because = \"x\")", "CS0103", "because: ")]
    [InlineData("from l in Facts<ClusterLoad>() where Now > 2019-09-19 select Page(\"ops\", because: \"x\")", "CS0019", "Date(\"2019-09-19")]
    [InlineData("from ClusterLoad l where l.Percent > 3 select Page(\"ops\", because: \"x\")", "CS1003", "from load in")]
    [InlineData("from l in Facts<ClusterLoad>() select Page(\"ops\", because: \"x\")).Mode(\"act\"", "CS1503", "Act, without quotes")]
    public void What_a_beginner_writes_is_answered_with_what_to_write(string query, string code, string hint)
    {
        folder.Write("a.csx", $"Rule(\"r\", {query});");

        Assert.Contains(hint, Assert.Single(folder.Declare().Problems, p => p.Code == code).Message, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    [GeneratedRegex(@"(?<=\S )(&&|\|\||!=)(?= \S)")]
    private static partial Regex SlipPattern();
}
