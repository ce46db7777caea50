namespace RunbookSdk.Scripting.Tests;

public sealed class AppOfOneFileTests : IDisposable
{
    private readonly ScriptFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("#!/usr/bin/env dotnet\n#:package RunbookSdk@0.1.0\n", true)]
    [InlineData("#!/usr/bin/env dotnet\r\n#:package  RunbookSdk@*\r\n#:property PublishAot=false\r\n", true)]
    [InlineData("\uFEFF#!/usr/bin/env dotnet\n// a runbook\n\n#:property X=y\n#:package RunbookSdk\n", true)]
    [InlineData("#!/usr/bin/env dotnet\n#:project ../src/RunbookSdk\n", true)]
    [InlineData("#!/usr/bin/env dotnet\n#:project ../src/RunbookSdk/RunbookSdk.csproj\n", true)]
    [InlineData("#!/usr/bin/env dotnet\n#:package RunbookSdk.Hosting@0.1.0\n", false)] // a host
    [InlineData("#!/usr/bin/env dotnet\n", false)]
    [InlineData("#:package RunbookSdk@0.1.0\n", false)]
    [InlineData("#!/usr/bin/env dotnet\nvar x = 1;\n#:package RunbookSdk@0.1.0\n", false)]
    [InlineData("", false)]
    public void Folder_stands_for_apps_of_one_file_that_name_the_package_and_for_no_other_CSharp(string head, bool isRunbook)
    {
        folder.Write("script.csx", Samples.PageNamed("of-script"));
        folder.Write("app.cs", head + Samples.PageNamed("of-app"));

        var declared = folder.Declare();

        Assert.Empty(declared.Problems);
        Assert.Equal(isRunbook ? ["of-app", "of-script"] : ["of-script"], declared.Book.Declarations.Select(d => d.Id));
    }

    [Fact]
    public void File_that_cannot_be_read_keeps_no_other_from_being_found()
    {
        folder.Write("a/script.csx", Samples.PageNamed("of-script"));
        File.CreateSymbolicLink(System.IO.Path.Combine(folder.Path, "a", "gone.cs"), folder.Join("nowhere.cs"));

        var declared = folder.Declare();

        Assert.Equal(("RBK0203", folder.Shown("a/gone.cs")), declared.Problems.Select(p => (p.Code, p.Location.File)).Single());
        Assert.Equal(["of-script"], declared.Book.Declarations.Select(d => d.Id));
    }

    [Fact]
    public void Folder_of_which_nothing_can_be_read_is_not_called_empty_as_well()
    {
        File.CreateSymbolicLink(System.IO.Path.Combine(folder.Path, "gone.cs"), folder.Join("nowhere.cs"));

        Assert.Equal(["RBK0203"], folder.Declare().Problems.Select(p => p.Code));
    }

    [Fact]
    public void App_of_one_file_that_is_named_itself_needs_no_first_line()
    {
        folder.Write("app.cs", Samples.Page);

        Assert.Single(folder.Declare(folder.Shown("app.cs")).Book.Declarations);
    }
}
