using RunbookSdk.Diagnostics;
using RunbookSdk.Rules;

namespace RunbookSdk.Scripting.Tests;

public sealed class ScriptLoadingTests : IDisposable
{
    private readonly ScriptFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void What_a_script_says_of_every_rule_holds_for_no_other_script()
    {
        folder.Write("a.csx", "EveryRule(r => r.Mode(Act));\n" + Samples.PageNamed("acts"));
        folder.Write("b.csx", Samples.PageNamed("observes"));
        folder.Write("c.csx", "EveryRule(r => r.Mode(Propose));\n" + Samples.PageNamed("proposes"));

        using var loaded = ScriptLoader.Load([folder.Path], new() { CacheFolder = null });

        Assert.Equal([("acts", Mode.Act), ("observes", Mode.Observe), ("proposes", Mode.Propose)], loaded.Rules!.Rules.Select(r => (r.Id, r.Mode)));
    }

    [Fact]
    public void What_a_loaded_text_says_of_every_rule_holds_for_the_scripts_that_load_it()
    {
        folder.Write("common/said.csx", "EveryRule(r => r.Mode(Act));");
        folder.Write("a.csx", "#load \"common/said.csx\"\n" + Samples.PageNamed("one"));
        folder.Write("b.csx", "#load \"common/said.csx\"\n" + Samples.PageNamed("other"));
        folder.Write("c.csx", Samples.PageNamed("alone"));

        using var loaded = ScriptLoader.Load([folder.Path], new() { CacheFolder = null });

        Assert.Empty(loaded.Diagnostics);
        Assert.Equal([("one", Mode.Act), ("other", Mode.Act), ("alone", Mode.Observe)], loaded.Rules!.Rules.Select(r => (r.Id, r.Mode)));
    }

    [Fact]
    public void What_a_class_of_the_host_says_of_every_rule_holds_for_every_script()
    {
        folder.Write("a.csx", Samples.PageNamed("one"));
        folder.Write("b.csx", "EveryRule(r => r.Mode(Act));\n" + Samples.PageNamed("other"));
        folder.Write("c.csx", Samples.PageNamed("last"));

        using var loaded = ScriptLoader.Load([folder.Path], new() { CacheFolder = null, RunbookType = typeof(Proposing) });

        Assert.Equal([("one", Mode.Propose), ("other", Mode.Act), ("last", Mode.Propose)], loaded.Rules!.Rules.Select(r => (r.Id, r.Mode)));
    }

    [Fact]
    public void What_is_said_of_every_rule_before_a_word_of_the_host_may_be_said_of_rules_of_that_word()
    {
        folder.Write("a.csx", "EveryRule(r => r.Mode(Act));\nStandard();");

        using var loaded = ScriptLoader.Load([folder.Path], new() { CacheFolder = null, RunbookType = typeof(Declaring) });

        Assert.Empty(loaded.Diagnostics);
        Assert.Equal(Mode.Act, Assert.Single(loaded.Rules!.Rules).Mode);
    }

    public sealed class Declaring : Runbook
    {
        public void Standard() => Rule("standard", Facts<RunbookSdk.Components.Site>().Select(s => Page("ops", s.Name)));

        protected override void Define()
        {
        }
    }

    public sealed class Proposing : Runbook
    {
        public Proposing() => EveryRule(r => r.Mode(Propose));

        protected override void Define()
        {
        }
    }

    [Fact]
    public void A_script_has_all_words_of_the_language_without_any_using()
    {
        folder.Write("webtools.csx", Samples.Long);

        var declared = folder.Declare();

        Assert.Empty(declared.Problems);
        Assert.Equal(
            [
                "suspend-webtools", "block-webtools-before-11.5", "disk-nearly-full", "cluster-errors", "load-climbs",
                "outage-online1", "outage-online2", "over-capacity",
            ],
            declared.Book.Declarations.Select(d => d.Id));
        Assert.Equal(["Disk", "Climbing"], declared.FactTypes.Select(t => t.Name));
    }

    [Fact]
    public void Rules_and_clauses_know_their_file_and_line()
    {
        var path = folder.Write("sub/page.csx", "\n" + Samples.Page);

        var declared = folder.Declare();

        var rule = Assert.Single(declared.Book.Declarations);
        Assert.Equal(new SourceLocation(path, 2), rule.Location);
        Assert.Equal(new SourceLocation(path, 2), rule.Query.Location);
    }

    [Fact]
    public void Files_of_a_folder_come_in_ordinal_order_and_hidden_ones_not_at_all()
    {
        foreach (var name in new[] { "b.csx", "a/z.csx", "B.csx", "a.csx", ".hidden/no.csx", ".no.csx" })
            folder.Write(name, Samples.Page);
        folder.Write("notes.txt", "no script");

        var declared = folder.Declare();

        Assert.Empty(declared.Problems);
        var expected = string.Join(' ', "B.csx a.csx a/z.csx b.csx".Split(' ').Select(folder.Shown));
        Assert.Equal(expected, string.Join(' ', declared.Book.Declarations.Select(d => d.Location.File)));
    }

    [Fact]
    public void What_a_build_of_a_project_has_copied_is_left_out()
    {
        foreach (var name in new[] { "host/a.csx", "host/bin/Debug/a.csx", "host/obj/a.csx", "bin/b.csx" }) folder.Write(name, Samples.Page);
        folder.Write("host/Host.csproj", "<Project />");

        var declared = folder.Declare();

        Assert.Equal($"{folder.Shown("bin/b.csx")} {folder.Shown("host/a.csx")}", string.Join(' ', declared.Book.Declarations.Select(d => d.Location.File)));
    }

