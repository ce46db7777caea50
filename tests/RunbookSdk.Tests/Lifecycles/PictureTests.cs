using FsCheck;
using FsCheck.Fluent;
using RunbookSdk.Lifecycles;
using RunbookSdk.Tests.Conventions;

namespace RunbookSdk.Tests.Lifecycles;

/// <summary>Pictures and data of a nested machine with one of everything.</summary>
public sealed class PictureTests
{
    private static readonly Config Runs = Config.QuickThrowOnFailure.WithMaxTest(300);

    /// <summary>The same pictures of the same machine with names and words that harm nobody.</summary>
    private static readonly (int Mermaid, int Dot) Lines = LinesOf("x y");

    [Fact]
    public void Mermaid_is_the_approved_one() => Check("mmd", () => Rollout.Define().ToMermaid());

    [Fact]
    public void Dot_is_the_approved_one() => Check("dot", () => Rollout.Define().ToDot());

    [Fact]
    public void Json_is_the_approved_one() => Check("json", () => Rollout.Define().ToJson() + "\n");

    [Fact]
    public void No_text_breaks_a_line_of_a_picture() => Prop.ForAll<NonEmptyString>(text =>
    {
        if (!string.IsNullOrWhiteSpace(text.Get)) Assert.Equal(Lines, LinesOf(text.Get));
    }).Check(Runs);

    [Fact]
    public void No_nasty_text_breaks_a_line_of_a_picture() => Assert.All(NastyTexts.All, text => Assert.Equal(Lines, LinesOf(text)));

    [Fact]
    public void Names_of_states_stand_in_the_text_only_when_none_is_taken_for_a_place_in_another()
    {
        var picture = Lifecycle.Define<string, string>("clash")
            .Initial("a")
            .State("a", s => s.Initial("b").Permit("go", "a_history"))
            .State("b", s => s.Within("a"))
            .State("a_history", s => s.On("back").GoToHistory("a"))
            .Build().ToMermaid();

        Assert.Contains("state \"a_history\" as state_3", picture, StringComparison.Ordinal);
        Assert.Contains("state_3 --> state_1_history : back", picture, StringComparison.Ordinal);
    }

    [Fact]
    public void Arrows_between_a_state_and_what_is_in_it_get_ends_that_mean_the_same()
    {
        var picture = Lifecycle.Define<string, string>("inwards")
            .Initial("a")
            .State("a", s => s.Initial("b").Permit("in", "c").On("again").GoToHistory("a").Reenter("anew"))
            .State("b", s => s.Within("a").Permit("out", "a"))
            .State("c", s => s.Within("a").Permit("first", "a"))
            .Build().ToMermaid();

        foreach (var line in (string[])["a_anywhere --> c : in", "a_anywhere --> a_history : again", "a --> a : anew", "b --> b : out", "c --> b : first"])
            Assert.Contains($"    {line}\n", picture, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("6.00:00:00", "6 days")]
    [InlineData("1.00:00:00", "1 day")]
    [InlineData("01:30:00", "1 hour 30 minutes")]
    [InlineData("2.00:00:00.5", "2 days 0.5 seconds")]
    [InlineData("00:00:01", "1 second")]
    [InlineData("00:00:00.0000001", "0.0000001 seconds")]
    [InlineData("00:00:00", "0 seconds")]
    public void Time_is_said_as_people_say_it(string time, string words) =>
        Assert.Equal(words, TimeWords.Of(TimeSpan.Parse(time, System.Globalization.CultureInfo.InvariantCulture)));

    private static void Check(string ending, Func<string> write)
    {
        var text = write();
        Assert.Equal(text, write());
        ApprovedFile.Check($"tests/RunbookSdk.Tests/Lifecycles/Approved/rollout.{ending}", text);
    }

    private static (int Mermaid, int Dot) LinesOf(string text)
    {
        var (round, nest) = (NastyTexts.Round(text, text + " next"), NastyTexts.Nest(text + " #"));
        return (Count(round.ToMermaid()) + Count(nest.ToMermaid()), Count(round.ToDot()) + Count(nest.ToDot()));

        static int Count(string picture) => picture.Split(['\n', '\r', '\u0085', '\u2028', '\u2029']).Length;
    }
}
