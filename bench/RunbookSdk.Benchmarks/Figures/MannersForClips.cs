using System.Globalization;
using RunbookSdk.Benchmarks.Puzzles;
using RunbookSdk.Rules;

namespace RunbookSdk.Benchmarks.Figures;

/// <summary>What <c>bench/manners-clips.sh</c> needs: the guests in CLIPS' language, and the time that a session takes for them.</summary>
internal static class MannersForClips
{
    public const string FactsVerb = "manners-facts";
    public const string TimeVerb = "manners";
    private const int Runs = 5;
    private const double WarmSeconds = 2;

    /// <summary>Guests in the order in which a session gets them.</summary>
    public static int WriteFacts(string guests, TextWriter output)
    {
        var party = PartyOf(guests);
        output.WriteLine("(deffacts party");
        foreach (var guest in party.Guests)
            output.WriteLine($"  (guest (name {guest.Name}) (sex {guest.Sex}) (hobby {guest.Hobby}))");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  (last-seat (seat {party.Seats}))"));
        output.WriteLine("  (count (next 1))");
        output.WriteLine("  (context (state start)))");
        return 0;
    }

    /// <summary>Seconds of processor time, which is what CLIPS tells too: of a run when the code is warm, those of the very first run, and how many times rules fired.</summary>
    public static int WriteTimes(string guests, TextWriter output)
    {
        var rules = RuleSet.Create(new MannersRules());
        var party = PartyOf(guests);
        var firings = 0;
        void Run() => firings = PuzzleRun.Of(rules, party.Facts).Firings;
        var first = Timing.Seconds(Run);
        var began = Timing.Processor();
        while (Timing.Processor() - began < WarmSeconds) Run();
        var warm = Timing.Median(Enumerable.Range(0, Runs).Select(_ => Timing.Seconds(Run)));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{warm:0.000000} {first:0.000000} {firings}"));
        return 0;
    }

    private static MannersParty PartyOf(string guests) => MannersParty.Of(int.Parse(guests, CultureInfo.InvariantCulture));
}