    [Fact]
    public void A_file_given_twice_is_loaded_once()
    {
        var path = folder.Write("a.csx", Samples.Page);

        var declared = folder.Declare(path, folder.Path, path);

        Assert.Single(declared.Book.Declarations);
    }

    [Fact]
    public void An_app_of_one_file_is_a_script_when_it_is_given_by_name()
    {
        var path = folder.Write("a.cs", "#!/usr/bin/env dotnet\n#:package RunbookSdk@0.1.0\n" + Samples.Page);

        Assert.Equal(path, Assert.Single(folder.Declare(path).Book.Declarations).Location.File);
    }

    [Fact]
    public void A_record_is_a_fact_whether_it_is_public_or_not_and_a_class_is_none()
    {
        folder.Write(
            "a.csx",
            "record Disk([property: Key] string Host);\nclass Helper;\nRule(\"r\", from d in Facts<Disk>() select Page(\"t\", d.Host));");

        var declared = folder.Declare();

        Assert.Empty(declared.Problems);
        Assert.Equal(["Disk"], declared.FactTypes.Select(t => t.Name));
    }

    [Fact]
    public void Paths_are_shown_as_they_were_given()
    {
        folder.Write("sub/a.csx", Samples.Page);
        var given = Path.GetRelativePath(Directory.GetCurrentDirectory(), folder.Path) + Path.DirectorySeparatorChar;

        var rule = Assert.Single(folder.Declare(given).Book.Declarations);

        Assert.Equal(given.Replace(Path.DirectorySeparatorChar, '/') + "sub/a.csx", rule.Location.File);
    }

    [Fact]
    public void Paths_that_mean_nothing_are_all_reported()
    {
        Directory.CreateDirectory(folder.Join("empty"));
        folder.Write("notes.txt", "no script");

        var declared = folder.Declare(folder.Join("missing"), folder.Join("empty"), folder.Shown("notes.txt"));

        Assert.Equal(["RBK0201", "RBK0202", "RBK0204"], declared.Problems.Select(p => p.Code));
        Assert.All(declared.Problems, p => Assert.Equal(Severity.Error, p.Severity));
    }

    [Fact]
    public void An_empty_script_is_a_warning()
    {
        var path = folder.Write("a.csx", "// later\nusing System.Text;\n");
        folder.Write("b.csx", Samples.Page);

        var declared = folder.Declare();

        var problem = Assert.Single(declared.Problems);
        Assert.Equal(("RBK1302", Severity.Warning, path), (problem.Code, problem.Severity, problem.Location.File));
        Assert.Single(declared.Book.Declarations);
    }

    [Fact]
    public void A_script_that_throws_is_reported_at_the_line_of_the_script()
    {
        var path = folder.Write(
            "a.csx", Samples.Page + "\n\nvar when = Begin(\"September\");\n\nDateTimeOffset Begin(string month)\n{\n    return Date(\"19 \" + month);\n}\n");

        var problem = Assert.Single(folder.Declare().Problems);

        Assert.Equal("RBK1304", problem.Code);
        Assert.Equal((path, 7), (problem.Location.File, problem.Location.Line));
        Assert.Contains("FormatException", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_throw_in_a_loaded_file_is_reported_there()
    {
        folder.Write("a.csx", "#load \"b.csx\"\n" + Samples.Page);
        var path = folder.Write("b.csx", "var zero = 0;\nvar x = 1 / zero;");

        var problem = Assert.Single(folder.Declare().Problems);

        Assert.Equal(("RBK1304", path, 2), (problem.Code, problem.Location.File, problem.Location.Line));
    }

    /// <summary>Also for what is over at once: what a script may say does not depend on how busy the machine is.</summary>
    [Theory]
    [InlineData("await System.Threading.Tasks.Task.Delay(60_000);", 1)]
    [InlineData("await System.Threading.Tasks.Task.CompletedTask;", 1)]
    [InlineData("if (1 < 2) { await System.Threading.Tasks.Task.Yield(); }", 14)]
    [InlineData("System.Func<System.Threading.Tasks.Task> f = async () => await System.Threading.Tasks.Task.CompletedTask;", 0)]
    public void A_script_that_waits_is_refused_where_it_does(string statement, int column)
    {
        var path = folder.Write("a.csx", Samples.Page + "\n" + statement);

        var waits = folder.Declare().Problems.Where(p => p.Code == "RBK1305").Select(p => p.Location);

        Assert.Equal(column == 0 ? [] : [new(path, Samples.Page.Count(c => c == '\n') + 2, column)], waits);
    }

    [Fact]
    public void A_fact_that_two_scripts_declare_is_refused()
    {
        folder.Write("a.csx", "public record Disk([property: Key] string Host);\n" + Samples.PageNamed("a"));
        folder.Write("b.csx", "public record Disk([property: Key] string Host);\n" + Samples.PageNamed("b"));

        Assert.Equal("RBK1306", Assert.Single(folder.Declare().Problems).Code);
    }

    [Theory]
    [InlineData("Probe")]
    [InlineData("LifecycleStatus")]
    [InlineData("Silence")]
    [InlineData("TeamMember")]
    public void A_fact_with_the_name_of_a_fact_of_the_SDK_is_refused(string name)
    {
        folder.Write("a.csx", $"public record {name}([property: Key] string Host);\nRule(\"a\", from p in Facts<{name}>() select Page(\"t\", p.Host));");

        Assert.Equal("RBK1306", Assert.Single(folder.Declare().Problems).Code);
    }
}
