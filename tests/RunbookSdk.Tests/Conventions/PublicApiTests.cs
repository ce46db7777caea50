namespace RunbookSdk.Tests.Conventions;

public sealed class PublicApiTests() : PublicApiTest(
    typeof(Runbook).Assembly,
    ("RunbookSdk.Rules.Query`1", "FactSource and RaisedSource are queries too; its constructor is internal, so users cannot derive."))
{
    [Fact]
    public void Public_api_of_a_type_has_a_line_for_everything_that_users_touch()
    {
        const string Name = "RunbookSdk.Tests.Conventions.PublicApiTests.Sample<T>";

        Assert.Equal(
            [
                $"{Name} (abstract class : IDisposable)",
                $"{Name}.Ask<TOther>(IReadOnlyList<string?>? known, out TOther answer, int count = 3, DateTimeOffset? at = default) : string?",
                $"{Name}.Dispose() : void",
                $"{Name}.Done : event",
                $"{Name}.Limit = 7 : int",
                $"{Name}.Text {{ get; init; }} : string?",
                $"{Name}.Zero {{ get; }} : Int16 (static)",
                $"{Name}.new(string text)",
            ],
            PublicApi.Of([typeof(Sample<>)]).Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void Difference_names_lines_that_came_and_went_and_says_how_to_accept()
    {
        var message = ApprovedFile.Explain("api.txt", "same\ntwice\ntwice\ngone\n", "same\ntwice\nnew\n");

        Assert.Contains("- twice\n- gone\n+ new\n", message, StringComparison.Ordinal);
        Assert.Contains("RUNBOOK_ACCEPT=1", message, StringComparison.Ordinal);
    }

    /// <summary>Something of each kind; what is private or internal has to stay out of the text.</summary>
    public abstract class Sample<T> : IDisposable
    {
        public const int Limit = 7;

        protected Sample(string text) => Text = text;

        internal Sample()
        {
        }

        public event EventHandler? Done;

        protected static short Zero => 0;

        public string? Text { get; init; }

        internal int Hidden { get; set; }

        public string? Ask<TOther>(IReadOnlyList<string?>? known, out TOther answer, int count = 3, DateTimeOffset? at = null)
        {
            _ = (known, count, at);
            answer = default!;
            Done?.Invoke(this, EventArgs.Empty);
            return null;
        }

        public void Dispose() => GC.SuppressFinalize(this);

        private protected void Secret() => Hidden++;
    }
}
